"""Asks whether a position can be in the country that is told with it. Pure.

There are no borders here, only towns: a position counts as in a country where one of its towns is about as
near as the nearest town of any other. So a slip of the hand is found, a field across a border is not.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from zones import areas
from zones.gazetteer import Place, nearest, table
from zones.geography import distance_km
from zones.land import climate_at

# Within this of one of the country's towns a position may be in it, whosever town is nearer.
BORDER_KM: Final = 60.0
# In a desert the next town may be far; the country's own must not be much further than another's.
TIMES_FURTHER: Final = 2.0
# So near a town it is no sea.
SHORE_KM: Final = 20.0
# What a meant position must lie near to be offered: a town of the country.
MEANT_KM: Final = 80.0

Slip = Literal["swapped", "sign", "swapped_sign", ""]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Holds why a position is hardly in the country: what lies there, and what may have been meant.

    `town` is the nearest one, None at sea. `meant` is the position that `slip` made of this one.
    """

    is_zero: bool
    town: Place | None
    slip: Slip = ""
    meant: tuple[float, float] | None = None
    meant_town: Place | None = None


def doubt(latitude: float, longitude: float, countries: Collection[str]) -> Doubt | None:
    """Returns what speaks against a position in one of the countries; None where nothing does.

    Without a country only the sea and 0/0 are doubted. Raises ValueError off the globe.
    """
    (town, km), *_others = nearest(latitude, longitude, limit=1)
    is_zero = abs(latitude) < 0.05 and abs(longitude) < 0.05
    # The climate map leaves out the smallest islands.
    is_land = km <= SHORE_KM or climate_at(latitude, longitude, None) is not None
    if is_land and not is_zero and (not countries or _is_in(latitude, longitude, countries, km)):
        return None
    there = town if is_land and not is_zero else None
    for slip, other in _slips(latitude, longitude) if not is_zero else ():
        meant_town = _town_of(*other, countries) if countries else None
        if meant_town is not None:
            return Doubt(is_zero, there, slip, other, meant_town)
    return Doubt(is_zero, there)


def _is_in(latitude: float, longitude: float, countries: Collection[str], nearest_km: float) -> bool:
    own_km = [
        distance_km(latitude, longitude, town.latitude, town.longitude)
        for code in countries
        if (town := _nearest_of(latitude, longitude, code)) is not None
    ]
    # Of a country without a town nothing can be said.
    return len(own_km) < len(countries) or min(own_km) <= max(BORDER_KM, TIMES_FURTHER * nearest_km)


def _slips(latitude: float, longitude: float) -> Iterator[tuple[Slip, tuple[float, float]]]:
    if abs(longitude) <= 90:
        yield "swapped", (longitude, latitude)
    for north, east in ((1, -1), (-1, 1), (-1, -1)):
        yield "sign", (north * latitude + 0.0, east * longitude + 0.0)
    if abs(longitude) <= 90:
        for north, east in ((1, -1), (-1, 1), (-1, -1)):
            yield "swapped_sign", (north * longitude + 0.0, east * latitude + 0.0)


def _town_of(latitude: float, longitude: float, countries: Collection[str]) -> Place | None:
    """Returns the nearest town if it is one of the countries' and not far."""
    (town, km), *_others = nearest(latitude, longitude, limit=1)
    return town if town.country in countries and km <= MEANT_KM else None


def _nearest_of(latitude: float, longitude: float, code: str) -> Place | None:
    numbers = np.flatnonzero(areas.country(code).mask)
    if not len(numbers):
        return None
    places = table()
    phi, around = np.radians(latitude), np.radians(longitude)
    towards = (np.cos(phi) * np.cos(around), np.cos(phi) * np.sin(around), np.sin(phi))
    closeness = sum(axis[numbers] * part for axis, part in zip(places.directions, towards, strict=True))
    return places.place(int(numbers[int(np.argmax(closeness))]))
