"""How much of the first ten stays when a place is a little off, or when a farmer answers less."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.judged.collection import Collection, Farm
from benchmarks.judged.measures import CUT
from matching.columns import Columns
from zones.land import Land

MOVED_KM: Final = 25
DIRECTIONS: Final = 8
MOST_HIDDEN: Final = 6
# At most so many ways to hide answers are tried for a farm.
DRAWS: Final = 20
_KM_PER_DEGREE: Final = 111.195


class Stability:
    def __init__(self, collection: Collection) -> None:
        self._columns = Columns.build(practice.record for practice in collection.practices)

    def after_moving(self, farms: Sequence[Farm]) -> NDArray[np.float64]:
        """The overlap of every farm with itself in every direction that is on land."""
        return np.array(
            [
                self._overlap(farm.question.land, moved)
                for farm in farms
                for moved in moved_around(farm.question.land)
            ]
        )

    def after_hiding(self, farms: Sequence[Farm], count: int) -> tuple[NDArray[np.float64], int]:
        """The overlap for every farm that has answers enough and one left, averaged by farm; and how many."""
        dice = random.Random(count)
        means = []
        for farm in farms:
            land = farm.question.land
            if len(land.stated) < count:
                continue
            ways = list(combinations(sorted(land.stated), count))
            chosen = ways if len(ways) <= DRAWS else dice.sample(ways, DRAWS)
            means.append(np.mean([self._overlap(land, without(land, hidden)) for hidden in chosen]))
        return np.array(means), len(means)

    def _overlap(self, one: Land, other: Land) -> float:
        first, second = (set(self._columns.match(land, limit=CUT).ids.tolist()) for land in (one, other))
        return len(first & second) / max(len(first), 1)


def moved_around(land: Land) -> Iterator[Land]:
    """The same answers 25 km away in each of eight directions, as far as there is land."""
    if land.latitude is None or land.longitude is None:
        return
    for number in range(DIRECTIONS):
        angle = 2 * math.pi * number / DIRECTIONS
        north = MOVED_KM * math.cos(angle) / _KM_PER_DEGREE
        east = MOVED_KM * math.sin(angle) / (_KM_PER_DEGREE * math.cos(math.radians(land.latitude)))
        moved = land.moved_to(land.latitude + north, land.longitude + east)
        if moved.climate is not None:
            yield moved


def without(land: Land, hidden: tuple[str, ...]) -> Land:
    return replace(land, stated={name: value for name, value in land.stated.items() if name not in hidden})
