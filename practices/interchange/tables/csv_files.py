"""Reads and writes text with separators, as spreadsheets of any language save it."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from jobs.spreadsheet_text import as_text
from practices.interchange.tables.cells import LONGEST_CELL, FileRefusedError, Table, table_of

SEPARATORS: Final = (";", ",", "\t")
# What `as_text` wrote.
_KEPT_AS_TEXT: Final = re.compile(r"''*\s*[=+\-@\t\r]")
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
# What people write in French, Spanish, Portuguese or English. In text of another code page other signs come
# out, and a wrong letter in a name is worse than a file saved once more.
_EXPECTED: Final = frozenset(
    "àâäãáåæçèéêëíìîïñóòôöõøœúùûüýÿÀÂÄÃÁÅÆÇÈÉÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŸß"
    "¿¡«»‹›‘’“”„–—…•·€£°ºª²³½¼¾±×µ§©®\N{NO-BREAK SPACE}"
)

# As Cyrillic or Greek looks when it is read so; no word of those languages has it.
_ACCENTS_IN_A_ROW: Final = re.compile(r"[À-ÖØ-öø-ÿ]{3}")


def read_csv(content: bytes) -> Table:
    """Returns the table; raises FileRefusedError."""
    text = _decoded(content)
    if "\0" in text:
        raise FileRefusedError("strange_encoding")
    first, _end, rest = text.partition("\n")
    separator = first.strip().lower().removeprefix("sep=")
    if first.lower().startswith("sep=") and separator in SEPARATORS:
        # A line for Excel alone; the empty one in its place keeps the numbers of the rows.
        return table_of(_rows(f"\n{rest}", separator))
    return table_of(_rows(text, _separator(text)))


def written_csv(rows: Iterable[Iterable[Any]], separator: str = ",") -> bytes:
    """Returns the rows as a file; none of their texts is calculated."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    for row in rows:
        writer.writerow(as_text(cell) if isinstance(cell, str) else cell for cell in row)
    # Without the mark Excel takes the letters for others.
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise FileRefusedError("strange_encoding") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise FileRefusedError("strange_encoding") from None
    if any(not sign.isascii() and sign not in _EXPECTED for sign in text) or _ACCENTS_IN_A_ROW.search(text):
        raise FileRefusedError("strange_encoding")
    return text


def _separator(text: str) -> str:
    """Returns the separator that makes the most columns of the headings."""

    def columns(separator: str) -> int:
        return next((len(row) for row in _rows(text, separator) if any(row)), 0)

    return max(SEPARATORS, key=columns)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL * 4)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            yield [cell[1:] if _KEPT_AS_TEXT.match(cell) else cell for cell in row]
    except csv.Error:
        raise FileRefusedError("damaged_table") from None
