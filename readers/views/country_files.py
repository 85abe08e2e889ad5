"""Files of everything that countries state, for people and programs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from network.value_files import values_csv, wide_workbook
from network.value_workbooks import XLSX


@require_safe
def countries_csv(request: HttpRequest) -> HttpResponse:
    """Answer with one row for each published value, with its provenance."""
    return _file(values_csv(), "text/csv; charset=utf-8", "countries.csv")


@require_safe
def countries_xlsx(request: HttpRequest) -> HttpResponse:
    """Answer with one row for each country."""
    return _file(wide_workbook(), XLSX, "countries-wide.xlsx")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
