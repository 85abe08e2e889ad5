"""Knows which codes are countries. Pure."""

from functools import cache
from typing import Final

from babel import Locale

# What Unicode adds to ISO 3166: groups of countries, outlying islands, codes for tests.
NOT_COUNTRIES: Final = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)


@cache
def country_codes() -> tuple[str, ...]:
    """Returns the ISO 3166 codes of two letters."""
    codes = (str(code) for code in Locale("en").territories)
    countries = {code for code in codes if len(code) == 2 and code.isalpha()}
    return tuple(sorted(countries - NOT_COUNTRIES))
