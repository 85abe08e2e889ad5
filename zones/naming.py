"""Names agro-climatic zones by codes: growing-period and temperature class, texture if known. Pure.

A code reads "sub_humid-hot-sandy", or "sub_humid-hot" where the soil is not known. Labels in farmers' words
stand in zones/labels.py.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from zones import vocabulary
from zones.values import Classes, Range, Value

# First day count, first temperature (°C) of the second and later classes. Growing period: WOCAT. Temperature
# of the growing season: an expert choice of round figures.
GROWING_PERIOD_STARTS: Final = (75, 180, 270)
TEMPERATURE_STARTS: Final = (5, 15, 22)


@dataclass(frozen=True, slots=True, order=True)
class Zone:
    """Holds the parts of a zone's code."""

    growing_period: str
    temperature: str
    texture: str | None = None

    @property
    def code(self) -> str:
        return "-".join(part for part in (self.growing_period, self.temperature, self.texture) if part)


def growing_period_class(days: float) -> str:
    return vocabulary.GROWING_PERIOD_CLASSES[bisect_right(GROWING_PERIOD_STARTS, days)]


def temperature_class(season_c: float) -> str:
    return vocabulary.TEMPERATURE_CLASSES[bisect_right(TEMPERATURE_STARTS, season_c)]


def zone_code(growing_period: str, temperature: str, texture: str | None = None) -> str:
    """Returns the code of three classes. Raises ValueError for a class that is none."""
    code = Zone(growing_period, temperature, texture).code
    if code not in ALL_ZONES:
        raise ValueError(f"not a zone: {code}")
    return code


def zones_of(values: Mapping[str, Value]) -> tuple[str, ...]:
    """Returns codes of every zone that a practice's ranges reach into, in the order of `ALL_ZONES`.

    Empty unless both growing period and growing-season temperature are known.
    """
    days, season = values.get("growing_period"), values.get("season_temperature")
    if not isinstance(days, Range) or not isinstance(season, Range):
        return ()
    texture = values.get("texture")
    textures: frozenset[str | None] = frozenset({None})
    if isinstance(texture, Classes):
        textures = frozenset(texture.codes)
    periods = _between(vocabulary.GROWING_PERIOD_CLASSES, GROWING_PERIOD_STARTS, days)
    temperatures = _between(vocabulary.TEMPERATURE_CLASSES, TEMPERATURE_STARTS, season)
    return tuple(
        code
        for code, zone in ALL_ZONES.items()
        if zone.growing_period in periods and zone.temperature in temperatures and zone.texture in textures
    )


def _between(classes: tuple[str, ...], starts: tuple[int, ...], values: Range) -> tuple[str, ...]:
    return classes[bisect_right(starts, values.low) : bisect_right(starts, values.high) + 1]


ALL_ZONES: Final[Mapping[str, Zone]] = {
    zone.code: zone
    for zone in (
        Zone(*parts)
        for parts in product(
            vocabulary.GROWING_PERIOD_CLASSES,
            vocabulary.TEMPERATURE_CLASSES,
            (None, *vocabulary.TEXTURES),
        )
    )
}
