"""Where Wagtail's admin asks us: copies, walls between regions, sections that only administrators remove."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from practices.models import RegionSection, TrilingualPage
from practices.passages import localized
from practices.walls import visible_pages


@hooks.register("after_copy_page")
def name_the_copy(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Gives the copy the name that was typed: Wagtail sets the title only, which follows the name."""
    copy = new_page.get_latest_revision_as_object()
    title = request.POST.get("new_title", "").strip()
    if not title or copy.alias_of_id or not isinstance(copy, TrilingualPage):
        return
    first = next(iter(localized(copy, "name")), None)
    if first is None:
        return
    setattr(copy, f"name_{first}", title)
    if not copy.live:
        copy.save()
    revision = copy.save_revision(user=request.user, clean=False)
    if copy.live:
        revision.publish(user=request.user)


@hooks.register("construct_page_chooser_queryset")
def choose_within_walls(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages.filter(pk__in=visible_pages(request.user).values("pk"))


def _keep_sections(request: HttpRequest, page: Page, *args: Any) -> None:
    if isinstance(page.specific, RegionSection) and not request.user.is_superuser:
        raise PermissionDenied


for _moment in ("before_delete_page", "before_unpublish_page", "before_move_page"):
    hooks.register(_moment, _keep_sections)
