"""The map of partners, practices and regions: a circle for each cell in which there are any, and how many.

A tap on it sends its x and y, no script needed; the server opens the circle that is nearest.
"""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse

from network.cells import PART_PIXELS, PART_SCALE, Box, Circle
from readers.network_query import NetworkQuery
from readers.presenters.world_map import TapMap, map_svg
from readers.request_land import with_query
from zones import outline

LETTERS: Final = {True: 8, False: 12}


def partner_map(query: NetworkQuery) -> TapMap:
    """Return the map of what a page shows: the world, or the part of it that was opened."""
    box = query.box.part if query.box else None
    path = with_query(reverse("readers:partner_map"), query.pairs(is_near=False))
    width, height = (outline.WIDTH, outline.HEIGHT) if box is None else (PART_PIXELS, PART_PIXELS)
    return TapMap(path, width, height)


def partner_svg(part: Box | None, circles: Sequence[Circle]) -> str:
    """Return the drawing."""
    if part is None:
        land = f'<path class="land" d="{outline.outline_path()}"/>'
        return map_svg(outline.WIDTH, outline.HEIGHT, land + _drawn(circles, LETTERS[True]))
    left, top = outline.to_point(part.north, part.west)
    land = (
        f'<path class="land coast" transform="scale({PART_SCALE:g})translate({-left:g} {-top:g})" '
        f'd="{outline.outline_path()}"/>'
    )
    return map_svg(PART_PIXELS, PART_PIXELS, land + _drawn(circles, LETTERS[False]))


def _drawn(circles: Sequence[Circle], letters: int) -> str:
    """Return circles, then their counts: what is alike stands together, and packs small."""
    drawn = "".join(f'<circle cx="{c.x:.0f}" cy="{c.y:.0f}" r="{c.radius:.0f}"/>' for c in circles)
    counts = "".join(f'<text x="{c.x:.0f}" y="{c.y + letters * 0.35:.0f}">{c.count}</text>' for c in circles)
    return f'<g class="here">{drawn}</g><g class="count" font-size="{letters}">{counts}</g>'
