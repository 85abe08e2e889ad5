"""Adds up reports by land: how it went on sandy soil with little rain, how elsewhere. Pure.

The bounds are fixed, so that a band means the same on every practice. A band is shown from three reports on;
what is left over of a fine band is merged into the wider one around it, and at last into "other land".
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zones.land import Land
from zones.naming import growing_period_class
from zones.vocabulary import GROWING_PERIOD_CLASSES, TEXTURES

FEWEST: Final = 3
# Millimetres in a year, the first of the second and later classes.
RAIN_STARTS: Final = (300, 600, 900, 1300)
RAIN_CLASSES: Final = ("under_300", "300_600", "600_900", "900_1300", "over_1300")


@dataclass(frozen=True, slots=True)
class Cell:
    """Holds the land of a report as bands know it; empty where it is not known."""

    texture: str = ""
    period: str = ""
    rain: str = ""

    @property
    def wider(self) -> "Cell":
        """Returns the band around this one: first the rain is left out, then the soil, then the climate."""
        if self.rain:
            return Cell(self.texture, self.period)
        return Cell("", self.period) if self.texture and self.period else Cell()

    @property
    def is_everywhere(self) -> bool:
        return self == Cell()

    @property
    def start(self) -> "Cell":
        """Returns the finest band that is known: a class without the one above it says too little."""
        if self.texture and self.period:
            return self
        return Cell("", self.period)


@dataclass(frozen=True, slots=True)
class Band:
    """Holds how many reports of a band had which outcome.

    `is_rest` says that finer bands of the same land are told apart, and this one holds the others.
    """

    cell: Cell
    counts: Mapping[str, int]
    is_rest: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def to_json(self) -> dict[str, Any]:
        cell = self.cell
        return {
            "texture": cell.texture,
            "period": cell.period,
            "rain": cell.rain,
            "is_rest": self.is_rest,
            "counts": dict(self.counts),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Band":
        return cls(Cell(data["texture"], data["period"], data["rain"]), data["counts"], data["is_rest"])


def cell_of(land: Land) -> Cell:
    """Returns the band of a land. Several soils at once are none: nobody knows on which of them it was."""
    texture = land.stated.get("texture")
    one = next(iter(texture)) if isinstance(texture, frozenset) and len(texture) == 1 else ""
    answers = land.answers()
    days, rain = (answers[name].value if name in answers else None for name in ("growing_period", "rain"))
    return Cell(
        one,
        growing_period_class(days) if isinstance(days, int | float) else "",
        RAIN_CLASSES[bisect_right(RAIN_STARTS, rain)] if isinstance(rain, int | float) else "",
    )


def bands(reports: Iterable[tuple[Cell, str]]) -> Sequence[Band]:
    """Returns the bands of reports, each a cell and an outcome: none of fewer than three, every one once.

    What is too little even for all land together is in no band.
    """
    waiting: dict[Cell, Counter[str]] = {}
    for cell, outcome in reports:
        waiting.setdefault(cell.start, Counter())[outcome] += 1
    found: list[Band] = []
    for depth in (3, 2, 1, 0):
        for cell in [cell for cell in waiting if _depth(cell) == depth]:
            counts = waiting.pop(cell)
            if counts.total() >= FEWEST:
                found.append(Band(cell, counts, any(_holds(cell, band.cell) for band in found)))
            elif not cell.is_everywhere:
                waiting.setdefault(cell.wider, Counter()).update(counts)
    return sorted(found, key=_order)


def _depth(cell: Cell) -> int:
    return sum(map(bool, (cell.texture, cell.period, cell.rain)))


def _holds(wide: Cell, fine: Cell) -> bool:
    """Returns whether the wider band is one around the finer."""
    while not fine.is_everywhere:
        fine = fine.wider
        if fine == wide:
            return True
    return False


def _order(band: Band) -> tuple[int, ...]:
    """Returns what puts the driest and sandiest first, and what is left over after its finer bands."""
    cell = band.cell
    places = (
        (cell.period, GROWING_PERIOD_CLASSES),
        (cell.texture, TEXTURES),
        (cell.rain, RAIN_CLASSES),
    )
    return tuple(codes.index(code) if code else len(codes) for code, codes in places)
