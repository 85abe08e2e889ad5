"""Codes of zones with their soil and without it."""

from zones.land import Land
from zones.naming import ALL_ZONES, growing_period_class, temperature_class, zone_code
from zones.vocabulary import TEXTURES


def with_every_soil(code: str) -> frozenset[str]:
    """Return the zone and, where it names no soil, the same climate on every soil."""
    zone = ALL_ZONES[code]
    if zone.texture:
        return frozenset({code})
    return frozenset(zone_code(zone.growing_period, zone.temperature, soil) for soil in (None, *TEXTURES))


def without_soil(code: str) -> str:
    """Return the zone of the same climate that names no soil."""
    zone = ALL_ZONES[code]
    return zone_code(zone.growing_period, zone.temperature)


def zone_at(land: Land) -> str:
    """Return the zone, without soil, in which a land lies; "" where its climate is not known."""
    if land.climate is None:
        return ""
    values = land.climate.values()
    return zone_code(
        growing_period_class(values["growing_period"]), temperature_class(values["season_temperature"])
    )
