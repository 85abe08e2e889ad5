"""Reads single cells of the workbook of countries; each that cannot be taken says why."""

import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from network.countries.indicators import Indicator
from network.countries.sheet_columns import ADDRESS, BEST, HIGH, LOW, ORIGIN, TIER, YEAR, answers_of, origins
from network.models import Origin
from network.models.figure import LONGEST_SOURCE
from network.number_text import number_text
from practices.interchange.problems import Problem, ProblemCode, shown, strange_characters
from practices.interchange.tables.cells import FAULT, FORMULA, Cell
from zones.numbers import TwoReadings, read_number

FIRST_YEAR: Final = 1960
LARGEST: Final = 1e15
TIERS: Final = (1, 2, 3)
# In all others "1,200" can only be twelve hundred.
_WITH_DECIMALS: Final = frozenset({"pct", "usd", "cm"})
_WEB: Final = URLValidator(schemes=["http", "https"])


class WrongCellError(Exception):
    """Raised for a cell that cannot be taken: which column of its row, and why, for people."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def number_cell(name: str, cell: Cell, indicator: Indicator, latest: int) -> float | None:
    """Returns the number of a cell within what the indicator can be; raises WrongCellError."""
    low, high = 0.0, LARGEST
    if indicator.kind == "percent":
        high = 100.0
    elif indicator.kind == "year":
        low, high = float(FIRST_YEAR), float(latest)
    elif indicator.unit == "t_c_per_year":
        # Soils lose carbon as well.
        low = -LARGEST
    number = _read_number(name, cell, low, high, whole=indicator.unit not in _WITH_DECIMALS)
    if number is None:
        return None
    if not low <= number <= high:
        raise WrongCellError(name, _out_of_bounds(number, low, high))
    return number


def _out_of_bounds(number: float, low: float, high: float) -> str:
    if high == LARGEST:
        return _("%(value)s is below zero or far too much.") % {"value": shown(number)}
    return _said("out_of_bounds", value=number_text(number), low=number_text(low), high=number_text(high))


def _read_number(name: str, cell: Cell, low: float, high: float, *, whole: bool = False) -> float | None:
    if cell is None:
        return None
    if isinstance(cell, dict):
        raise WrongCellError(name, _special(cell))
    if isinstance(cell, bool):
        number = None
    elif isinstance(cell, int | float):
        number = float(cell) if abs(cell) <= LARGEST else LARGEST * 2
    else:
        try:
            number = read_number(cell, whole=whole, low=low, high=high)
        except TwoReadings as two:
            ways = {"value": shown(cell), "small": number_text(two.small), "large": number_text(two.large)}
            raise WrongCellError(name, _said("two_readings", **ways)) from None
    if number is None:
        raise WrongCellError(name, _("“%(value)s” is not a number.") % {"value": shown(cell)})
    return number


def _special(cell: Mapping[str, str]) -> str:
    """Returns why a formula, a fault or a date cannot be taken."""
    code: ProblemCode = "formula_cell" if FORMULA in cell else "fault_cell" if FAULT in cell else "date_cell"
    return _said(code, value=shown(next(iter(cell.values()), "")))


def _said(code: ProblemCode, **values: Any) -> str:
    return Problem("", 0, "", code, values).message


def year_cell(cell: Cell, latest: int) -> int | None:
    """Returns the year of a cell; raises WrongCellError for one that has not come yet."""
    number = _read_number(YEAR, cell, FIRST_YEAR, latest)
    if number is None:
        return None
    if number != int(number) or not FIRST_YEAR <= number <= latest:
        raise WrongCellError(
            YEAR,
            _("%(value)s is not a year from %(low)s to %(high)s.")
            % {"value": shown(number), "low": FIRST_YEAR, "high": latest},
        )
    return int(number)


def tier_cell(cell: Cell) -> int | None:
    """Returns the tier of a cell; raises WrongCellError."""
    number = _read_number(TIER, cell, 1, 3)
    if number is None:
        return None
    if number not in TIERS:
        raise WrongCellError(TIER, _("A tier is 1, 2 or 3."))
    return int(number)


def choice_cell(indicator: Indicator, row: Mapping[str, Cell]) -> str:
    """Returns the code of the answer in a row, whichever of the languages it is in; raises WrongCellError."""
    for name in (LOW, HIGH):
        if row.get(name) is not None:
            raise WrongCellError(name, _("An answer in words has no lowest and no highest."))
    known = answers_of(indicator.code)
    cell = row.get(BEST)
    if cell is None:
        raise WrongCellError(BEST, _("The value is missing."))
    text = _plain(BEST, cell)
    found = known.get(text.casefold())
    if found is None:
        words = " · ".join(str(label) for label in (indicator.choices or {}).values())
        raise WrongCellError(
            BEST,
            _("“%(value)s” is not one of the answers: %(words)s.") % {"value": shown(text), "words": words},
        )
    return found


def origin_cell(cell: Cell) -> str:
    """Returns the code of the origin, of an empty cell "reported"; raises WrongCellError."""
    if cell is None:
        return str(Origin.REPORTED.value)
    text = _plain(ORIGIN, cell)
    found = origins().get(text.casefold())
    if found is None:
        raise WrongCellError(
            ORIGIN,
            _("“%(value)s” is not one of the answers: %(words)s.")
            % {"value": shown(text), "words": " · ".join(str(each.label) for each in Origin)},
        )
    return found


def text_cell(name: str, cell: Cell, most: int) -> str:
    """Returns the text of a cell on one line; raises WrongCellError."""
    if cell is None:
        return ""
    text = _plain(name, cell)
    if len(text) > most:
        raise WrongCellError(name, _said("too_long", length=len(text), most=most))
    if strange := strange_characters(text):
        raise WrongCellError(name, _said("strange_characters", characters=strange))
    return text


def _plain(name: str, cell: Cell) -> str:
    if isinstance(cell, dict):
        raise WrongCellError(name, _special(cell))
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    return unicodedata.normalize("NFC", " ".join(str(cell).split()))


def address_cell(cell: Cell) -> str:
    """Returns the address of a page; raises WrongCellError for another text."""
    text = text_cell(ADDRESS, cell, LONGEST_SOURCE)
    if text:
        try:
            _WEB(text)
        except ValidationError:
            raise WrongCellError(
                ADDRESS, _("“%(value)s” is not the address of a page.") % {"value": shown(text)}
            ) from None
    return text
