"""Mails on their way, for administrators: to whom, what about, how far. Never what stands in them."""

from typing import ClassVar

from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from jobs import mail
from jobs.admin.superusers import SuperusersMenuItem, SuperusersPolicy, SuperusersReportView, TryAgainView
from jobs.models import OutgoingMail

NAME = "jobs_mails"
RESULTS_NAME = "jobs_mails_results"
TRY_AGAIN_NAME = "jobs_mails_try_again"

POLICY = SuperusersPolicy(OutgoingMail)


def _try_again_url(row: OutgoingMail) -> str | None:
    is_possible = row.state in OutgoingMail.RETRIABLE and bool(row.content)
    return reverse(TRY_AGAIN_NAME, args=[row.pk]) if is_possible else None


class MailsView(SuperusersReportView):
    model = OutgoingMail
    page_title = _("Mails")
    header_icon = "mail"
    index_url_name = NAME
    index_results_url_name = RESULTS_NAME
    permission_policy = POLICY
    default_ordering = "-changed_at"
    columns: ClassVar[list[Column]] = [
        TitleColumn("recipient", label=_("Recipient"), get_url=_try_again_url, sort_key="recipient"),
        Column("subject", label=_("Subject")),
        Column("get_state_display", label=_("State"), sort_key="state"),
        DateColumn("changed_at", label=_("When"), sort_key="changed_at"),
        Column("error", label=_("Why")),
    ]
    list_export: ClassVar[list[str]] = ["recipient", "subject", "state", "changed_at", "error"]

    def get_base_queryset(self) -> QuerySet[OutgoingMail]:
        return OutgoingMail.objects.all()


class TryMailAgainView(TryAgainView):
    model = OutgoingMail
    permission_policy = POLICY
    header_icon = "mail"
    index_url_name = NAME
    warning = _("This mail may have arrived already. Whoever gets it twice sees the same mail twice.")

    def try_again(self) -> bool:
        return mail.try_again(self.object.pk)


def menu_item() -> SuperusersMenuItem:
    return SuperusersMenuItem(MailsView.page_title, reverse(NAME), name=NAME, icon_name="mail", order=1210)


urls = [
    path("reports/mails/", MailsView.as_view(), name=NAME),
    path("reports/mails/results/", MailsView.as_view(results_only=True), name=RESULTS_NAME),
    path("reports/mails/<int:pk>/try-again/", TryMailAgainView.as_view(), name=TRY_AGAIN_NAME),
]
