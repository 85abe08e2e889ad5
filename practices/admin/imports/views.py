"""Answers under /admin/import/: a file is sent, looked at, made into drafts, and undone."""

from typing import Any, Final

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from media.admin.walls import HiddenFromOthers
from media.attachments import CSV, XLSX, attachment
from media.serving import PRIVATE, stored_file
from practices.admin.imports import batches, exports, work
from practices.admin.imports.forms import ColumnsForm, ExportForm, UploadForm
from practices.admin.imports.preview import preview
from practices.admin.imports.rights import may_import, own_batches
from practices.interchange.tables.cells import MOST_MEGABYTES, FileRefusedError
from practices.interchange.tables.templates import csv_template, xlsx_template
from practices.models import ImportBatch, RegionExport
from practices.models.import_batch import KEPT
from practices.models.region_export import KEPT as EXPORT_KEPT
from practices.passages import passage

INDEX: Final = "practices_import"
BATCH: Final = "practices_import_batch"
TEMPLATE: Final = "practices_import_template"
EXPORT: Final = "practices_region_export"
EXPORTED: Final = "practices_region_export_file"
# A fixed address, of an app above this one.
OPEN_DATA: Final = "/{language}/open-data/"
SHOWN_BATCHES: Final = 20
TITLE: Final = gettext_lazy("Import and export")


class ImportView(HiddenFromOthers, WagtailAdminTemplateMixin, TemplateView):
    page_title = TITLE
    header_icon = "upload"
    may_enter = staticmethod(may_import)


class IndexView(ImportView):
    """Takes a file, and lists what the person has sent before."""

    template_name = "practices/admin/imports/index.html"
    http_method_names = ["get", "head", "post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = UploadForm(request.POST, request.FILES, user=request.user)
        if form.is_valid():
            try:
                batch = batches.receive(
                    form.content(), form.file_name, form.cleaned_data["section"], request.user
                )
            except FileRefusedError as refused:
                form.refuse(refused)
            else:
                return redirect(BATCH, batch.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        sent = list(own_batches(user)[:SHOWN_BATCHES])
        states = work.states_of(sent)
        return (
            {"form": UploadForm(user=user), "export_form": ExportForm(user=user)}
            | context
            | {
                "batches": [_told(batch, states.get(batch.pk)) for batch in sent],
                "exports": [_told_of(export) for export in exports.own_exports(user)[:SHOWN_BATCHES]],
                "open_data": OPEN_DATA.format(language=get_language()),
                "most_megabytes": MOST_MEGABYTES,
                "most_rows": batches.most_at_once(),
                "days": KEPT.days,
            }
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class BatchView(ImportView):
    """Shows what a file would become, or what was made of it."""

    http_method_names = ["get", "head", "post"]

    @cached_property
    def batch(self) -> ImportBatch:
        return get_object_or_404(own_batches(self.request.user), pk=self.kwargs["pk"])

    @cached_property
    def state(self) -> work.State | None:
        return work.state_of(self.batch)

    def get_template_names(self) -> list[str]:
        if self.state is not None and self.state.is_under_way:
            name = "working"
        else:
            name = "made" if self.batch.made_at else "preview"
        return [f"practices/admin/imports/{name}.html"]

    def get_page_title(self) -> str:
        return self.batch.file_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(INDEX), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        action = {
            "columns": self._choose_columns,
            "make": self._make,
            "drop": self._drop,
            "undo": self._undo,
        }.get(request.POST.get("action", ""))
        if action is None:
            raise Http404
        return action()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        batch = self.batch
        context |= {"batch": batch, "region": passage(batch.section, "name").text, "state": self.state}
        if self.state is not None and self.state.is_under_way:
            return context | {"look_again": work.LOOK_AGAIN_S}
        if batch.made_at:
            kept, gone = batches.sorted_out(batch)
            return context | {"kept": kept, "drafts": gone, "kept_until": batch.kept_until}
        columns = {"columns": ColumnsForm(batch=batch)} if batch.contents.get("headings") else {}
        return columns | context | {"preview": preview(batch, work.refused_by_site(batch))}

    def _choose_columns(self) -> HttpResponseBase:
        batch = self.batch
        if self._is_open:
            form = ColumnsForm(self.request.POST, batch=batch)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(columns=form), status=422)
            batch.columns, batch.refused = form.keys(), []
            batch.save(update_fields=["columns", "refused"])
        return redirect(BATCH, batch.pk)

    @property
    def _is_open(self) -> bool:
        """Whether nothing was made of the file yet, nor is being made."""
        return self.batch.made_at is None and not (self.state and self.state.is_under_way)

    def _make(self) -> HttpResponseBase:
        if self._is_open:
            if not preview(self.batch).can_be_made:
                return self.render_to_response(self.get_context_data(), status=422)
            work.ask(work.MAKE, self.batch)
        return redirect(BATCH, self.batch.pk)

    def _drop(self) -> HttpResponseBase:
        if not self._is_open:
            return redirect(BATCH, self.batch.pk)
        self.batch.delete()
        messages.success(self.request, _("The file was dropped. Nothing was made of it."))
        return redirect(INDEX)

    def _undo(self) -> HttpResponseBase:
        if self.batch.made_at is None:
            raise Http404
        work.ask(work.UNDO, self.batch)
        return redirect(BATCH, self.batch.pk)


@require_POST
def ask_for_export(request: HttpRequest) -> HttpResponse:
    """Has the worker make the table of a region, and leads back to where it will be listed."""
    form = ExportForm(request.POST, user=request.user)
    if not form.is_valid():
        raise Http404
    exports.ask(form.cleaned_data["exported"], request.user)
    messages.success(request, _("The table is being made. It is listed below once it is ready."))
    return redirect(f"{reverse(INDEX)}#imports-export")


@require_safe
def exported(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answers with the table, for whoever asked for it alone."""
    export = get_object_or_404(exports.own_exports(request.user).exclude(file=""), pk=pk)
    name = f"{export.section.slug}-{export.asked_at:%Y-%m-%d}.xlsx"
    return stored_file(request, default_storage, export.file.name or "", PRIVATE, name)


@require_safe
def template(request: HttpRequest, extension: str) -> HttpResponse:
    """Answers with the empty table in the person's language."""
    if not may_import(request.user):
        raise Http404
    name = f"{_('practices')}.{extension}"
    if extension == "csv":
        return attachment(csv_template(), CSV, name)
    return attachment(xlsx_template(), XLSX, name)


def _told(batch: ImportBatch, state: work.State | None) -> dict[str, Any]:
    return {
        "is_under_way": state is not None and state.is_under_way,
        "batch": batch,
        "url": reverse(BATCH, args=[batch.pk]),
        "region": passage(batch.section, "name").text,
        "count": len(batch.drafts),
    }


def _told_of(export: RegionExport) -> dict[str, Any]:
    return {
        "export": export,
        "url": reverse(EXPORTED, args=[export.pk]) if export.file else "",
        "region": passage(export.section, "name").text,
        "until": export.asked_at + EXPORT_KEPT,
    }


class ImportMenuItem(MenuItem):
    """Stands in the menu of those who may add practices somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


def menu_item() -> ImportMenuItem:
    return ImportMenuItem(TITLE, reverse(INDEX), name="import", icon_name="upload", order=160)
