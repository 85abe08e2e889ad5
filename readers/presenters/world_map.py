"""Maps to tap: the world, then a part of it with its towns. A tap sends its x and y, no script needed.

Drawn on the spot from the world outline, so that a part of the world costs two kilobytes and no map server.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.html import escape

from zones import gazetteer, outline
from zones.gazetteer import Place

# A part of the world is a square of this many degrees, drawn this many pixels wide.
PART_DEGREES: Final = 18
PART_PIXELS: Final = 360
SCALE: Final = PART_PIXELS / PART_DEGREES
# Corners of parts lie on this raster, so that taps near each other share one picture.
RASTER: Final = 6
MOST_TOWNS: Final = 14
# A label needs this much room, in pixels, to stay readable beside its neighbours.
LABEL_WIDTH: Final = 90
LABEL_HEIGHT: Final = 22

SEA, LAND, LINE, INK = "#f6efdd", "#d9c9a3", "#6b5d43", "#1f231c"


@dataclass(frozen=True, slots=True)
class TapMap:
    src: str
    width: int
    height: int
    hidden: Sequence[tuple[str, str]] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A square of the world by its north-western corner, in whole degrees."""

    north: int
    west: int

    @classmethod
    def around(cls, latitude: float, longitude: float) -> "Part":
        def corner(value: float, low: float, high: float) -> int:
            return int(min(max(round(value / RASTER) * RASTER, low), high))

        half = PART_DEGREES / 2
        return cls(
            corner(latitude + half, outline.SOUTH + PART_DEGREES, outline.NORTH),
            corner(longitude - half, -180, 180 - PART_DEGREES),
        )

    @classmethod
    def read(cls, text: str) -> "Part | None":
        """From "12,-6"; None for what is no part that `around` would give."""
        numbers = text.split(",")
        if len(numbers) != 2 or not all(n.removeprefix("-").isdecimal() and len(n) < 5 for n in numbers):
            return None
        part = cls(int(numbers[0]), int(numbers[1]))
        half = PART_DEGREES // 2
        return part if part == cls.around(part.north - half, part.west + half) else None

    def __str__(self) -> str:
        return f"{self.north},{self.west}"


def world_map(*, is_open: bool = False) -> TapMap:
    return TapMap(reverse("readers:map", args=["world"]), outline.WIDTH, outline.HEIGHT, is_open=is_open)


def part_map(part: Part) -> TapMap:
    address = reverse("readers:map", args=[str(part)])
    return TapMap(address, PART_PIXELS, PART_PIXELS, hidden=[("part", str(part))], is_open=True)


def tapped(x: str, y: str, part: Part | None) -> tuple[float, float] | None:
    """Latitude and longitude of a tap; None for what is no tap."""
    if not all(text.isascii() and text.isdigit() and len(text) < 6 for text in (x, y)):
        return None
    if part is None:
        return outline.to_position(int(x), int(y))
    right, down = min(int(x), PART_PIXELS) / SCALE, min(int(y), PART_PIXELS) / SCALE
    return part.north - down, part.west + right


def world_svg() -> str:
    return _svg(outline.WIDTH, outline.HEIGHT, f'<path d="{outline.outline_path()}" fill="{LAND}"/>')


def part_svg(part: Part) -> str:
    left, top = outline.to_point(part.north, part.west)
    land = (
        f'<path transform="scale({SCALE:g})translate({-left:g} {-top:g})" d="{outline.outline_path()}" '
        f'fill="{LAND}" stroke="{LINE}" stroke-width=".05"/>'
    )
    return _svg(PART_PIXELS, PART_PIXELS, land + "".join(_label(part, town) for town in _towns(part)))


def _svg(width: int, height: int, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><path d="M0 0h{width}v{height}H0z" fill="{SEA}"/>{content}</svg>'
    )


def _pixel(part: Part, town: Place) -> tuple[float, float]:
    return (town.longitude - part.west) * SCALE, (part.north - town.latitude) * SCALE


def _towns(part: Part) -> list[Place]:
    """The largest towns whose labels do not run into those of larger ones."""
    found: list[Place] = []
    south, east = part.north - PART_DEGREES, part.west + PART_DEGREES
    for town in gazetteer.largest_within(south, part.north, part.west, east, 40 * MOST_TOWNS):
        x, y = _pixel(part, town)
        apart = all(
            abs(x - other_x) > LABEL_WIDTH or abs(y - other_y) > LABEL_HEIGHT
            for other_x, other_y in (_pixel(part, other) for other in found)
        )
        if apart and 12 < y < PART_PIXELS - 4:
            found.append(town)
        if len(found) == MOST_TOWNS:
            break
    return found


def _label(part: Part, town: Place) -> str:
    x, y = _pixel(part, town)
    turns = x > PART_PIXELS - LABEL_WIDTH
    anchor, shift = ("end", -6) if turns else ("start", 6)
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{INK}"/><text x="{x + shift:.0f}" y="{y + 4:.0f}" '
        f'text-anchor="{anchor}" font-family="sans-serif" font-size="12" fill="{INK}">'
        f"{escape(town.name)}</text>"
    )
