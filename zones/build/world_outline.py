"""Build `zones/data/world-outline.svg` from `land-110m.json` of the npm package `world-atlas` (2.0.2).

Run, after `npm pack world-atlas` and unpacking: python -m zones.build.world_outline package/land-110m.json
"""

import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from zones.build.packages import DATA_FOLDER
from zones.outline import FILE_NAME, HEIGHT, SOUTH, VIEW_BOX, WIDTH, to_point

Point = tuple[float, float]
Steps = tuple[int, int]
STEPS_PER_UNIT: Final = 2
FEWEST_CORNERS: Final = 3


def build(topology: dict[str, Any]) -> str:
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = [
        _subpath(corners)
        for ring in _rings(topology["objects"]["land"], arcs)
        for part in _cut_at_date_line(ring)
        if len(corners := _corners(part)) >= FEWEST_CORNERS and _is_drawn(part)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{VIEW_BOX}" width="{WIDTH}" height="{HEIGHT}">'
        f'<path d="{"".join(shapes)}"/></svg>\n'
    )


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """Returns a TopoJSON arc, which gives each point by the step from the last, as points of the picture."""
    (scale_x, scale_y), (origin_x, origin_y) = transform["scale"], transform["translate"]
    points: list[Point] = []
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append(to_point(latitude=y * scale_y + origin_y, longitude=x * scale_x + origin_x))
    return points


def _rings(geometry: dict[str, Any], arcs: list[list[Point]]) -> Iterator[list[Point]]:
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _rings(part, arcs)
        return
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            yield [point for number in ring for point in _directed(arcs, number)]


def _directed(arcs: list[list[Point]], number: int) -> list[Point]:
    """Returns an arc's points; TopoJSON counts one walked backwards as the complement of its number."""
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _cut_at_date_line(ring: list[Point]) -> Iterator[list[Point]]:
    """Returns the parts of a ring that lie in the picture: land across the date line comes in two."""
    unrolled = ring[:1]
    for x, y in ring[1:]:
        turns = round((unrolled[-1][0] - x) / WIDTH)
        unrolled.append((x + turns * WIDTH, y))
    for shift in (-WIDTH, 0, WIDTH):
        part = [(x + shift, y) for x, y in unrolled]
        yield _mirrored(_right_of_zero(_mirrored(_right_of_zero(part))))


def _mirrored(points: list[Point]) -> list[Point]:
    return [(WIDTH - x, y) for x, y in points]


def _right_of_zero(points: list[Point]) -> list[Point]:
    """Returns what of a polygon lies at x >= 0 (Sutherland and Hodgman's clipping at one edge)."""
    kept: list[Point] = []
    for (x1, y1), (x2, y2) in zip(points[-1:] + points[:-1], points, strict=True):
        if (x1 < 0) != (x2 < 0):
            kept.append((0.0, y1 + (y2 - y1) * x1 / (x1 - x2)))
        if x2 >= 0:
            kept.append((x2, y2))
    return kept


def _is_drawn(points: list[Point]) -> bool:
    _, edge = to_point(SOUTH, 0)
    return min(y for _, y in points) < edge


def _corners(points: list[Point]) -> list[Steps]:
    """Returns the points in steps of half a degree, without those that repeat or lie on a straight line."""
    rough = [(round(x * STEPS_PER_UNIT), round(y * STEPS_PER_UNIT)) for x, y in points]
    ring = [here for before, here in zip(rough[-1:] + rough[:-1], rough, strict=True) if before != here]
    return [
        here
        for before, here, after in zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True)
        if (here[0] - before[0]) * (after[1] - here[1]) != (after[0] - here[0]) * (here[1] - before[1])
    ]


def _subpath(corners: list[Steps]) -> str:
    numbers = [*corners[0], *(n for (x1, y1), (x2, y2) in pairwise(corners) for n in (x2 - x1, y2 - y1))]
    words = [_number(n) for n in numbers]
    # A minus sign parts two numbers as well as a space does.
    line = "".join(word if word.startswith("-") else f" {word}" for word in words[2:])
    return f"M{words[0]} {words[1]}l{line.strip()}z"


def _number(steps: int) -> str:
    """Returns half degrees as SVG writes them shortest: 3 is 1.5, 1 is .5."""
    whole, half = divmod(abs(steps), STEPS_PER_UNIT)
    return ("-" if steps < 0 else "") + (f"{whole or ''}.5" if half else str(whole))


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    drawing = build(topology)
    (DATA_FOLDER / FILE_NAME).write_text(drawing, encoding="ascii")
    compressed = len(gzip.compress(drawing.encode(), 9))
    sys.stdout.write(f"{FILE_NAME}: {len(drawing)} bytes, {compressed} compressed\n")


if __name__ == "__main__":
    main()
