"""Reads a number of a file: a number, or a text with one as people write it."""

from collections.abc import Mapping
from typing import Any, Final

from practices.interchange.problems import ProblemCode, found, shown
from zones.numbers import TwoReadings, read_number

Trouble = tuple[ProblemCode, Mapping[str, Any]]
# A longer text is no number.
LONGEST: Final = 60


def number_of(value: Any, low: float, high: float, *, whole: bool) -> tuple[float | None, Trouble | None]:
    """Returns the number within the bounds, or what is wrong with it."""
    number = value
    if isinstance(value, str):
        try:
            number = read_number(value[:LONGEST], whole=whole, low=low, high=high)
        except TwoReadings as two:
            return None, ("two_readings", {"value": shown(value), "small": two.small, "large": two.large})
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None, ("not_a_number", {"found": found(value)})
    # Compared before any arithmetic: an integer may be too big for a float, and NaN is within no bounds.
    if not low <= number <= high:
        return None, ("out_of_bounds", {"value": shown(value), "low": low, "high": high})
    return number, None
