"""Lists what an index would not take: which practice, which index, why, since when."""

from collections.abc import Sequence
from typing import ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from jobs.admin.tables import TextTables
from practices.models import Practice
from search.indexing import copies
from search.models import IndexCopy, OutboxRow

NAME = "search_failed_updates"
RESULTS_NAME = "search_failed_updates_results"

POLICY = ModelPermissionPolicy(OutboxRow)


def _edit_url(row: OutboxRow) -> str:
    return reverse("wagtailadmin_pages:edit", args=[row.practice_id])


class FailedUpdatesView(TextTables, ReportView):
    model = OutboxRow
    page_title = _("Not in the search")
    header_icon = "warning"
    index_url_name = NAME
    index_results_url_name = RESULTS_NAME
    permission_policy = POLICY
    permission_required = "change"
    default_ordering = "-failed_at"
    columns: ClassVar[list[Column]] = [
        TitleColumn("title", label=_("Practice"), get_url=_edit_url),
        Column("target", label=_("Index"), sort_key="target"),
        DateColumn("failed_at", label=_("When"), sort_key="failed_at"),
        Column("error", label=_("Why")),
    ]
    list_export: ClassVar[list[str]] = ["practice_id", "target", "failed_at", "error"]

    def get_base_queryset(self) -> QuerySet[OutboxRow]:
        return OutboxRow.objects.filter(target__in=copies.followed_names()).exclude(failed_at=None)

    def decorate_paginated_queryset(self, object_list: Sequence[OutboxRow]) -> Sequence[OutboxRow]:
        titles = dict(
            Practice.objects.filter(pk__in=[row.practice_id for row in object_list]).values_list(
                "pk", "title"
            )
        )
        machines = {copy.name: str(copy) for copy in IndexCopy.objects.all()}
        for row in object_list:
            row.target = machines.get(row.target, row.target)
            row.title = titles.get(row.practice_id, str(row))  # type: ignore[attr-defined]
        return object_list


class FailedUpdatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(POLICY.user_has_permission(request.user, "change"))


def menu_item() -> FailedUpdatesMenuItem:
    return FailedUpdatesMenuItem(
        FailedUpdatesView.page_title, reverse(NAME), name=NAME, icon_name="warning", order=1200
    )


urls = [
    path("reports/not-in-the-search/", FailedUpdatesView.as_view(), name=NAME),
    path(
        "reports/not-in-the-search/results/",
        FailedUpdatesView.as_view(results_only=True),
        name=RESULTS_NAME,
    ),
]
