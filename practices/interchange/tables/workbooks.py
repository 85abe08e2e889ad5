"""Reads the first sheet of an XLSX file, or each, after its list of contents says that this is safe."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import openpyxl

from practices.interchange.tables.cells import FAULT, FORMULA, MOST_COLUMNS, FileRefusedError, Table, table_of

MOST_ENTRIES: Final = 1000
MOST_UNPACKED_BYTES: Final = 50_000_000
# A sheet that repeats itself packs to a thirtieth; a bomb to a thousandth.
MOST_RATIO: Final = 100
SMALL_BYTES: Final = 1_000_000
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
PART_BYTES: Final = 1 << 20
# Cells of a file, with the empty ones between: more than the largest table has, read in seconds.
MOST_CELLS: Final = 2_000_000
# Of a sheet without rows.
EMPTY: Final = ("no_records", "headings_alone")
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z0-9:$]+)[\"']")


def read_workbook(content: bytes) -> Table:
    """Returns the table of the first sheet; raises FileRefusedError."""
    with _opened(content) as book:
        sheet = book.worksheets[0]
        _refuse_merged(content, sheet)
        return table_of(_rows(sheet, _CellsLeft()))


def read_sheets(content: bytes) -> list[tuple[str, Table]]:
    """Returns the name and the table of each sheet with rows; raises FileRefusedError."""
    found: list[tuple[str, Table]] = []
    left = _CellsLeft()
    with _opened(content) as book:
        for sheet in book.worksheets:
            _refuse_merged(content, sheet)
            try:
                found.append((sheet.title, table_of(_rows(sheet, left))))
            except FileRefusedError as refused:
                if refused.code not in EMPTY:
                    raise
    return found


@dataclass
class _CellsLeft:
    """Counts down how many cells of a file may still be read."""

    number: int = MOST_CELLS

    def take(self, cells: int) -> None:
        """Takes those of a row, which counts as one where it has none; raises FileRefusedError."""
        self.number -= max(1, cells)
        if self.number < 0:
            raise FileRefusedError("too_many_columns", most=MOST_COLUMNS)


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    if content.startswith(OLD_OFFICE):
        raise FileRefusedError("old_sheet_file")
    _check_packing(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    except Exception as error:
        # The reader fails in dozens of ways, by what is damaged.
        raise FileRefusedError("damaged_table") from error
    try:
        if not book.worksheets:
            raise FileRefusedError("no_records")
        yield book
    finally:
        book.close()


def _check_packing(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileRefusedError("damaged_table") from error
    total = sum(entry.file_size for entry in entries)
    too_dense = any(
        entry.file_size > SMALL_BYTES and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    if len(entries) > MOST_ENTRIES or total > MOST_UNPACKED_BYTES or too_dense:
        raise FileRefusedError("unpacks_too_large")
    names = {entry.filename.casefold() for entry in entries}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefusedError("macro_file")
    if "xl/workbook.xml" not in names:
        raise FileRefusedError("unknown_kind")


def _refuse_merged(content: bytes, sheet: Any) -> None:
    """Raises FileRefusedError where cells are merged: a sheet that is read row by row does not tell."""
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as packed,
            packed.open(sheet._worksheet_path) as part,
        ):
            end = b""
            while block := part.read(PART_BYTES):
                if found := _MERGED.search(end + block):
                    raise FileRefusedError("merged_cells", where=found[1].decode())
                end = block[-200:]
    except (zipfile.BadZipFile, KeyError, OSError, EOFError) as error:
        raise FileRefusedError("damaged_table") from error


def _rows(sheet: Any, left: _CellsLeft) -> Iterator[list[Any]]:
    # What a file says about its own size may be wrong; `table_of` counts.
    sheet.reset_dimensions()
    last = 0
    try:
        for row in sheet.iter_rows():
            left.take(len(row))
            number = next((cell.row for cell in row if getattr(cell, "row", None)), last + 1)
            # Rows without cells are not in the file, and the numbers must be those beside the sheet.
            for _missing in range(last + 1, number):
                left.take(0)
                yield []
            last = number
            yield [_value(cell) for cell in row]
    except FileRefusedError:
        raise
    except Exception as error:
        raise FileRefusedError("damaged_table") from error


def _value(cell: Any) -> Any:
    if cell.data_type == "f":
        return {FORMULA: str(cell.value)[:60]}
    if cell.data_type == "e":
        return {FAULT: str(cell.value)[:20]}
    return cell.value
