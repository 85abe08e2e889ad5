"""Writes partners as tables: for everybody without contacts, for those who look after them with all there is.

The columns are called the same in every language, so that a file can be passed on and read again.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from openpyxl import Workbook

from network.models import Partner
from practices.interchange.tables.csv_files import written_csv
from practices.interchange.tables.filling import BETWEEN
from practices.interchange.tables.templates import text_cell, written_book
from zones.vocabulary import LANGUAGES

PUBLIC_COLUMNS: Final = (
    *("external_id", "name", "kind", "state", "is_member", "joined_on", "country", "place_name"),
    *("latitude", "longitude", "website", "languages", "competences", "objectives", "offers", "seeks"),
    *(f"about_{code}" for code in LANGUAGES),
    *("confirmed_on", "source_url", "source_read_on"),
)
PRIVATE_COLUMNS: Final = (
    *("contact_name", "contact_email", "contact_agreed_on", "contact_agreed_how", "confirmed_by"),
)
COLUMNS: Final = (*PUBLIC_COLUMNS, *PRIVATE_COLUMNS)


def public_csv() -> bytes:
    """Returns all public partners as CSV, without contacts."""
    return csv_table(Partner.objects.public(), PUBLIC_COLUMNS)


def csv_table(partners: Iterable[Partner], columns: Sequence[str] = COLUMNS) -> bytes:
    """Returns partners as CSV that spreadsheets open and do not calculate."""
    rows = ([cell_of(partner, column) for column in columns] for partner in partners)
    return written_csv([columns, *rows])


def xlsx_table(partners: Iterable[Partner], columns: Sequence[str] = COLUMNS) -> bytes:
    """Returns partners as a workbook in which every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("partners")
    sheet.freeze_panes = "C2"
    sheet.append([text_cell(sheet, column, bold=True) for column in columns])
    for partner in partners:
        sheet.append([text_cell(sheet, cell_of(partner, column)) for column in columns])
    return written_book(book)


def cell_of(partner: Partner, column: str) -> str:
    """Returns what stands in a column of a partner; codes stay codes."""
    value: Any = getattr(partner, column)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return BETWEEN.join(value)
    return value.isoformat() if isinstance(value, date) else str(value)
