"""Lets lists of the admin be taken away as tables in which nothing is calculated."""

import codecs
from collections.abc import Iterator
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from jobs.spreadsheet_text import as_text


class TextTables(SpreadsheetExportMixin):
    """Writes what people typed as text; without the mark at the beginning Excel takes letters for others."""

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield codecs.BOM_UTF8
        yield from super().stream_csv(queryset)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        written = super().preprocess_field_value(field, value, export_format)
        return as_text(written) if export_format == self.FORMAT_CSV and isinstance(written, str) else written
