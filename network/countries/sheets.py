"""Reads the workbook of countries that comes back: what differs, and every cell that is wrong."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from network.countries.indicators import INDICATORS, Indicator
from network.countries.sheet_cells import (
    WrongCellError,
    address_cell,
    choice_cell,
    number_cell,
    origin_cell,
    text_cell,
    tier_cell,
    year_cell,
)
from network.countries.sheet_columns import (
    ADDRESS,
    BEST,
    CODE,
    HIGH,
    LOW,
    NEEDED,
    NOTE,
    ORIGIN,
    SOURCE,
    TIER,
    YEAR,
    places_of,
)
from network.countries.stated import Key
from network.models import Origin, StatedValue
from network.models.figure import LONGEST_SOURCE
from network.models.stated_value import LONGEST_NOTE
from practices.interchange.problems import shown
from practices.interchange.tables.cells import Cell, FileRefusedError, Line, Table
from practices.interchange.tables.workbooks import read_sheets
from zones.countries import STATES

NUMBERS: Final = (LOW, BEST, HIGH)


@dataclass(frozen=True, slots=True)
class Entry:
    """Holds what one row states."""

    country: str
    indicator: str
    origin: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    choice: str = ""
    year: int | None = None
    tier: int | None = None
    source_text: str = ""
    source_url: str = ""
    note: str = ""

    @property
    def key(self) -> Key:
        return Key(self.country, self.indicator, self.origin)

    @classmethod
    def of(cls, value: StatedValue) -> "Entry":
        return cls(**{each.name: getattr(value, each.name) for each in fields(cls)})

    def to_value(self) -> StatedValue:
        return StatedValue(**asdict(self))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Holds what is wrong with a cell, by the name of its sheet and such as "D7"; empty for a whole sheet."""

    sheet: str
    cell: str
    reason: str

    def __str__(self) -> str:
        if not self.cell:
            return _("Sheet “%(sheet)s”: %(reason)s") % {"sheet": self.sheet, "reason": self.reason}
        return _("Sheet “%(sheet)s”, cell %(cell)s: %(reason)s") % {
            "sheet": self.sheet,
            "cell": self.cell,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Placed:
    """Holds an entry and where its cells stand."""

    entry: Entry
    sheet: str
    row: int
    places: Mapping[str, int]

    def cell(self, column: str) -> str:
        return _cell_name(self.places, column, self.row)

    def problem(self, column: str, reason: str) -> CellProblem:
        return CellProblem(self.sheet, self.cell(column), reason)

    @property
    def number_column(self) -> str:
        """Returns the column in which the largest number stands."""
        ends = ((HIGH, self.entry.high), (BEST, self.entry.best), (LOW, self.entry.low))
        return next((column for column, value in ends if value is not None), BEST)


@dataclass(frozen=True, slots=True)
class Read:
    """Holds what a workbook states, and what is wrong with it."""

    placed: list[Placed]
    problems: list[CellProblem]


def read(content: bytes, countries: Collection[str], today: date | None = None) -> Read:
    """Returns the rows of the sheets of these countries. Raises FileRefusedError for another file."""
    latest = (today or timezone.localdate()).year
    placed: list[Placed] = []
    problems: list[CellProblem] = []
    seen: dict[Key, Placed] = {}
    is_ours = False
    for name, table in read_sheets(content):
        places = places_of(table.headings)
        if CODE not in places:
            # The sheet that says what is asked, or one of the person's own.
            continue
        is_ours = True
        code = name[:2].upper() if name[2:3] in ("", " ") else ""
        if wrong := _wrong_sheet(code, countries, places):
            problems.append(CellProblem(name, "", wrong))
            continue
        for found in _rows(code, name, table, places, latest):
            if isinstance(found, CellProblem):
                problems.append(found)
            elif (first := seen.get(found.entry.key)) is not None:
                where = {"sheet": first.sheet, "row": first.row}
                problems.append(
                    found.problem(CODE, _("It stands in sheet “%(sheet)s”, row %(row)s as well.") % where)
                )
            else:
                seen[found.entry.key] = found
                placed.append(found)
    if not is_ours:
        raise FileRefusedError("unknown_kind")
    return Read(placed, problems)


def _wrong_sheet(code: str, countries: Collection[str], places: Mapping[str, int]) -> str:
    if code not in STATES:
        return _("Its name does not begin with the two letters of a country, such as “BJ Benin”.")
    if code not in countries:
        # The same for what is not there and for what is somebody else's.
        return _("This is not one of your countries.")
    if not places.keys() >= set(NEEDED):
        return _("A column is missing. Take the spreadsheet anew, and leave its headings.")
    return ""


def _rows(
    country: str, sheet: str, table: Table, places: Mapping[str, int], latest: int
) -> Iterator[Placed | CellProblem]:
    for line in table.lines:
        row = {name: _at(line, place) for name, place in places.items()}
        wrong: list[WrongCellError] = []
        entry = _entry(country, row, latest, wrong)
        yield from (
            CellProblem(sheet, _cell_name(places, each.column, line.number), each.reason) for each in wrong
        )
        if entry is not None and not wrong:
            yield Placed(entry, sheet, line.number, places)


def _at(line: Line, place: int) -> Cell:
    return line.cells[place] if place < len(line.cells) else None


def _cell_name(places: Mapping[str, int], column: str, row: int) -> str:
    return f"{get_column_letter(places.get(column, 0) + 1)}{row}"


def _entry(country: str, row: Mapping[str, Cell], latest: int, wrong: list[WrongCellError]) -> Entry | None:
    """Returns what a row states, None where it states nothing; adds what is wrong with its cells."""

    def taken(read_cell: Any, *arguments: Any) -> Any:
        try:
            return read_cell(*arguments)
        except WrongCellError as error:
            wrong.append(error)
            return None

    code = str(row.get(CODE) or "").strip()
    told = [name for name in (*NUMBERS, YEAR, TIER, SOURCE, ADDRESS, NOTE) if row.get(name) is not None]
    if not told:
        return None
    indicator = INDICATORS.get(code)
    if indicator is None:
        wrong.append(WrongCellError(CODE, _("“%(value)s” is not one of the codes.") % {"value": shown(code)}))
        return None
    choice, numbers = "", dict.fromkeys(NUMBERS)
    if indicator.choices:
        choice = taken(choice_cell, indicator, row)
    else:
        numbers = {name: taken(number_cell, name, row.get(name), indicator, latest) for name in NUMBERS}
    year = taken(year_cell, row.get(YEAR), latest)
    entry = Entry(
        country,
        code,
        taken(origin_cell, row.get(ORIGIN)) or Origin.REPORTED.value,
        **numbers,
        choice=choice or "",
        year=year,
        tier=taken(tier_cell, row.get(TIER)),
        source_text=taken(text_cell, SOURCE, row.get(SOURCE), LONGEST_SOURCE) or "",
        source_url=taken(address_cell, row.get(ADDRESS)) or "",
        note=taken(text_cell, NOTE, row.get(NOTE), LONGEST_NOTE) or "",
    )
    if not wrong:
        taken(_check_whole, indicator, entry)
    return entry


def _check_whole(indicator: Indicator, entry: Entry) -> None:
    """Raises WrongCellError for numbers out of order, half a range, and money without its year."""
    ends = (entry.low, entry.high)
    if not indicator.choices:
        if (entry.low is None) != (entry.high is None):
            missing = LOW if entry.low is None else HIGH
            raise WrongCellError(missing, _("A lowest and a highest are needed together."))
        if entry.best is None and None in ends:
            raise WrongCellError(BEST, _("The value is missing."))
        if entry.low is not None and entry.high is not None:
            best = entry.low if entry.best is None else entry.best
            if not entry.low <= best <= entry.high:
                raise WrongCellError(
                    BEST if entry.best is not None else LOW,
                    _("The lowest, the value and the highest are not in order."),
                )
    if indicator.is_money and entry.year is None:
        raise WrongCellError(YEAR, _("Money needs its year: a dollar of another year is worth another sum."))
