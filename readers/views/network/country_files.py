"""Files of everything that countries state, for people and programs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from media.attachments import CSV, XLSX, attachment
from network.countries.files import values_csv, wide_workbook


@require_safe
def countries_csv(request: HttpRequest) -> HttpResponse:
    """Answer with one row for each published value, with its provenance."""
    return attachment(values_csv(), CSV, "countries.csv")


@require_safe
def countries_xlsx(request: HttpRequest) -> HttpResponse:
    """Answer with one row for each country."""
    return attachment(wide_workbook(), XLSX, "countries-wide.xlsx")
