"""Writes what countries state as a workbook to fill in, a sheet for each country."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from network.countries.indicators import INDICATORS, THEMES, UNITS, Indicator
from network.countries.sheet_columns import BEST, COLUMNS, HIGH, LOW, ORIGIN, YEAR, answer_words
from network.countries.stated import Key, newest
from network.models import Origin, StatedValue
from practices.interchange.tables.templates import filled_cell, text_cell, written_book
from practices.places import country_name

WIDTHS: Final[Mapping[str, int]] = {
    "indicator": 30,
    "meaning": 34,
    "unit": 18,
    "source_text": 50,
    "source_url": 40,
    "note": 40,
}
WIDTH: Final = 14
# What a spreadsheet takes as the name of a sheet.
LONGEST_SHEET_NAME: Final = 31
_FORBIDDEN: Final = str.maketrans("[]:*?/\\", "       ")
FILLED: Final = frozenset({LOW, BEST, HIGH, YEAR, "source_text"})


def workbook(countries: Sequence[str]) -> bytes:
    """Returns the workbook of these countries, filled with what was last entered of each, drafts included."""
    known = newest(countries)
    book = Workbook(write_only=True)
    _write_definitions(book.create_sheet(_("What is asked")))
    for country in countries:
        _write_country(book.create_sheet(sheet_name(country)), country, known)
    return written_book(book)


def sheet_name(country: str) -> str:
    """Returns such as "BJ Benin": the code says whose sheet it is."""
    return f"{country} {country_name(country)}".translate(_FORBIDDEN)[:LONGEST_SHEET_NAME].strip()


def _write_country(sheet: Any, country: str, known: Mapping[Key, StatedValue]) -> None:
    sheet.freeze_panes = "C2"
    for number, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, WIDTH)
    rows = list(_rows(country, known))
    for number, (indicator, _value) in enumerate(rows, start=2):
        if indicator.choices:
            _offer(sheet, BEST, number, number, answer_words(indicator))
    _offer(sheet, ORIGIN, 2, len(rows) + 1, [str(each.label) for each in Origin])
    sheet.append([text_cell(sheet, str(label), bold=True) for label in COLUMNS.values()])
    for indicator, value in rows:
        cells = cells_of(indicator, value)
        sheet.append([_cell(sheet, name, cells[name]) for name in COLUMNS])


def _rows(country: str, known: Mapping[Key, StatedValue]) -> Iterator[tuple[Indicator, StatedValue | None]]:
    """Yields each indicator at least once; what is reported and measured takes two rows."""
    for indicator in INDICATORS.values():
        found = [known.get(Key(country, indicator.code, origin)) for origin in Origin.values]
        stated: list[StatedValue | None] = [value for value in found if value is not None]
        yield from ((indicator, value) for value in stated or [None])


def cells_of(indicator: Indicator, value: StatedValue | None) -> dict[str, Any]:
    """Returns what stands in each column for a value; its answer and its origin in words."""
    cells: dict[str, Any] = dict.fromkeys(COLUMNS)
    cells |= {
        "indicator": indicator.code,
        "meaning": str(indicator.label),
        "unit": str(UNITS[indicator.unit]),
    }
    if value is None:
        return cells
    best = str((indicator.choices or {}).get(value.choice, value.choice)) or written(value.best)
    return cells | {
        LOW: written(value.low),
        BEST: best,
        HIGH: written(value.high),
        YEAR: value.year,
        ORIGIN: str(Origin(value.origin).label),
        "tier": value.tier,
        "source_text": value.source_text or None,
        "source_url": value.source_url or None,
        "note": value.note or None,
    }


def written(number: float | None) -> float | int | None:
    """Returns a number as a cell shows it best: a whole one without decimals."""
    return int(number) if number is not None and number == int(number) else number


def _cell(sheet: Any, name: str, value: Any) -> Any:
    cell = filled_cell(sheet, value if value is not None or name not in FILLED else "")
    if name in FILLED:
        cell = cell if hasattr(cell, "fill") else _number_cell(sheet, cell)
        cell.fill = PatternFill("solid", fgColor="FDEED6")
    return cell


def _number_cell(sheet: Any, value: Any) -> Any:
    return WriteOnlyCell(sheet, value)


def _offer(sheet: Any, column: str, first: int, last: int, words: Sequence[str]) -> None:
    """Has the spreadsheet offer the words; a comma within one would part it in two."""
    joined = ",".join(word.replace(",", " ") for word in words)
    offer = DataValidation(type="list", formula1=f'"{joined}"', allow_blank=True)
    offer.showErrorMessage = False
    letter = get_column_letter(list(COLUMNS).index(column) + 1)
    offer.add(f"{letter}{first}:{letter}{last}")
    sheet.data_validations.append(offer)


def _write_definitions(sheet: Any) -> None:
    for number, width in enumerate((24, 34, 80, 60), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([text_cell(sheet, text) for text in how_to()[:1]])
    for text in how_to()[1:]:
        sheet.append([text_cell(sheet, text)])
    sheet.append([])
    titles = (_("Part"), _("What is asked"), _("What it means"), _("Allowed words"))
    sheet.append([text_cell(sheet, title, bold=True) for title in titles])
    for indicator in INDICATORS.values():
        row = [
            text_cell(sheet, str(THEMES[indicator.theme])),
            text_cell(sheet, str(indicator.label)),
            text_cell(sheet, str(indicator.definition)),
            text_cell(sheet, " · ".join(answer_words(indicator))),
        ]
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(row)


def how_to() -> list[str]:
    """Returns what to know before the sheets are filled in."""
    return [
        _("One sheet for each country. Fill in what you know and leave the rest empty."),
        _("A number can be a value, a lowest and a highest, or all three. An answer stands under “Value”."),
        _("Nothing is published without a year and a source that others can look up."),
        _("A row that is emptied changes nothing: what was entered stays. A new value takes its place."),
        _("To state the same as reported and as measured, copy the row and choose beside it."),
    ]
