"""Draws a map of a region's countries with its largest towns, to set a pin on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Any, Final

from django.utils.html import escape

from zones import areas, gazetteer, outline
from zones.gazetteer import DEGREE_STEPS, Place

# Degrees around the outermost towns, and the least that is shown across.
MARGIN: Final = 1.5
NARROWEST: Final = 8.0
# How wide the drawing is in its own units, whatever it shows: letters and dots have the same size on each.
WIDTH: Final = 360
MOST_TOWNS: Final = 12
# A town's name needs this much room beside those of larger ones.
NAME_WIDTH: Final = 80
NAME_HEIGHT: Final = 18


@dataclass(frozen=True, slots=True)
class Frame:
    """Holds the edges of a map in degrees."""

    south: float
    north: float
    west: float
    east: float

    @property
    def scale(self) -> float:
        return WIDTH / (self.east - self.west)

    @property
    def height(self) -> int:
        return round((self.north - self.south) * self.scale)


WORLD: Final = Frame(outline.SOUTH, outline.NORTH, -180, 180)


@lru_cache(maxsize=64)
def frame_of(countries: tuple[str, ...]) -> Frame:
    """Returns the map that shows the towns of these countries; the world where there are none."""
    masks = [areas.country(code).mask for code in countries]
    towns = reduce(or_, masks) if masks else None
    if towns is None or not towns.any():
        return WORLD
    places = gazetteer.table()
    south, north = _span(places.latitude[towns], outline.SOUTH, outline.NORTH)
    west, east = _span(places.longitude[towns], -180, 180)
    return Frame(south, north, west, east)


def _span(steps: Any, least: float, most: float) -> tuple[float, float]:
    low, high = steps.min() / DEGREE_STEPS - MARGIN, steps.max() / DEGREE_STEPS + MARGIN
    missing = max(0.0, NARROWEST - (high - low)) / 2
    return max(least, low - missing), min(most, high + missing)


@lru_cache(maxsize=64)
def region_svg(countries: tuple[str, ...]) -> str:
    """Returns the drawing of these countries' map."""
    frame = frame_of(countries)
    left, top = outline.to_point(frame.north, frame.west)
    towns = "".join(_named(frame, town) for town in _towns(frame, countries))
    moved = f"scale({frame.scale:.3f})translate({-left:.2f} {-top:.2f})"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {frame.height}">'
        f'<path fill="#cfe0e4" d="M0 0h{WIDTH}v{frame.height}H0z"/>'
        f'<path fill="#f6efdd" stroke="#8a7a5c" stroke-width="{1 / frame.scale:.3f}" '
        f'transform="{moved}" d="{outline.outline_path()}"/>'
        f'<g font-family="sans-serif" font-size="12" fill="#2a2118">{towns}</g></svg>'
    )


def _towns(frame: Frame, countries: tuple[str, ...]) -> Iterator[Place]:
    """Returns the largest town of each country and others, none whose name runs into a larger one's."""
    first = [town for code in countries for town in gazetteer.largest(areas.country(code).mask, 1)]
    others = gazetteer.largest_within(frame.south, frame.north, frame.west, frame.east, 40 * MOST_TOWNS)
    placed: list[tuple[float, float]] = []
    for town in (*sorted(first, key=lambda town: -town.population), *others):
        x, y = _pixel(frame, town)
        is_free = all(
            abs(x - other_x) > NAME_WIDTH or abs(y - other_y) > NAME_HEIGHT for other_x, other_y in placed
        )
        if is_free and 12 < y < frame.height - 4:
            placed.append((x, y))
            yield town
        if len(placed) == MOST_TOWNS:
            break


def _named(frame: Frame, town: Place) -> str:
    x, y = _pixel(frame, town)
    anchor, shift = ("end", -6) if x > WIDTH - NAME_WIDTH else ("start", 6)
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="2.5"/><text x="{x + shift:.0f}" y="{y + 4:.0f}" '
        f'text-anchor="{anchor}">{escape(town.name)}</text>'
    )


def _pixel(frame: Frame, town: Place) -> tuple[float, float]:
    return (town.longitude - frame.west) * frame.scale, (frame.north - town.latitude) * frame.scale
