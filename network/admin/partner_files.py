"""Answers under /admin/partners/files/: a table is tried out, then taken whole or not; tables go out."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from media.attachments import CSV, XLSX, attachment
from network.access import may_enter, own_partners
from network.admin.partners import FILES, NAME, OwnPartners
from network.models import PartnerFile
from network.partners.doubles import told
from network.partners.table import COLUMNS, csv_table, xlsx_table
from network.partners.table_import import Trial, take, try_out
from practices.admin.table_form import TableForm
from practices.interchange.tables.cells import MOST_MEGABYTES, MOST_ROWS, FileRefusedError
from practices.places import country_name

TABLE: Final = "network_partner_table"
MOST_SHOWN: Final = 100


class PartnerFileForm(TableForm):
    not_ours = gettext_lazy("This is no table that can be read. Send a CSV or an XLSX file.")


class PartnerFilesView(OwnPartners, WagtailAdminTemplateMixin, TemplateView):
    """Shows what the table that the person sent last would change, and all that is wrong with it."""

    template_name = "network/admin/partner_files.html"
    http_method_names = ["get", "head", "post"]
    page_title = gettext_lazy("Import and export")
    header_icon = "upload"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        action = {"send": self._send, "take": self._take, "drop": self._drop}.get(
            request.POST.get("action", "")
        )
        if action is None:
            raise Http404
        return action()

    def _send(self) -> HttpResponseBase:
        # What is shown above the form would be taken for what was sent now.
        PartnerFile.objects.filter(user=self.request.user.pk).delete()
        form = PartnerFileForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                content = form.content()
                try_out(content, form.file_name, self.request.user)
            except FileRefusedError as refused:
                form.refuse(refused)
            else:
                PartnerFile.keep(self.request.user.pk or 0, form.file_name, content)
                return redirect(FILES)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _take(self) -> HttpResponseBase:
        sent = self._sent()
        if sent is None:
            return redirect(FILES)
        trial = take(bytes(sent.content), sent.name, self.request.user)
        if trial.problems:
            return self.render_to_response(self.get_context_data(), status=422)
        sent.delete()
        text = _("New: %(new)s. Changed: %(changed)s. Left as they were: %(same)s.")
        values = {"new": len(trial.new), "changed": len(trial.changed), "same": trial.same}
        messages.success(self.request, text % values)
        return redirect(f"{NAME}:index")

    def _drop(self) -> HttpResponseBase:
        PartnerFile.objects.filter(user=self.request.user.pk).delete()
        messages.success(self.request, _("The file was dropped. Nothing was made of it."))
        return redirect(FILES)

    def _sent(self) -> PartnerFile | None:
        return PartnerFile.objects.filter(user=self.request.user.pk).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        sent = self._sent()
        trial = try_out(bytes(sent.content), sent.name, self.request.user) if sent else None
        return (
            {"form": PartnerFileForm()}
            | context
            | {
                "sent": sent,
                "trial": trial,
                **(_shown(trial) if trial else {}),
                "columns": COLUMNS,
                "most_megabytes": MOST_MEGABYTES,
                "most_rows": MOST_ROWS,
            }
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAME}:index"), "label": _("Partners")},
            {"url": "", "label": self.get_page_title()},
        ]


def _shown(trial: Trial) -> dict[str, Any]:
    """Returns as much of a trial as a page shows."""
    return {
        "problems": trial.problems[:MOST_SHOWN],
        "more_problems": max(0, len(trial.problems) - MOST_SHOWN),
        "new": [(partner, country_name(partner.country)) for partner in trial.new[:MOST_SHOWN]],
        "changed": [(partner, ", ".join(columns)) for partner, columns in trial.changed[:MOST_SHOWN]],
        "doubles": [(row, partner, told(others)) for row, partner, others in trial.doubles[:MOST_SHOWN]],
        "unknown_columns": ", ".join(trial.unknown_columns),
    }


@require_safe
def partner_table(request: HttpRequest, extension: str) -> HttpResponse:
    """Answers with the person's partners and their contacts. Raises Http404 for others."""
    if not may_enter(request.user):
        raise Http404
    rows = own_partners(request.user)
    name = f"partners-{timezone.localdate()}.{extension}"
    if extension == "csv":
        return attachment(csv_table(rows), CSV, name, is_private=True)
    if extension == "xlsx":
        return attachment(xlsx_table(rows), XLSX, name, is_private=True)
    raise Http404
