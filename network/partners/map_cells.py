"""Gathers points of the globe into the cells of a map, and finds the one that was tapped. Pure.

The world has cells of 24 degrees; each of them is a map of its own, with cells of 2 degrees. A cell of the
one is a whole number of cells of the other, so that what a circle counts is what its map shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zones.outline import HEIGHT, NORTH, SOUTH, WIDTH

WORLD_CELL: Final = 24
PART_CELL: Final = 2
# A part of the world is drawn so wide and so high, in pixels.
PART_PIXELS: Final = 360
PART_SCALE: Final = PART_PIXELS / WORLD_CELL
# So near a circle a tap is meant for it.
REACH_PIXELS: Final = 30
# Circles grow with the power of ten of what they count, and never leave their cell.
WORLD_RADII: Final = (6.0, 11.5)
PART_RADII: Final = (9.0, 14.5)

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of one of the maps by its north-western corner, in whole degrees."""

    north: int
    west: int
    degrees: int

    @classmethod
    def read(cls, text: str) -> "Box | None":
        """Returns the box of "12,-12,24"; None for what is no cell of a map."""
        parts = text.split(",")
        if len(parts) != 3 or not all(_is_number(part) for part in parts):
            return None
        north, west, degrees = map(int, parts)
        if degrees not in (WORLD_CELL, PART_CELL):
            return None
        is_cell = (NORTH - north) % degrees == 0 and (west + 180) % degrees == 0
        is_within = SOUTH < north <= NORTH and -180 <= west < 180
        return cls(north, west, degrees) if is_cell and is_within else None

    def __str__(self) -> str:
        return f"{self.north},{self.west},{self.degrees}"

    @property
    def part(self) -> "Box":
        """Returns the cell of the world in which it lies, itself if it is one."""
        row, column = (int(NORTH) - self.north) // WORLD_CELL, (self.west + 180) // WORLD_CELL
        return Box(int(NORTH) - row * WORLD_CELL, column * WORLD_CELL - 180, WORLD_CELL)

    def holds(self, latitude: Numbers, longitude: Numbers) -> NDArray[np.bool_]:
        """Returns which of the positions lie in it."""
        rows, columns = _cells(latitude, longitude, self.degrees)
        row, column = (int(NORTH) - self.north) // self.degrees, (self.west + 180) // self.degrees
        held: NDArray[np.bool_] = (rows == row) & (columns == column)
        return held


@dataclass(frozen=True, slots=True)
class Circle:
    """What a map shows of a cell: how many points, their middle, and where it stands in pixels of the map."""

    box: Box
    count: int
    latitude: float
    longitude: float
    x: float
    y: float
    radius: float


def _is_number(text: str) -> bool:
    return text.isascii() and len(text) < 5 and text.removeprefix("-").isdecimal()


def _cells(latitude: Numbers, longitude: Numbers, degrees: int) -> tuple[Numbers, Numbers]:
    """Returns rows from the north and columns from the west; what lies off the map is in its last row."""
    rows = np.floor((NORTH - latitude) / degrees + 1e-9).astype(int)
    columns = np.floor((longitude + 180) / degrees + 1e-9).astype(int)
    return rows.clip(0, HEIGHT // degrees - 1), columns.clip(0, WIDTH // degrees - 1)


def circles(latitude: Numbers, longitude: Numbers, part: Box | None) -> list[Circle]:
    """Returns the occupied cells of the world, or of one part of it, the fullest first."""
    if not len(latitude):
        return []
    degrees, scale = (WORLD_CELL, 1.0) if part is None else (PART_CELL, PART_SCALE)
    north, west = (NORTH, -180) if part is None else (part.north, part.west)
    rows, columns = _cells(latitude, longitude, degrees)
    keys, cell_of, counts = np.unique(rows * WIDTH + columns, return_inverse=True, return_counts=True)
    middles = zip(
        keys.tolist(),
        counts.tolist(),
        (np.bincount(cell_of, weights=latitude) / counts).tolist(),
        (np.bincount(cell_of, weights=longitude) / counts).tolist(),
        strict=True,
    )
    radii, most = WORLD_RADII if part is None else PART_RADII, int(counts.max())
    found = []
    for key, count, lat, lon in middles:
        box = Box(int(NORTH) - key // WIDTH * degrees, key % WIDTH * degrees - 180, degrees)
        radius, size = _radius(count, most, radii), degrees * scale
        x = _within((lon - west) * scale, (box.west - west) * scale, size, radius)
        y = _within((north - lat) * scale, (north - box.north) * scale, size, radius)
        found.append(Circle(box, count, lat, lon, x, y, radius))
    return sorted(found, key=lambda circle: (-circle.count, circle.box.north, circle.box.west))


def _radius(count: int, most: int, radii: tuple[float, float]) -> float:
    least, largest = radii
    return least if most <= 1 else least + (largest - least) * float(np.log(count) / np.log(most))


def _within(middle: float, start: float, size: float, radius: float) -> float:
    """Returns where a circle stands, moved so that it stays in its cell and covers no other."""
    return min(max(middle, start + radius), start + size - radius)


def tapped(found: Sequence[Circle], x: float, y: float) -> Circle | None:
    """Returns the circle nearest to a tap, None where none is in reach."""
    if not found:
        return None
    near = min(found, key=lambda circle: (circle.x - x) ** 2 + (circle.y - y) ** 2)
    return near if (near.x - x) ** 2 + (near.y - y) ** 2 <= REACH_PIXELS**2 else None
