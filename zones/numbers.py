"""Reads a number as people write it: a comma or a point before decimals, signs between thousands. Pure.

The one rule for the readers' forms, the admin and exchanged files.
"""

import re
from typing import Final

from zones.blank import without_marks

_BLANKS: Final = re.compile(r"\s+")
_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{NON-BREAKING HYPHEN}\N{FULLWIDTH HYPHEN-MINUS}", "-"),
        **dict.fromkeys("\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}", "'"),
        "\N{ARABIC DECIMAL SEPARATOR}": ",",
        "\N{ARABIC THOUSANDS SEPARATOR}": "'",
    }
)
# A phone writes a position with as many decimals as its processor has.
_PLAIN: Final = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{0,30})?|[.,][0-9]{1,30}")
# 1,200 and 1 200 000; 12,34,567 as in India; then decimals behind another sign than that of the thousands.
_GROUPED: Final = re.compile(
    r"[1-9][0-9]{0,2}(?P<sign>[ ,.'])[0-9]{3}(?:(?P=sign)[0-9]{3})*(?:(?!(?P=sign))[.,][0-9]{1,30})?"
    r"|[1-9][0-9]?(?P<indian>,)(?:[0-9]{2},)+[0-9]{3}(?:\.[0-9]{1,30})?"
)
# "1.200" alone is both: twelve hundred, and one and a fifth.
_EITHER: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class TwoReadings(ValueError):
    """Says that a text is one number to some and another to others; `small` has decimals, `large` none."""

    def __init__(self, text: str, small: float, large: float) -> None:
        super().__init__(text)
        self.text, self.small, self.large = text, small, large


def read_number(
    text: str, *, whole: bool, low: float = float("-inf"), high: float = float("inf")
) -> float | None:
    """Returns the number of a text, or None where it is none; bounds only help to choose a reading.

    In a quantity without decimals (`whole`) "1,200" can only mean twelve hundred. Elsewhere it means what
    lies between `low` and `high`. Raises TwoReadings where both do.
    """
    text = _BLANKS.sub(" ", without_marks(text).translate(_SIGNS)).strip()
    sign = -1.0 if text.startswith("-") else 1.0
    digits = text[1:].lstrip() if text[:1] in ("-", "+") else text
    plain = float(digits.replace(",", ".")) * sign if _PLAIN.fullmatch(digits) else None
    grouped = _GROUPED.fullmatch(digits)
    if grouped is None:
        return plain
    large = _ungrouped(digits, grouped["sign"] or grouped["indian"]) * sign
    if plain is None or whole or not _EITHER.fullmatch(digits):
        return large
    possible = [reading for reading in (plain, large) if low <= reading <= high]
    if len(possible) > 1:
        raise TwoReadings(text, plain, large)
    return possible[0] if possible else large


def _ungrouped(digits: str, sign: str) -> float:
    return float(digits.replace(sign, "").replace(",", "."))
