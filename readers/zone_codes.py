"""Codes of zones: what they ask of the search, with their soil and without it."""

from collections.abc import Iterable

from search.engines.base import Facets
from zones.land import Land
from zones.naming import ALL_ZONES, growing_period_class, temperature_class, zone_code


def zone_facets(codes: Iterable[str]) -> Facets:
    """Return what to tick for practices of these zones; one that names no soil stands for every soil."""
    zones = [ALL_ZONES[code] for code in codes]
    soils = {zone.texture for zone in zones}
    facets: Facets = {
        "temperature": frozenset(zone.temperature for zone in zones),
        "growing_period": frozenset(zone.growing_period for zone in zones),
        "texture": frozenset() if None in soils else frozenset(filter(None, soils)),
    }
    return {name: ticked for name, ticked in facets.items() if ticked}


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
