"""Where Wagtail's admin asks us: copies, walls between regions, sections that only administrators remove."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from practices.admin.concepts import ConceptViewSet
from practices.models import RegionSection, TrilingualPage
from practices.passages import localized
from practices.region_access import choosable, visible_pages


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


class RegionImagesAPIViewSet(ImagesAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Model]:
        return super().get_queryset().filter(pk__in=choosable(self.model, self.request.user).values("pk"))


class RegionDocumentsAPIViewSet(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Model]:
        return super().get_queryset().filter(pk__in=choosable(self.model, self.request.user).values("pk"))


@hooks.register("construct_admin_api", order=100)
def wall_the_internal_api(router: WagtailAPIRouter) -> None:
    """Takes the place of Wagtail's own lists of files, which show those of every collection."""
    router.register_endpoint("images", RegionImagesAPIViewSet)
    router.register_endpoint("documents", RegionDocumentsAPIViewSet)


@hooks.register("construct_reports_menu")
def leave_out_what_is_closed(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name != "page-types-usage"]


def _keep_sections(request: HttpRequest, page: Page, *args: Any) -> None:
    if isinstance(page.specific, RegionSection) and not request.user.is_superuser:
        raise PermissionDenied


for _moment in ("before_delete_page", "before_unpublish_page", "before_move_page"):
    hooks.register(_moment, _keep_sections)


register_snippet(ConceptViewSet)
