"""Registers with Wagtail's admin: copies of pages, and what people see of other regions."""

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from practices.admin.bulk_actions import REGION_ACTIONS
from practices.admin.concepts import ConceptViewSet
from practices.admin.page_views import RegionPageViewSet
from practices.models import Practice, TrilingualPage
from practices.passages import localized
from practices.region_access import visible_to


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


@hooks.register("before_copy_page")
def publish_no_copy_unasked(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuses before anything is copied: what was agreed was agreed for the page that is copied."""
    is_alias = "alias" in request.POST
    if request.method != "POST" or not (is_alias or "publish_copies" in request.POST):
        return None
    copied = Practice.objects.filter(pk=page.pk)
    if "copy_subpages" in request.POST:
        copied = Practice.objects.descendant_of(page, inclusive=True)
    unasked = copied.live().filter(compiled_from_sources=False)
    if is_alias:
        unasked = unasked.filter(publication_agreed=False)
    if not unasked.exists():
        return None
    messages.error(
        request,
        _(
            "Nothing was copied: whoever told it agreed to the page that is there, not to another. Copy "
            "without publishing, ask, then publish."
        ),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("construct_page_chooser_queryset")
def limit_page_chooser(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return visible_to(pages, request.user)


class RegionImagesAPIViewSet(ImagesAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Model]:
        return visible_to(super().get_queryset(), self.request.user)


class RegionDocumentsAPIViewSet(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Model]:
        return visible_to(super().get_queryset(), self.request.user)


@hooks.register("construct_admin_api", order=100)
def limit_internal_api(router: WagtailAPIRouter) -> None:
    """Takes the place of Wagtail's own lists of files, which show those of every collection."""
    router.register_endpoint("images", RegionImagesAPIViewSet)
    router.register_endpoint("documents", RegionDocumentsAPIViewSet)


@hooks.register("construct_reports_menu")
def hide_page_types_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name != "page-types-usage"]


@hooks.register("register_admin_viewset")
def region_page_views() -> RegionPageViewSet:
    """Takes the place of Wagtail's own views, for every type of page that has none of its own."""
    return RegionPageViewSet()


for _action in REGION_ACTIONS:
    # After Wagtail's own of the same name, so that these take their place.
    hooks.register("register_bulk_action", _action, order=100)


register_snippet(ConceptViewSet)
