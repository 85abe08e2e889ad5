"""The part of a practice that the match reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from zones import factors, vocabulary
from zones.values import BooleanValue, Classes, Range, Value

_KINDS: Final[Mapping[str, type]] = (
    dict.fromkeys(factors.NUMBERS, Range)
    | dict.fromkeys(factors.CHOICES, Classes)
    | dict.fromkeys(factors.CONSTRAINTS, BooleanValue)
)


@dataclass(frozen=True, slots=True)
class Record:
    """One practice. `values` by factor name and salinity, waterlogging, frost; what is not known is absent.

    `needs` are codes of `vocabulary.NEEDS`. `confirmed_on` counts days since 1970-01-01, 0 for never. Raises
    ValueError for a value of the wrong kind or a code that its vocabulary has not.
    """

    id: int
    values: Mapping[str, Value] = field(default_factory=dict)
    needs: frozenset[str] = frozenset()
    land_uses: frozenset[str] = frozenset()
    confirmed_on: int = 0
    latitude: float | None = None
    longitude: float | None = None
    country: str = ""

    def __post_init__(self) -> None:
        for name, value in self.values.items():
            if type(value) is not _KINDS.get(name):
                raise ValueError(f"{name} cannot be {value!r}")
            if isinstance(value, Classes) and not value.codes.issubset(factors.CHOICES[name].codes):
                raise ValueError(f"{name} has no such class: {sorted(value.codes)}")
        if not self.needs.issubset(vocabulary.NEEDS):
            raise ValueError(f"no such need: {sorted(self.needs)}")
