"""The monthly climate analogue: how far apart two places' years are, month by month.

As in the climate analogues of CCAFS (Ramírez-Villegas J. et al. (2011). Climate analogues: finding tomorrow's
agriculture today. CCAFS Working Paper 12): the Euclidean distance of twelve monthly means of temperature and
of rain, each divided by its spread so that neither outweighs the other, with the months of one year turned
against the other's and the best turn taken, so that a July of the south can be a January of the north.
Rain is compared by its logarithm, after adding 10 mm so that a dry month is not infinitely unlike a nearly
dry one.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zones import grid

Floats = NDArray[np.float64]

_DRY_MONTH_MM: Final = 10.0
_MONTHS: Final = 12
# Spreads are those of places where something grows; every so many rows and columns of the grid are enough.
_GROWING_DAYS: Final = 60
_STEP: Final = 8


def features(climate: grid.Climate) -> Floats:
    """Return temperature in °C and the logarithm of rain, (2, 12), in units of their spread."""
    rows = np.array(
        [climate.monthly_temperature_c, np.log(np.array(climate.monthly_rain_mm) + _DRY_MONTH_MM)]
    )
    scaled: Floats = rows / _spread()[:, None]
    return scaled


def distances(here: Floats, others: Floats) -> Floats:
    """Return the distance of one year, (2, 12), to each of n others, (n, 2, 12), at the best turn of it."""
    turns = np.stack([np.roll(here, turn, axis=1) for turn in range(_MONTHS)])
    squares = ((others[:, None] - turns[None]) ** 2).sum(axis=(2, 3))
    best: Floats = np.sqrt(squares.min(axis=1) / _MONTHS)
    return best


@cache
def _spread() -> Floats:
    """Return the standard deviations of monthly temperature and logarithmic rain over growing land, (2,)."""
    days, _warmth = grid.growing_seasons()
    years = []
    for row in range(0, grid.ROWS, _STEP):
        for column in range(0, grid.COLUMNS, _STEP):
            if days[row, column] >= _GROWING_DAYS:
                years.append(
                    grid.conditions_at(
                        (row + 0.5) * grid.CELL_DEGREES - 90, (column + 0.5) * grid.CELL_DEGREES - 180
                    )
                )
    found = [climate for climate in years if climate is not None]
    temperature = np.array([climate.monthly_temperature_c for climate in found])
    rain = np.log(np.array([climate.monthly_rain_mm for climate in found]) + _DRY_MONTH_MM)
    return np.array([temperature.std(), rain.std()])
