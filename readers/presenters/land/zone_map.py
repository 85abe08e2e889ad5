"""A small map of a zone: drawn from the climate grid in squares of one degree, one pixel each."""

from collections.abc import Iterator

import numpy as np

from readers.presenters.land.world_map import map_svg
from zones import extent, outline
from zones.naming import Zone

WIDTH, HEIGHT = outline.WIDTH, outline.HEIGHT


def zone_svg(zone: Zone) -> str:
    """Return the world with the zone in it, about two kilobytes compressed."""
    land, inside = extent.land(), extent.extent(zone)
    return map_svg(
        WIDTH, HEIGHT, f'<path class="land-line" d="{_path(land)}"/><path class="zone" d="{_path(inside)}"/>'
    )


def _path(squares: extent.Squares) -> str:
    """Return a horizontal line for every run of squares, each step counted from the one before."""
    north = int(90 - outline.NORTH)
    steps, x, y = [], 0, 0
    for row, column, length in _runs(squares[north : north + HEIGHT]):
        steps.append(f"m{column - x} {row - y}h{length}")
        x, y = column + length, row
    return f"M0 .5{''.join(steps)}"


def _runs(squares: extent.Squares) -> Iterator[tuple[int, int, int]]:
    for row, line in enumerate(squares):
        edges = np.flatnonzero(np.diff(line.astype(np.int8), prepend=0, append=0)).tolist()
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            yield row, start, end - start
