"""Says what a table is once it is read: headings, rows of plain cells, and why a file was refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any, Final

from practices.interchange.problems import Problem, ProblemCode

MOST_MEGABYTES: Final = 5
# Practices of one file.
MOST_ROWS: Final = 2000
# Rows of a sheet, with the empty ones between.
MOST_LINES: Final = 20_000
MOST_COLUMNS: Final = 300
LONGEST_CELL: Final = 20_000
# Marks of what a cell holds instead of a value; a cell of text is never a table of entries.
DATE: Final = "date"
FORMULA: Final = "formula"
FAULT: Final = "fault"

Cell = str | int | float | bool | None | dict[str, str]


class FileRefusedError(Exception):
    """Raised for a file of which nothing can be taken."""

    def __init__(self, code: ProblemCode, **values: Any) -> None:
        super().__init__(code)
        self.code: ProblemCode = code
        self.values: Mapping[str, Any] = values

    @property
    def message(self) -> str:
        """Returns why, in a sentence for whoever sent it."""
        return Problem("", 0, "", self.code, self.values).message


@dataclass(frozen=True, slots=True)
class Line:
    """Holds one row; `number` is the one that the person sees beside it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def as_cell(value: Any) -> Cell:
    """Returns a value as JSON can keep it."""
    if isinstance(value, datetime | date | time | timedelta):
        return {DATE: str(value)}
    if isinstance(value, float) and not isfinite(value):
        # A text, which no column of numbers takes: neither JSON nor a database keeps such a number.
        return str(value)
    if isinstance(value, bool | int | float) or value is None:
        return value
    text = str(value)
    if len(text) > LONGEST_CELL:
        raise FileRefusedError("cell_too_long", most=LONGEST_CELL)
    return text if text.strip() else None


def table_of(rows: Iterable[Iterable[Any]]) -> Table:
    """Returns the table of rows, of which the first that holds anything is the headings.

    Raises FileRefusedError where there are none, or too many.
    """
    headings: tuple[str, ...] = ()
    lines: list[Line] = []
    for number, row in enumerate(rows, start=1):
        cells = _trimmed(row)
        if number > MOST_LINES or len(lines) > MOST_ROWS:
            raise FileRefusedError("too_many_records", most=MOST_ROWS)
        if not cells:
            continue
        if not headings:
            headings = tuple(_heading(cell) for cell in cells)
        else:
            lines.append(Line(number, cells))
    if not headings:
        raise FileRefusedError("no_records")
    if not lines:
        raise FileRefusedError("headings_alone")
    if len(lines) > MOST_ROWS:
        raise FileRefusedError("too_many_records", most=MOST_ROWS)
    return Table(headings, tuple(lines))


def _trimmed(row: Iterable[Any]) -> tuple[Cell, ...]:
    """Returns the cells up to the last that holds something."""
    cells: list[Cell] = []
    last = 0
    for number, value in enumerate(row, start=1):
        cell = as_cell(value) if not isinstance(value, dict) else value
        if number > MOST_COLUMNS:
            if cell is not None:
                raise FileRefusedError("too_many_columns", most=MOST_COLUMNS)
            continue
        cells.append(cell)
        if cell is not None:
            last = number
    return tuple(cells[:last])


def _heading(cell: Cell) -> str:
    if cell is None or isinstance(cell, dict):
        return ""
    return " ".join(str(cell).split())
