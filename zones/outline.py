"""Gives the outline of the world's land, and where a point lies: equirectangular, one unit a degree. Pure.

Drawn by `zones/build/world_outline.py` from 84 N to 60 S.
"""

from functools import cache
from pathlib import Path
from typing import Final

FILE_NAME: Final = "world-outline.svg"
NORTH: Final = 84.0
SOUTH: Final = -60.0
WIDTH: Final = 360
HEIGHT: Final = 144
VIEW_BOX: Final = f"0 0 {WIDTH} {HEIGHT}"


@cache
def outline_path() -> str:
    """Returns the `d` of the one path in the drawing, for a view box of VIEW_BOX."""
    drawing = (Path(__file__).resolve().parent / "data" / FILE_NAME).read_text(encoding="ascii")
    return drawing.partition(' d="')[2].partition('"')[0]


def to_position(x: float, y: float) -> tuple[float, float]:
    """Returns latitude and longitude of a point of the picture, in its own units, kept within the picture."""
    return NORTH - min(max(y, 0), HEIGHT), min(max(x, 0), WIDTH) - 180


def to_point(latitude: float, longitude: float) -> tuple[float, float]:
    """Returns the point of a position."""
    return longitude + 180, NORTH - latitude
