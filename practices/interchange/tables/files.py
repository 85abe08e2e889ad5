"""Reads any file that practices are exchanged in, by its name and what is in it."""

import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from practices.interchange.readers import Reading, read_json, records_of_export
from practices.interchange.tables.cells import MOST_MEGABYTES, MOST_ROWS, FileRefusedError, Table
from practices.interchange.tables.csv_files import read_csv
from practices.interchange.tables.points import is_collection, read_points
from practices.interchange.tables.workbooks import OLD_OFFICE, read_workbook

ZIP_START: Final = b"PK\x03\x04"
CSV: Final = (".csv", ".txt", ".tsv")
JSON: Final = (".json", ".geojson")
TAKEN: Final = (".csv", ".xlsx", ".geojson", ".json")
MACROS: Final = (".xlsm", ".xltm", ".xlam")


@dataclass(frozen=True, slots=True)
class Contents:
    """Holds a table, or records in the form of their own."""

    table: Table | None = None
    records: tuple[dict[str, Any], ...] = ()


def read_contents(content: bytes, name: str) -> Contents:
    """Returns what is in the file; raises FileRefusedError with what to do about it."""
    extension = PurePath(name).suffix.casefold()
    if len(content) > MOST_MEGABYTES * 1_000_000:
        raise FileRefusedError("file_too_big", most=MOST_MEGABYTES)
    if not content.strip():
        raise FileRefusedError("no_records")
    if extension in MACROS:
        raise FileRefusedError("macro_file")
    if extension == ".xls" or content.startswith(OLD_OFFICE):
        raise FileRefusedError("old_sheet_file")
    if extension == ".xlsx":
        return Contents(read_workbook(content))
    if extension not in (*CSV, *JSON) or content.startswith(ZIP_START):
        raise FileRefusedError("unknown_kind")
    if extension in CSV:
        return Contents(read_csv(content))
    return _json_contents(content, name)


def _json_contents(content: bytes, name: str) -> Contents:
    reading = records_of_export(read_json(content, name))
    if reading.problems:
        problem = reading.problems[0]
        raise FileRefusedError(problem.code, **problem.values)
    _refuse_unstorable(reading)
    if len(reading.rows) == 1 and is_collection(reading.rows[0].data):
        return Contents(read_points(reading.rows[0].data))
    if len(reading.rows) > MOST_ROWS:
        raise FileRefusedError("too_many_records", most=MOST_ROWS)
    return Contents(records=_tables(reading))


def _tables(reading: Reading) -> tuple[dict[str, Any], ...]:
    if any(not isinstance(row.data, dict) for row in reading.rows):
        raise FileRefusedError("unreadable")
    return tuple(row.data for row in reading.rows)


def _refuse_unstorable(reading: Reading) -> None:
    """Raises FileRefusedError for what no database keeps: numbers that are none, NUL, halves of signs."""
    try:
        text = json.dumps([row.data for row in reading.rows], ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError as error:
        raise FileRefusedError("unreadable") from error
    if r"\u0000" in text:
        raise FileRefusedError("unreadable")
