"""Writes numbers as people of the active language write them, whole ones with gaps between thousands."""

from typing import Final

from django.utils.formats import number_format

MOST_DECIMALS: Final = 6
MINUS: Final = "\N{MINUS SIGN}"


def number_text(number: float) -> str:
    """Returns the number; of decimals as many as anybody states."""
    known = round(number, MOST_DECIMALS)
    text = number_format(int(known) if known == int(known) else known, force_grouping=True)
    return text.replace("-", MINUS)


def range_text(low: float | None, best: float | None, high: float | None) -> str:
    """Returns the best number with the ends of its range, or what there is of them."""
    ends = "" if low is None or high is None else f"{number_text(low)} – {number_text(high)}"
    middle = "" if best is None else number_text(best)
    return f"{middle} ({ends})" if middle and ends else middle or ends
