"""Jobs that were given up after six tries, for administrators: which, why, and once more."""

from typing import ClassVar

from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from jobs import queue
from jobs.admin.superusers import SuperusersMenuItem, SuperusersPolicy, SuperusersReportView, TryAgainView
from jobs.models import Job

NAME = "jobs_failed"
RESULTS_NAME = "jobs_failed_results"
TRY_AGAIN_NAME = "jobs_failed_try_again"

POLICY = SuperusersPolicy(Job)


def _try_again_url(row: Job) -> str:
    return reverse(TRY_AGAIN_NAME, args=[row.pk])


class FailedJobsView(SuperusersReportView):
    model = Job
    page_title = _("Work that failed")
    header_icon = "cogs"
    index_url_name = NAME
    index_results_url_name = RESULTS_NAME
    permission_policy = POLICY
    default_ordering = "-ended_at"
    columns: ClassVar[list[Column]] = [
        TitleColumn("kind", label=_("Kind"), get_url=_try_again_url, sort_key="kind"),
        Column("key", label=_("Key")),
        DateColumn("ended_at", label=_("When"), sort_key="ended_at"),
        Column("error", label=_("Why")),
    ]
    list_export: ClassVar[list[str]] = ["kind", "key", "ended_at", "error"]

    def get_base_queryset(self) -> QuerySet[Job]:
        return Job.objects.filter(state=Job.State.FAILED)


class TryJobAgainView(TryAgainView):
    model = Job
    permission_policy = POLICY
    header_icon = "cogs"
    index_url_name = NAME

    def try_again(self) -> bool:
        return queue.try_again(self.object.pk)


def menu_item() -> SuperusersMenuItem:
    return SuperusersMenuItem(
        FailedJobsView.page_title, reverse(NAME), name=NAME, icon_name="cogs", order=1220
    )


urls = [
    path("reports/failed-work/", FailedJobsView.as_view(), name=NAME),
    path("reports/failed-work/results/", FailedJobsView.as_view(results_only=True), name=RESULTS_NAME),
    path("reports/failed-work/<int:pk>/try-again/", TryJobAgainView.as_view(), name=TRY_AGAIN_NAME),
]
