"""Writes everything that countries state as files: one row for each value, or one for each country."""

from collections import defaultdict
from typing import Any, Final

from django.utils import translation
from openpyxl import Workbook

from network.countries.indicators import INDICATORS
from network.countries.stated import published
from network.countries.workbooks import written
from network.models import StatedValue
from practices.interchange.tables.csv_files import written_csv
from practices.interchange.tables.templates import filled_cell, text_cell, written_book
from practices.places import country_name
from zones.vocabulary import LANGUAGES

# The same in every language: programs read them.
COLUMNS: Final = (
    *("country", "country_name", "indicator", "unit", "low", "best", "high", "answer"),
    *("year", "origin", "tier", "source_text", "source_url", "note", "published_on"),
)
LICENCE: Final = "CC BY 4.0"


def values_csv() -> bytes:
    """Returns the published values, in UTF-8 with the mark by which spreadsheets know it."""
    values = published().iterator(chunk_size=1000)
    return written_csv([COLUMNS, *(row_of(value).values() for value in values)])


def row_of(value: StatedValue) -> dict[str, Any]:
    """Returns a value by the columns of the file; what is not stated is None."""
    indicator = INDICATORS.get(value.indicator)
    return {
        "country": value.country,
        "country_name": country_name(value.country, LANGUAGES[0]),
        "indicator": value.indicator,
        "unit": indicator.unit if indicator else "",
        "low": written(value.low),
        "best": written(value.best),
        "high": written(value.high),
        "answer": value.choice,
        "year": value.year,
        "origin": value.origin,
        "tier": value.tier,
        "source_text": value.source_text,
        "source_url": value.source_url,
        "note": value.note,
        "published_on": value.published_at.date().isoformat() if value.published_at else "",
    }


def wide_workbook() -> bytes:
    """Returns a row for each country that states something, and a sheet that says what the columns are.

    A number stands as its best value, else as its two ends. What was measured has columns of its own.
    """
    values: dict[str, dict[tuple[str, str], StatedValue]] = defaultdict(dict)
    for value in published():
        values[value.country][value.indicator, value.origin] = value
    stated = {key for of_country in values.values() for key in of_country}
    order = list(INDICATORS)
    columns = sorted(stated, key=lambda key: (key[1] != "reported", order.index(key[0])))
    book = Workbook(write_only=True)
    sheet = book.create_sheet("countries")
    sheet.freeze_panes = "C2"
    headings = ["country", "country_name", *(_heading(*key) for key in columns)]
    sheet.append([text_cell(sheet, heading, bold=True) for heading in headings])
    for country, of_country in values.items():
        cells: list[Any] = [country, country_name(country, LANGUAGES[0])]
        cells += [_cell(of_country.get(key)) for key in columns]
        sheet.append([filled_cell(sheet, cell) for cell in cells])
    _write_meanings(book.create_sheet("columns"))
    return written_book(book)


def _heading(indicator: str, origin: str) -> str:
    return indicator if origin == "reported" else f"{indicator} ({origin})"


def _cell(value: StatedValue | None) -> Any:
    if value is None:
        return None
    if value.choice:
        return value.choice
    return written(value.best) if value.best is not None else f"{written(value.low)}–{written(value.high)}"


def _write_meanings(sheet: Any) -> None:
    sheet.append([text_cell(sheet, name, bold=True) for name in ("indicator", "unit", *LANGUAGES)])
    for indicator in INDICATORS.values():
        told = []
        for code in LANGUAGES:
            with translation.override(code):
                told.append(f"{indicator.label}: {indicator.definition}")
        sheet.append([text_cell(sheet, cell) for cell in (indicator.code, indicator.unit, *told)])
    sheet.append([text_cell(sheet, cell) for cell in ("licence", "", LICENCE)])
