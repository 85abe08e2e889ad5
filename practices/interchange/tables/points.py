"""Reads points on a map (GeoJSON, RFC 7946): each with its properties, which are named like columns."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from practices.interchange.tables.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    FileRefusedError,
    Line,
    Table,
    as_cell,
)

# The only reference system of the RFC, under the names that older programs write.
_WORLD: Final = ("CRS84", "EPSG::4326", "EPSG:4326")
LATITUDE: Final = "latitude"
LONGITUDE: Final = "longitude"


def read_points(data: Mapping[str, Any]) -> Table:
    """Returns the table of a feature collection; raises FileRefusedError."""
    _refuse_other_systems(data.get("crs"))
    features = data.get("features")
    if not isinstance(features, list):
        raise FileRefusedError("no_points")
    if len(features) > MOST_ROWS:
        raise FileRefusedError("too_many_records", most=MOST_ROWS)
    if not features:
        raise FileRefusedError("no_records")
    rows = [_row(number, feature) for number, feature in enumerate(features, start=1)]
    headings = tuple(dict.fromkeys(key for row in rows for key in row))
    if len(headings) > MOST_COLUMNS:
        raise FileRefusedError("too_many_columns", most=MOST_COLUMNS)
    lines = [
        Line(number, tuple(row.get(key) for key in headings)) for number, row in enumerate(rows, start=1)
    ]
    return Table(headings, tuple(lines))


def is_collection(data: Any) -> bool:
    return isinstance(data, dict) and data.get("type") == "FeatureCollection"


def _refuse_other_systems(system: Any) -> None:
    if system is None:
        return
    if not any(name in json.dumps(system) for name in _WORLD):
        raise FileRefusedError("other_system")


def _row(number: int, feature: Any) -> dict[str, Cell]:
    if not isinstance(feature, dict):
        raise FileRefusedError("no_point", number=number)
    properties = feature.get("properties")
    row = {
        str(key): _cell(value)
        for key, value in (properties if isinstance(properties, dict) else {}).items()
        if key not in (LATITUDE, LONGITUDE)
    }
    return row | dict(_position(number, feature.get("geometry")))


def _position(number: int, geometry: Any) -> Iterator[tuple[str, Cell]]:
    if geometry is None:
        return
    found = geometry.get("coordinates") if isinstance(geometry, dict) else None
    is_point = isinstance(geometry, dict) and geometry.get("type") == "Point"
    if not (is_point and isinstance(found, list) and len(found) in (2, 3)):
        raise FileRefusedError("no_point", number=number)
    if any(isinstance(part, bool) or not isinstance(part, int | float) for part in found):
        raise FileRefusedError("no_point", number=number)
    yield LATITUDE, found[1]
    yield LONGITUDE, found[0]


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return as_cell("; ".join(str(item) for item in value if isinstance(item, str | int | float)))
    if isinstance(value, dict):
        raise FileRefusedError("nested_property")
    return as_cell(value)
