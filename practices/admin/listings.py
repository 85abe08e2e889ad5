"""Limits by region Wagtail's lists and choosers that show other regions' people, tags or pages.

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

from media.folded_text import folded
from media.models import Image
from media.region_access import AnyUser
from practices.admin.page_views import RegionFormsMixin, VisiblePagesMixin
from practices.proposals import ACCEPTED
from practices.region_access import (
    colleagues,
    is_administrator,
    outside_region,
    popular_tags,
    visible_tags,
)


class RegionLockedPages(RegionFormsMixin, LockedPagesView):
    pass


class RegionWorkflows(RegionFormsMixin, WorkflowView):
    pass


class RegionWorkflowTasks(RegionFormsMixin, WorkflowTasksView):
    pass


class RegionAgingPages(RegionFormsMixin, AgingPagesView):
    pass


class RegionSiteHistory(RegionFormsMixin, LogEntriesView):
    """Shows people who look after pages what was done there, and what colleagues did to what is shared."""

    any_permission_required = ("add", "change", "publish")

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Page)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if queryset.model is not PageLogEntry and not is_administrator(self.request.user):
            known = colleagues(self.request.user).values("pk")
            queryset = queryset.filter(Q(user=None) | Q(user__in=known))
            # They name people of any region.
            queryset = queryset.exclude(action=ACCEPTED)
        filtered: QuerySet[Any] = super().filter_queryset(queryset)
        return filtered


class AdministratorsPageTypes(PageTypesUsageReportView):
    """Refuses all but administrators: it names the page that was edited last, whoever's it is."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_administrator(request.user):
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


class RegionImagesFilters(WithOwnTags, images.ImagesFilterSet):
    pass


class RegionDocumentsFilters(WithOwnTags, documents.DocumentsFilterSet):
    pass


class RegionImages(RegionFormsMixin, images.IndexView):
    filterset_class = RegionImagesFilters


class RegionDocuments(RegionFormsMixin, documents.IndexView):
    filterset_class = RegionDocumentsFilters


class RegionImageChooseView(ImageChooseView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["popular_tags"] = [{"name": name} for name in popular_tags(self.model, self.request.user)]
        return context


class RegionImageChooser(ImageChooserViewSet):
    choose_view_class = RegionImageChooseView


image_chooser = RegionImageChooser("wagtailimages_chooser", model=Image, url_prefix="images/chooser")


class RegionPageChooser(VisiblePagesMixin, chooser.BrowseView):
    pass


class RegionChosenPages(chooser.ChosenMultipleView):
    def get(self, request: HttpRequest) -> HttpResponse:
        if outside_region(Page, request.GET.getlist("id"), request.user):
            raise Http404
        response: HttpResponse = super().get(request)
        return response


def may_change_workflows(user: AnyUser) -> bool:
    return bool(policy_registry.get_by_type(Workflow).user_has_any_permission(user, ["add", "change"]))


class ForWorkflowEditors(View):
    """Refuses all but those who may give tasks to a workflow: it lists every region's tasks."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_change_workflows(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RegionTaskChooser(ForWorkflowEditors, workflows.TaskChooserView):
    pass


class RegionTaskChooserResults(ForWorkflowEditors, workflows.TaskChooserResultsView):
    pass


def chosen_task(request: HttpRequest, task_id: int) -> HttpResponse:
    if not may_change_workflows(request.user):
        raise PermissionDenied
    response: HttpResponse = workflows.task_chosen(request, task_id)
    return response


class TagAutocomplete(View):
    def get(self, request: HttpRequest, **kwargs: str) -> JsonResponse:
        """Returns the tags that begin with what was typed, as far as the person sees them somewhere."""
        if kwargs not in ({}, {"app_name": "taggit", "model_name": "tag"}):
            raise Http404
        typed = request.GET.get("term", "")
        found = visible_tags(request.user).filter(name__folded__startswith=folded(typed)).order_by("name")
        names = list(found.values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]) if typed else []
        return JsonResponse(names, safe=False)
