"""Values that countries state, and their spreadsheet as a person fills it in."""

import io
from typing import Any

import openpyxl

from network.countries.sheet_columns import COLUMNS
from network.countries.stated import enter, publish
from network.countries.workbooks import workbook
from network.models import StatedValue

SOURCE = {"year": 2024, "source_text": "A report for tests, page 1"}


def stated(country: str, indicator: str, **fields: Any) -> StatedValue:
    """A draft with year and source."""
    value = StatedValue(country=country, indicator=indicator, **(SOURCE | fields))
    enter([value], None)
    return value


def published(country: str, indicator: str, **fields: Any) -> StatedValue:
    return publish(stated(country, indicator, **fields).pk, None)


def filled(country: str, **cells: dict[str, Any]) -> bytes:
    """The country's workbook with other cells: of each indicator a value by the name of its column."""
    return changed(workbook([country]), country, **cells)


def changed(content: bytes, country: str, **cells: dict[str, Any]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = next(each for each in book.worksheets if each.title.startswith(country))
    rows = {row[0].value: row for row in sheet.iter_rows()}
    for indicator, told in cells.items():
        for column, value in told.items():
            rows[indicator][list(COLUMNS).index(column)].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
