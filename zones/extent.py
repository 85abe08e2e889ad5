"""Finds where on earth a zone lies, in squares of one degree of the climate grid. Pure: NumPy only.

Soil is not on the map: a zone with a texture reaches as far as the same zone without.
"""

from functools import cache
from itertools import cycle
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zones import gazetteer
from zones.gazetteer import Place
from zones.geography import continent_of
from zones.grid import CELL_DEGREES, COLUMNS, ROWS, conditions_at, growing_seasons
from zones.naming import (
    GROWING_PERIOD_STARTS,
    TEMPERATURE_STARTS,
    Zone,
    growing_period_class,
    temperature_class,
)
from zones.vocabulary import CONTINENTS, GROWING_PERIOD_CLASSES, TEMPERATURE_CLASSES

Squares = NDArray[np.bool_]

_CELLS: Final = int(1 / CELL_DEGREES)
# The towns that a zone may be named by: every country of some size has a few among these.
_TOWNS: Final = 2500


@cache
def land() -> Squares:
    """Returns 180 × 360 squares from 90° N and 180° W, true where there is land."""
    days, _temperatures = growing_seasons()
    found: Squares = np.any(_squares(~np.isnan(days)), axis=(1, 3))
    return found


@cache
def extent(zone: Zone) -> Squares:
    """Returns squares as in `land`, true where at least half of the land belongs to the zone."""
    periods, temperatures = _classes()
    inside = (periods == GROWING_PERIOD_CLASSES.index(zone.growing_period)) & (
        temperatures == TEMPERATURE_CLASSES.index(zone.temperature)
    )
    of_land = _squares(periods >= 0).sum(axis=(1, 3))
    found: Squares = (2 * _squares(inside).sum(axis=(1, 3)) >= of_land) & (of_land > 0)
    return found


@cache
def _classes() -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Returns number of the growing-period class and of the temperature class of each cell, -1 at sea."""
    days, temperatures = growing_seasons()
    at_sea = np.isnan(days)
    of_days = np.digitize(days, GROWING_PERIOD_STARTS)
    of_temperatures = np.digitize(temperatures, TEMPERATURE_STARTS)
    return np.where(at_sea, -1, of_days).astype(np.int8), np.where(at_sea, -1, of_temperatures).astype(
        np.int8
    )


def _squares(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Returns cells of the grid, which begin in the south, as [row, cell, column, cell] from the north."""
    return cells[::-1].reshape(ROWS // _CELLS, _CELLS, COLUMNS // _CELLS, _CELLS)


def towns(zone: Zone, limit: int) -> list[Place]:
    """Returns large towns in the zone to know it by: one a country, the continents taking turns."""
    waiting: dict[str, list[Place]] = {code: [] for code in (*CONTINENTS, "")}
    seen: set[str] = set()
    for town in _zoned_towns().get((zone.growing_period, zone.temperature), ()):
        if town.country not in seen:
            seen.add(town.country)
            waiting[continent_of(town.country) or ""].append(town)
    found: list[Place] = []
    for continent in cycle(waiting):
        if len(found) == limit or not any(waiting.values()):
            break
        if waiting[continent]:
            found.append(waiting[continent].pop(0))
    return found


@cache
def _zoned_towns() -> dict[tuple[str, str], list[Place]]:
    """Returns the largest towns of the world by zone, largest first."""
    found: dict[tuple[str, str], list[Place]] = {}
    for town in gazetteer.largest_within(-90, 90, -180, 180, _TOWNS):
        climate = conditions_at(town.latitude, town.longitude)
        if climate is not None:
            key = (
                growing_period_class(climate.growing_period_days),
                temperature_class(climate.season_temperature_c),
            )
            found.setdefault(key, []).append(town)
    return found
