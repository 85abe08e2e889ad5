"""Wagtail's lists and choosers that show other regions' people, tags or pages, inside the walls.

Wagtail has no setting for these views, so `practices/admin/urls.py` puts them at Wagtail's own addresses.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.functional import cached_property
from django.views import View
from wagtail.admin.filters import BaseMediaFilterSet
from wagtail.admin.views import chooser, workflows
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.documents.views import documents
from wagtail.images.views import images
from wagtail.images.views.chooser import ImageChooserViewSet, ImageChooseView
from wagtail.models import Page, PageLogEntry, Workflow
from wagtail.permissions import policy_registry

from media.models import Image
from practices.admin.page_views import BehindTheWall, WithinWalls
from practices.region_access import Person, colleagues, outside, popular_tags, sees_everything, visible_tags


class WalledLockedPages(WithinWalls, LockedPagesView):
    pass


class WalledWorkflows(WithinWalls, WorkflowView):
    pass


class WalledWorkflowTasks(WithinWalls, WorkflowTasksView):
    pass


class WalledAgingPages(WithinWalls, AgingPagesView):
    pass


class WalledSiteHistory(WithinWalls, LogEntriesView):
    """For people who look after pages. Of what all regions share, it tells what colleagues did."""

    any_permission_required = ("add", "change", "publish")

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Page)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if queryset.model is not PageLogEntry and not sees_everything(self.request.user):
            known = colleagues(self.request.user).values("pk")
            queryset = queryset.filter(Q(user=None) | Q(user__in=known))
        filtered: QuerySet[Any] = super().filter_queryset(queryset)
        return filtered


class AdministratorsPageTypes(PageTypesUsageReportView):
    """Names the page that was edited last, whoever's it is."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sees_everything(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class WithOwnTags(BaseMediaFilterSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = popular_tags(self._meta.model, self.request.user)
        if not names:
            self.filters.pop("tag", None)
        elif "tag" in self.filters:
            self.filters["tag"].extra["choices"] = [(name, name) for name in names]


class WalledImagesFilters(WithOwnTags, images.ImagesFilterSet):
    pass


class WalledDocumentsFilters(WithOwnTags, documents.DocumentsFilterSet):
    pass


class WalledImages(WithinWalls, images.IndexView):
    filterset_class = WalledImagesFilters


class WalledDocuments(WithinWalls, documents.IndexView):
    filterset_class = WalledDocumentsFilters


class WalledImageChooseView(ImageChooseView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["popular_tags"] = [{"name": name} for name in popular_tags(self.model, self.request.user)]
        return context


class WalledImageChooser(ImageChooserViewSet):
    choose_view_class = WalledImageChooseView


image_chooser = WalledImageChooser("wagtailimages_chooser", model=Image, url_prefix="images/chooser")


class WalledPageChooser(BehindTheWall, chooser.BrowseView):
    pass


class WalledChosenPages(chooser.ChosenMultipleView):
    def get(self, request: HttpRequest) -> HttpResponse:
        if outside(Page, request.GET.getlist("id"), request.user):
            raise Http404
        response: HttpResponse = super().get(request)
        return response


def may_change_workflows(person: Person) -> bool:
    return bool(policy_registry.get_by_type(Workflow).user_has_any_permission(person, ["add", "change"]))


class ForWorkflowEditors(View):
    """Lists every region's tasks, so it is for those who may give them to a workflow."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change_workflows(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class WalledTaskChooser(ForWorkflowEditors, workflows.TaskChooserView):
    pass


class WalledTaskChooserResults(ForWorkflowEditors, workflows.TaskChooserResultsView):
    pass


def chosen_task(request: HttpRequest, task_id: int) -> HttpResponse:
    if not may_change_workflows(request.user):
        raise PermissionDenied
    response: HttpResponse = workflows.task_chosen(request, task_id)
    return response


class TagAutocomplete(View):
    def get(self, request: HttpRequest, **kwargs: str) -> JsonResponse:
        """Tags that begin with what was typed, as far as the person sees them somewhere."""
        if kwargs not in ({}, {"app_name": "taggit", "model_name": "tag"}):
            raise Http404
        typed = request.GET.get("term", "")
        found = visible_tags(request.user).filter(name__istartswith=typed).order_by("name")
        names = list(found.values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]) if typed else []
        return JsonResponse(names, safe=False)
