"""Answers for tables of translations: taken out of the board, brought back, looked through, saved."""

from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from media.attachments import XLSX, attachment
from practices.admin.own_regions_view import OwnRegionsMixin
from practices.admin.table_form import TableForm
from practices.admin.translations import board
from practices.admin.translations.bringing_back import (
    OUT,
    Found,
    Row,
    UnsettledError,
    looked_through,
    save,
)
from practices.admin.translations.side_by_side import BOARD
from practices.admin.translations.table import file_name, read_rows, workbook
from practices.interchange.tables.cells import MOST_MEGABYTES, FileRefusedError
from practices.interchange.tables.workbooks import read_workbook
from practices.models import TranslationFile
from practices.own_regions import own_regions

FILE: Final = "translations_file"
SHOWN_FILES: Final = 20


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Answers with the texts of the pages that the board shows, in one language."""
    asked = board.FilterForm(request.GET).filter()
    if not asked.language or not own_regions(request.user):
        raise Http404
    return attachment(workbook(request.user, asked), XLSX, file_name(asked.language), is_private=True)


class FileForm(TableForm):
    accept = (".xlsx",)
    not_ours = gettext_lazy(
        "This is no table of translations. Take one out of the board, and leave its headings."
    )


class FilesView(OwnRegionsMixin, WagtailAdminTemplateMixin, TemplateView):
    """Takes a table, and lists what the person has sent before."""

    template_name = "practices/admin/translations/files.html"
    http_method_names = ["get", "head", "post"]
    page_title = gettext_lazy("Tables of translations")
    header_icon = "upload"

    @property
    def files(self) -> QuerySet[TranslationFile]:
        return TranslationFile.objects.filter(user=self.request.user.pk).order_by("-sent_at", "-pk")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(BOARD), "label": board.TITLE},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                rows = read_rows(read_workbook(form.content()))
            except FileRefusedError as refused:
                form.refuse(refused)
            else:
                person: Any = request.user
                if rows:
                    kept = TranslationFile.objects.create(user=person, file_name=form.file_name, rows=rows)
                    return redirect(FILE, kept.pk)
                form.add_error("file", _("No row of this table has a new translation."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        own = {"files": self.files[:SHOWN_FILES], "most_megabytes": MOST_MEGABYTES}
        return {"form": FileForm()} | context | own


class FileView(FilesView):
    """Shows what a table would change, asks where both sides changed, and saves it."""

    template_name = "practices/admin/translations/file.html"

    @cached_property
    def file(self) -> TranslationFile:
        return get_object_or_404(self.files, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.file.file_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(board.FILES), "label": FilesView.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        action = request.POST.get("action", "")
        if action == "drop" and self.file.saved_at is None:
            self.file.delete()
            messages.success(request, _("The table was dropped. Nothing was changed."))
            return redirect(board.FILES)
        if action not in ("save", OUT):
            raise Http404
        try:
            count = save(self.file, request.user, action, request.POST)
        except UnsettledError as unsettled:
            messages.error(request, _("Nothing was saved. Look at the rows below."))
            return self.render_to_response(self.get_context_data(rows=unsettled.rows), status=422)
        words = ngettext("Texts of %(count)s page were saved.", "Texts of %(count)s pages were saved.", count)
        messages.success(request, words % {"count": count})
        return redirect(FILE, self.file.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows: list[Row] = kwargs.get("rows") or looked_through(self.file, self.request.user)
        of = {found: [row for row in rows if row.found is found] for found in Found}
        return context | {
            "file": self.file,
            "problems": of[Found.PROBLEM],
            "conflicts": of[Found.CONFLICT],
            "ready": of[Found.READY],
            "same_count": len(of[Found.SAME]),
            "can_save": not of[Found.PROBLEM] and bool(of[Found.READY] or of[Found.CONFLICT]),
        }
