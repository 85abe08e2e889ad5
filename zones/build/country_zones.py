"""Build `zones/data/country_zones.json`: which share of each country's land lies in which climate zone.

The borders are those of `countries-50m.json` of the npm package `world-atlas` (2.0.2, Natural Earth), the
zones those of our climate grid. Run, after `npm pack world-atlas` and unpacking:
python -m zones.build.country_zones package/countries-50m.json
"""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from babel.core import get_global

from zones.build.packages import DATA_FOLDER
from zones.carbon_classes import ZONES, climate_zone
from zones.countries import country_codes
from zones.country_zones import FILE_NAME
from zones.grid import CELL_DEGREES, COLUMNS, ROWS, Climate, conditions_at

Point = tuple[float, float]
DECIMALS: Final = 4
# Natural Earth gives these no number of ISO 3166.
BY_NAME: Final = {"Kosovo": "XK"}


def build(topology: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Returns the shares of the zones by country, in the order of `ZONES`; none that rounds to nothing."""
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    known = set(country_codes())
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for country in topology["objects"]["countries"]["geometries"]:
        code = _code(country)
        if code not in known:
            continue
        for row, column in _cells(_edges(country, arcs)):
            latitude, longitude = _centre(row, column)
            climate = conditions_at(latitude, longitude)
            if climate is not None:
                weights[code][climate_zone(climate)] += math.cos(math.radians(latitude))
    return {code: _shares(weights[code]) for code in sorted(weights)}


def _code(country: dict[str, Any]) -> str:
    """Returns the country's two letters; the file has the number of ISO 3166."""
    number = country.get("id")
    letters: list[str] = get_global("territory_aliases").get(str(number).zfill(3), []) if number else []
    return letters[0] if letters else BY_NAME.get(country["properties"]["name"], "")


def _shares(weights: dict[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    shares = {zone: round(weights[zone] / total, DECIMALS) for zone in ZONES if zone in weights}
    return {zone: share for zone, share in shares.items() if share}


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """Returns a TopoJSON arc, which gives each point by the step from the last, in degrees."""
    (scale_x, scale_y), (origin_x, origin_y) = transform["scale"], transform["translate"]
    points: list[Point] = []
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale_x + origin_x, y * scale_y + origin_y))
    return points


def _edges(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[tuple[Point, Point]]:
    """Returns all sides of all rings, holes as well: what lies within an odd number of them is land."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return []
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    edges: list[tuple[Point, Point]] = []
    for polygon in polygons:
        for ring in polygon:
            # TopoJSON counts an arc walked backwards as the complement of its number.
            points = [
                point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])
            ]
            edges += pairwise([*points, points[0]])
    return edges


def _cells(edges: list[tuple[Point, Point]]) -> Iterator[tuple[int, int]]:
    """Yields row and column of each cell whose centre lies within; of a small country the nearest."""
    crossings: dict[int, list[float]] = defaultdict(list)
    for (x1, y1), (x2, y2) in edges:
        low, high = min(y1, y2), max(y1, y2)
        first = math.ceil((low + 90) / CELL_DEGREES - 0.5)
        last = math.ceil((high + 90) / CELL_DEGREES - 0.5)
        for row in range(max(first, 0), min(last, ROWS)):
            y, _x = _centre(row, 0)
            crossings[row].append(x1 + (x2 - x1) * (y - y1) / (y2 - y1))
    found = False
    for row, places in crossings.items():
        places.sort()
        for west, east in zip(places[::2], places[1::2], strict=True):
            first, last = (math.ceil((x + 180) / CELL_DEGREES - 0.5) for x in (west, east))
            for column in range(max(first, 0), min(last, COLUMNS)):
                found = True
                yield row, column
    if not found:
        # An island smaller than a cell.
        xs, ys = [x for (x, _y), _end in edges], [y for (_x, y), _end in edges]
        if edges:
            yield (
                min(int(((min(ys) + max(ys)) / 2 + 90) / CELL_DEGREES), ROWS - 1),
                int(((min(xs) + max(xs)) / 2 + 180) / CELL_DEGREES) % COLUMNS,
            )


def _centre(row: int, column: int) -> tuple[float, float]:
    return (row + 0.5) * CELL_DEGREES - 90, (column + 0.5) * CELL_DEGREES - 180


def _version() -> str:
    climate: Climate | None = conditions_at(0, 20)
    assert climate is not None
    return climate.version


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    countries = build(topology)
    lines = ",\n".join(f'  "{code}": {json.dumps(shares)}' for code, shares in countries.items())
    text = f'{{\n"grid_version": {json.dumps(_version())},\n"countries": {{\n{lines}\n}}\n}}\n'
    (DATA_FOLDER / FILE_NAME).write_text(text, encoding="ascii")
    sys.stdout.write(f"{FILE_NAME}: {len(countries)} countries, {len(text)} bytes\n")


if __name__ == "__main__":
    main()
