"""The map of partners, practices and regions: a circle for each cell in which there are any, and how many.

A tap on it sends its x and y, no script needed; the server opens the circle that is nearest.
"""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse

from network.partners.map_cells import Box, Circle
from readers.network_query import NetworkQuery
from readers.presenters.land.world_map import TILE_PIXELS, MapTile, TapMap, map_svg, tile_content
from readers.request_land import with_query
from zones import outline

# Height of the counts, in pixels.
WORLD_LETTERS: Final = 8
PART_LETTERS: Final = 12


def partner_map(query: NetworkQuery) -> TapMap:
    """Return the map of what a page shows: the world, or the part of it that was opened."""
    box = query.box.part if query.box else None
    path = with_query(reverse("readers:partner_map"), query.pairs(is_near=False))
    width, height = (outline.WIDTH, outline.HEIGHT) if box is None else (TILE_PIXELS, TILE_PIXELS)
    return TapMap(path, width, height)


def partner_svg(part: Box | None, circles: Sequence[Circle]) -> str:
    """Return the drawing."""
    if part is None:
        land = f'<path class="land" d="{outline.outline_path()}"/>'
        return map_svg(outline.WIDTH, outline.HEIGHT, land + _drawn(circles, WORLD_LETTERS))
    tile = MapTile(part.north, part.west, part.degrees)
    land = tile_content(tile, [(circle.x, circle.y) for circle in circles])
    return map_svg(TILE_PIXELS, TILE_PIXELS, land + _drawn(circles, PART_LETTERS))


def _drawn(circles: Sequence[Circle], letters: int) -> str:
    """Return circles, then their counts: what is alike stands together, and packs small."""
    drawn = "".join(f'<circle cx="{c.x:.0f}" cy="{c.y:.0f}" r="{c.radius:.0f}"/>' for c in circles)
    counts = "".join(f'<text x="{c.x:.0f}" y="{c.y + letters * 0.35:.0f}">{c.count}</text>' for c in circles)
    return f'<g class="here">{drawn}</g><g class="count" font-size="{letters}">{counts}</g>'
