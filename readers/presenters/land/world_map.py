"""Maps to tap: the world, then a tile of it with its towns. A tap sends its x and y, no script needed.

Drawn on the spot from the world outline, so that a tile costs two kilobytes and no map server. Colours come
from the site's tokens (css/maps.css), so that maps follow the light and the dark scheme.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.html import escape

from readers.styles import inline_css
from zones import gazetteer, outline
from zones.gazetteer import Place

# A tile is a square of the world of this many degrees, drawn this many pixels wide.
TILE_DEGREES: Final = 18
TILE_PIXELS: Final = 360
# On a wide screen a map is drawn this much larger, as a button of its own: what a tap sends is counted in
# the pixels of the screen, and no script says how wide that is.
WIDER: Final = 1.5
# Corners of tiles lie on this raster, so that taps near each other share one picture.
RASTER: Final = 6
MOST_TOWNS: Final = 14
# A label needs this much room, in pixels, to stay readable beside its neighbours.
LABEL_WIDTH: Final = 90
LABEL_HEIGHT: Final = 22


@dataclass(frozen=True, slots=True)
class TapMap:
    src: str
    width: int
    height: int
    hidden: Sequence[tuple[str, str]] = ()

    @property
    def wide_width(self) -> int:
        return round(self.width * WIDER)

    @property
    def wide_height(self) -> int:
        return round(self.height * WIDER)


@dataclass(frozen=True, slots=True)
class MapTile:
    """A square of the world by its north-western corner, in whole degrees."""

    north: int
    west: int
    degrees: int = TILE_DEGREES

    @property
    def scale(self) -> float:
        """Return how many pixels a degree has."""
        return TILE_PIXELS / self.degrees

    @classmethod
    def around(cls, latitude: float, longitude: float) -> "MapTile":
        """Return the tile with a position near its middle."""

        def corner(value: float, low: float, high: float) -> int:
            return int(min(max(round(value / RASTER) * RASTER, low), high))

        half = TILE_DEGREES / 2
        return cls(
            corner(latitude + half, outline.SOUTH + TILE_DEGREES, outline.NORTH),
            corner(longitude - half, -180, 180 - TILE_DEGREES),
        )

    @classmethod
    def read(cls, text: str) -> "MapTile | None":
        """Return the tile of "12,-6"; None for what is no tile that `around` would give."""
        numbers = text.split(",")
        if len(numbers) != 2 or not all(n.removeprefix("-").isdecimal() and len(n) < 5 for n in numbers):
            return None
        tile = cls(int(numbers[0]), int(numbers[1]))
        half = TILE_DEGREES // 2
        return tile if tile == cls.around(tile.north - half, tile.west + half) else None

    def __str__(self) -> str:
        return f"{self.north},{self.west}"


def world_map() -> TapMap:
    """Return the map of the world."""
    return TapMap(reverse("readers:map", args=["world"]), outline.WIDTH, outline.HEIGHT)


def tile_map(tile: MapTile) -> TapMap:
    """Return the map of one tile."""
    address = reverse("readers:map", args=[str(tile)])
    return TapMap(address, TILE_PIXELS, TILE_PIXELS, hidden=[("part", str(tile))])


def was_tapped(sent: Mapping[str, str]) -> bool:
    """Return whether a form was sent by a tap on its map."""
    return "map.x" in sent or "wide.x" in sent


def position_tapped(sent: Mapping[str, str], tile: MapTile | None) -> tuple[float, float] | None:
    """Return latitude and longitude of the tap that sent a form, None for what is no tap."""
    if "wide.x" not in sent:
        return tapped(sent.get("map.x", ""), sent.get("map.y", ""), tile)
    return tapped(sent["wide.x"], sent.get("wide.y", ""), tile, WIDER)


def pixels_tapped(sent: Mapping[str, str]) -> tuple[float, float] | None:
    """Return where on its map the tap is that sent a form, in pixels of the small map; None for no tap."""
    if "wide.x" not in sent:
        return _pixels(sent.get("map.x", ""), sent.get("map.y", ""))
    return _pixels(sent["wide.x"], sent.get("wide.y", ""), WIDER)


def _pixels(x: str, y: str, times: float = 1) -> tuple[float, float] | None:
    if not all(text.isascii() and text.isdigit() and len(text) < 6 for text in (x, y)):
        return None
    return int(x) / times, int(y) / times


def tapped(x: str, y: str, tile: MapTile | None, times: float = 1) -> tuple[float, float] | None:
    """Return latitude and longitude of a tap on a map drawn so many times larger; None for what is no tap."""
    point = _pixels(x, y, times)
    if point is None:
        return None
    across, below = point
    if tile is None:
        return outline.to_position(across, below)
    right, down = min(across, TILE_PIXELS) / tile.scale, min(below, TILE_PIXELS) / tile.scale
    return tile.north - down, tile.west + right


def world_svg() -> str:
    """Return the drawing of the world."""
    return map_svg(outline.WIDTH, outline.HEIGHT, f'<path class="land" d="{outline.outline_path()}"/>')


def tile_svg(tile: MapTile) -> str:
    """Return the drawing of one tile with its towns."""
    return map_svg(TILE_PIXELS, TILE_PIXELS, tile_content(tile))


def tile_content(tile: MapTile, taken: Sequence[tuple[float, float]] = ()) -> str:
    """Return the land of one tile and its towns, as far as they keep away from points that are taken."""
    left, top = outline.to_point(tile.north, tile.west)
    land = (
        f'<path class="land coast" transform="scale({tile.scale:g})translate({-left:g} {-top:g})" '
        f'd="{outline.outline_path()}"/>'
    )
    return land + "".join(_label(tile, town) for town in _towns(tile, taken))


def map_svg(width: int, height: int, content: str) -> str:
    """Return a map with its sea below `content`, which has the classes of css/maps.css."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><style>{inline_css("maps")}</style>'
        f'<path class="sea" d="M0 0h{width}v{height}H0z"/>{content}</svg>'
    )


def _pixel(tile: MapTile, town: Place) -> tuple[float, float]:
    return (town.longitude - tile.west) * tile.scale, (tile.north - town.latitude) * tile.scale


def _towns(tile: MapTile, taken: Sequence[tuple[float, float]] = ()) -> list[Place]:
    """Return the largest towns whose labels do not run into those of larger ones, nor into what is taken."""
    found: list[Place] = []
    south, east = tile.north - tile.degrees, tile.west + tile.degrees
    for town in gazetteer.largest_within(south, tile.north, tile.west, east, 40 * MOST_TOWNS):
        x, y = _pixel(tile, town)
        apart = all(
            abs(x - other_x) > LABEL_WIDTH or abs(y - other_y) > LABEL_HEIGHT
            for other_x, other_y in (*taken, *(_pixel(tile, other) for other in found))
        )
        if apart and 12 < y < TILE_PIXELS - 4:
            found.append(town)
        if len(found) == MOST_TOWNS:
            break
    return found


def _label(tile: MapTile, town: Place) -> str:
    x, y = _pixel(tile, town)
    turns = x > TILE_PIXELS - LABEL_WIDTH
    anchor, shift = ("end", -6) if turns else ("start", 6)
    return (
        f'<circle class="town" cx="{x:.0f}" cy="{y:.0f}" r="3"/><text class="town" x="{x + shift:.0f}" '
        f'y="{y + 4:.0f}" text-anchor="{anchor}">{escape(town.name)}</text>'
    )
