"""Reads files into plain values with the name of their source; what they mean is for the validator."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from practices.interchange.problems import Problem, ProblemCode, shown

MOST_MEGABYTES: Final = 20
# Under which a file that the site gives away holds its records, and what it adds to each.
RECORDS: Final = "practices"
ADDED_KEYS: Final = frozenset({"url"})


@dataclass(frozen=True, slots=True)
class Row:
    """Holds one would-be record. `number` counts from 1; 0 when the source holds this row alone."""

    source: str
    number: int
    data: Any

    @property
    def name(self) -> str:
        return f"{self.source}, {self.number}" if self.number else self.source


@dataclass(frozen=True, slots=True)
class Reading:
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


class _RepeatedKey(ValueError):
    """Raised for a JSON object that names one key twice: the parser would drop the first value silently."""


def read(path: Path) -> Reading:
    """Returns all records of a JSON file, or of the JSON files right inside a folder, by their names."""
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        readings = [_read_file(file) for file in files]
        if not files:
            return _trouble(path.name, "no_records")
        return Reading(
            tuple(row for reading in readings for row in reading.rows),
            tuple(problem for reading in readings for problem in reading.problems),
        )
    if not path.is_file():
        return _trouble(path.name, "not_found")
    return _read_file(path)


def read_json(content: bytes, source: str) -> Reading:
    """Returns the records of a JSON document: one record, or a list of records."""
    if len(content) > MOST_MEGABYTES * 1_000_000:
        return _trouble(source, "file_too_big", most=MOST_MEGABYTES)
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_table)
    except UnicodeDecodeError:
        return _trouble(source, "not_text")
    except _RepeatedKey as error:
        return _trouble(source, "repeated_key", value=str(error))
    except RecursionError:
        return _trouble(source, "too_deep")
    except ValueError:
        return _trouble(source, "unreadable")
    if not isinstance(data, list):
        return Reading((Row(source, 0, data),))
    if not data:
        return _trouble(source, "no_records")
    return Reading(tuple(Row(source, number, item) for number, item in enumerate(data, start=1)))


def records_of_export(reading: Reading) -> Reading:
    """Returns the records of a file that the site gave away; any other reading as it is."""
    whole = reading.rows[0].data if len(reading.rows) == 1 else None
    inner = whole.get(RECORDS) if isinstance(whole, dict) else None
    if not isinstance(inner, list):
        return reading
    source = reading.rows[0].source
    if not inner:
        return _trouble(source, "no_records")
    return Reading(
        tuple(Row(source, number, _without_added(data)) for number, data in enumerate(inner, start=1))
    )


def _without_added(data: Any) -> Any:
    return {key: data[key] for key in data if key not in ADDED_KEYS} if isinstance(data, dict) else data


def _read_file(file: Path) -> Reading:
    try:
        if file.stat().st_size > MOST_MEGABYTES * 1_000_000:
            return _trouble(file.name, "file_too_big", most=MOST_MEGABYTES)
        return read_json(file.read_bytes(), file.name)
    except OSError:
        return _trouble(file.name, "not_found")


def _table(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise _RepeatedKey(shown(key))
        table[key] = value
    return table


def _trouble(source: str, code: ProblemCode, **values: Any) -> Reading:
    return Reading((), (Problem(source, 0, "", code, values),))
