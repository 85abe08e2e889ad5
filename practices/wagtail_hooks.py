"""Registers with Wagtail's admin: copies of pages, and what people see of other regions."""

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page
from wagtail.snippets.models import register_snippet

from practices.admin import form_urls
from practices.admin.bulk_actions import REGION_ACTIONS
from practices.admin.concepts import ConceptViewSet
from practices.admin.imports import batches, urls, views
from practices.admin.page_views import RegionPageViewSet
from practices.admin.proposals import views as proposal_views
from practices.admin.reports import coverage as coverage_report
from practices.admin.reports import still_so
from practices.admin.translations import board
from practices.admin.translations import urls as translation_urls
from practices.confirming import CONFIRMED
from practices.models import Practice, TrilingualPage
from practices.models.freshness import copy_states
from practices.passages import localized
from practices.proposals import ACCEPTED
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


@hooks.register("after_copy_page", order=-1)
def keep_translation_states(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Gives a copy the states of the page that it was copied from; pages below it begin anew."""
    if not new_page.alias_of_id and getattr(page.specific_class, "has_translation_states", False):
        copy_states(page.pk, new_page.pk)


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


@hooks.register("register_admin_urls")
def practice_form_urls() -> list[URLPattern]:
    return form_urls.urlpatterns


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    return urls.urlpatterns


@hooks.register("register_admin_menu_item")
def import_menu_item() -> views.ImportMenuItem:
    return views.menu_item()


@hooks.register("register_admin_urls")
def translations_urls() -> list[URLPattern]:
    return translation_urls.urlpatterns


@hooks.register("register_admin_menu_item")
def translations_menu_item() -> board.TranslationsMenuItem:
    return board.menu_item()


@hooks.register("register_log_actions")
def import_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        batches.MADE, gettext_lazy("Import a file"), gettext_lazy("Made drafts of a file")
    )
    actions.register_action(
        batches.UNDONE, gettext_lazy("Undo an import"), gettext_lazy("Took away the drafts of a file")
    )


@hooks.register("register_log_actions")
def confirming_log_action(actions: LogActionRegistry) -> None:
    actions.register_action(CONFIRMED, gettext_lazy("Still so"), gettext_lazy("Said that it is still so"))


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [*still_so.urlpatterns, *coverage_report.urlpatterns]


@hooks.register("register_admin_urls")
def proposal_urls() -> list[URLPattern]:
    return proposal_views.urlpatterns


@hooks.register("register_log_actions")
def proposal_log_action(actions: LogActionRegistry) -> None:
    @actions.register_action(ACCEPTED)
    class AcceptedProposal(LogFormatter):
        label = gettext_lazy("Accept a proposal")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            """Returns who asked for it, and why."""
            said = {"name": log_entry.data.get("name", ""), "reason": log_entry.data.get("reason", "")}
            return _("Accepted what %(name)s proposed: %(reason)s") % said


@hooks.register("register_reports_menu_item")
def still_so_menu_item() -> MenuItem:
    return still_so.menu_item()


@hooks.register("register_reports_menu_item")
def coverage_menu_item() -> MenuItem:
    return coverage_report.menu_item()


for _action in REGION_ACTIONS:
    # After Wagtail's own of the same name, so that these take their place.
    hooks.register("register_bulk_action", _action, order=100)


register_snippet(ConceptViewSet)
