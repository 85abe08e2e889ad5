"""The currencies in which a cost may be given."""

from functools import cache

from babel.numbers import list_currencies


@cache
def currencies() -> tuple[str, ...]:
    """Return the ISO 4217 codes in alphabetical order."""
    return tuple(sorted(list_currencies()))
