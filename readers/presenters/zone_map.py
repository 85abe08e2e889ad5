"""A small map of a zone: drawn from the climate grid in squares of one degree, one pixel each."""

from collections.abc import Iterator

import numpy as np

from readers.presenters.world_map import LAND, SEA
from zones import extent, outline
from zones.naming import Zone

WIDTH, HEIGHT = outline.WIDTH, outline.HEIGHT
INSIDE = "#14532f"


def zone_svg(zone: Zone) -> str:
    """About two kilobytes compressed."""
    land, inside = extent.land(), extent.extent(zone)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">'
        f'<path d="M0 0h{WIDTH}v{HEIGHT}H0z" fill="{SEA}"/>'
        f'<path d="{_path(land)}" stroke="{LAND}"/><path d="{_path(inside)}" stroke="{INSIDE}"/></svg>'
    )


def _path(squares: extent.Squares) -> str:
    """A horizontal line for every run of squares, each step counted from the one before."""
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
