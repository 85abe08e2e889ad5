"""Puts views of ours at addresses of Wagtail's admin, before its own, whose names lead here too."""

from typing import Any, NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import display_custom_404
from wagtail.utils.urlpatterns import decorate_urlpatterns

from practices.admin import listings


def missing(request: HttpRequest, **kwargs: Any) -> NoReturn:
    raise Http404


def _with_results(address: str, view: Any) -> list[URLPattern]:
    return [path(address, view.as_view()), path(f"{address}results/", view.as_view(results_only=True))]


urlpatterns: list[URLPattern] = [
    *_with_results("reports/locked/", listings.RegionLockedPages),
    *_with_results("reports/workflow/", listings.RegionWorkflows),
    *_with_results("reports/workflow_tasks/", listings.RegionWorkflowTasks),
    *_with_results("reports/site-history/", listings.RegionSiteHistory),
    *_with_results("reports/aging-pages/", listings.RegionAgingPages),
    *_with_results("reports/page-types-usage/", listings.AdministratorsPageTypes),
    *_with_results("images/", listings.RegionImages),
    *_with_results("documents/", listings.RegionDocuments),
    path("images/chooser/", listings.image_chooser.choose_view),
    path("choose-page/", listings.RegionPageChooser.as_view()),
    path("choose-page/<int:parent_page_id>/", listings.RegionPageChooser.as_view()),
    path("choose-page/chosen-multiple/", listings.RegionChosenPages.as_view()),
    path("tag-autocomplete/", listings.TagAutocomplete.as_view()),
    path("tag-autocomplete/<slug:app_name>/<slug:model_name>/", listings.TagAutocomplete.as_view()),
    path("workflows/task_chooser/", listings.RegionTaskChooser.as_view()),
    path("workflows/task_chooser/results/", listings.RegionTaskChooserResults.as_view()),
    path("workflows/task_chooser/<int:task_id>/", listings.chosen_task),
    # Wagtail's error on purpose, for trying out error pages.
    path("failwhale/", missing),
]
urlpatterns = decorate_urlpatterns(urlpatterns, require_admin_access)
urlpatterns = decorate_urlpatterns(urlpatterns, display_custom_404)
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
