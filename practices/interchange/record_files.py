"""Writes records into files: JSON, GeoJSON, CSV and XLSX, one record after the other.

No more than a record is in memory. A file says of itself what it is: licence, citation, date, edition of its
form. CSV has no place for that beside its columns; what is given away has a README beside it.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final, Protocol

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from jobs.spreadsheet_text import as_text
from practices.interchange.public_records import PublicRecord
from practices.interchange.readers import RECORDS
from practices.interchange.tables import filling
from practices.interchange.tables.columns import columns
from practices.interchange.tables.templates import WIDTH, filled_cell, text_cell
from zones.geography import snap
from zones.labels import LABELS
from zones.vocabulary import LANGUAGES, LICENCES

# To be raised when a key gets another meaning.
FORMAT: Final = 2
LICENCE_ADDRESSES: Final = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}
ABOUT_WIDTHS: Final = (34, 60, 60, 60)
_ONE_LINE: Final = (",", ":")


@dataclass(frozen=True, slots=True)
class Head:
    """Says what a file is: when its records were read, and from which site."""

    made_at: datetime
    site: str

    def title(self) -> str:
        return _("Farming practices: what people tried on their land, and how it went")

    def licence(self) -> str:
        licences = " / ".join(str(LABELS["LICENCES"][code]) for code in LICENCES)
        return _("%(licences)s, as each record says") % {"licences": licences}

    def citation(self) -> str:
        """Returns how to name the source, in the active language."""
        return _("%(name)s (%(year)s). Farming practices, as of %(day)s. %(address)s") % {
            "name": _("Twin Fields"),
            "year": self.made_at.year,
            "day": date_format(self.made_at, "DATE_FORMAT"),
            "address": self.site,
        }

    def facts(self) -> dict[str, Any]:
        """Returns all of it as JSON data, what people read in each language."""
        told: dict[str, Any] = {"title": {}, "licence": {}, "citation": {}}
        for code in LANGUAGES:
            with translation.override(code):
                for name, texts in told.items():
                    texts[code] = getattr(self, name)()
        return {
            "format": FORMAT,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "site": self.site,
            **told,
            "licences": LICENCE_ADDRESSES,
        }


class RecordFile(Protocol):
    def add(self, record: PublicRecord) -> None: ...

    def close(self) -> None:
        """Writes the end; the handle stays open."""


class JsonFile:
    """The records with all their entries, below the key `practices`."""

    def __init__(self, handle: IO[bytes], head: Head) -> None:
        self.handle, self.site, self.count = handle, head.site, 0
        handle.write(_json(head.facts())[:-1] + f',"{RECORDS}":['.encode())

    def add(self, record: PublicRecord) -> None:
        self.handle.write(b",\n" if self.count else b"\n")
        self.handle.write(_json({"url": self.site + record.path, **record.data}))
        self.count += 1

    def close(self) -> None:
        self.handle.write(b'\n],"count":%d}\n' % self.count)


class GeoJsonFile:
    """A point for each record (RFC 7946); its properties are the columns of a table that say something."""

    def __init__(self, handle: IO[bytes], head: Head) -> None:
        self.handle, self.site, self.is_first = handle, head.site, True
        self.keys = [column.key for column in columns()]
        begin = {"type": "FeatureCollection", **head.facts()}
        handle.write(_json(begin)[:-1] + b',"features":[')

    def add(self, record: PublicRecord) -> None:
        data = record.data
        cells = dict(zip(self.keys, filling.cells_of(data), strict=True))
        latitude, longitude = cells.pop("latitude"), cells.pop("longitude")
        told = {key: cell for key, cell in cells.items() if cell is not None}
        feature = {
            "type": "Feature",
            "id": data["id"],
            "geometry": _point(latitude, longitude),
            "properties": {"url": self.site + record.path, "region": data["region"], **told},
        }
        self.handle.write(b"\n" if self.is_first else b",\n")
        self.handle.write(_json(feature))
        self.is_first = False

    def close(self) -> None:
        self.handle.write(b"\n]}\n")


class CsvFile:
    """The columns of an import; UTF-8 with a mark, by which spreadsheets know it."""

    def __init__(self, handle: IO[bytes], head: Head) -> None:
        self.text = io.TextIOWrapper(handle, encoding="utf-8-sig", newline="", write_through=True)
        self.writer = csv.writer(self.text)
        self.writer.writerow(filling.column_keys())

    def add(self, record: PublicRecord) -> None:
        self.writer.writerow(map(_csv_cell, filling.cells_of(record.data)))

    def close(self) -> None:
        self.text.detach()


class XlsxFile:
    """The columns of an import, with a sheet on the file and its columns; no cell is ever a formula."""

    def __init__(self, handle: IO[bytes], head: Head) -> None:
        self.handle, self.head = handle, head
        self.book = Workbook(write_only=True)
        self.sheet = self.book.create_sheet("practices")
        self.sheet.freeze_panes = "B2"
        for number, _column in enumerate(columns(), start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = WIDTH
        self.sheet.append([text_cell(self.sheet, key, bold=True) for key in filling.column_keys()])

    def add(self, record: PublicRecord) -> None:
        self.sheet.append([filled_cell(self.sheet, cell) for cell in filling.cells_of(record.data)])

    def close(self) -> None:
        about = self.book.create_sheet("about")
        for number, width in enumerate(ABOUT_WIDTHS, start=1):
            about.column_dimensions[get_column_letter(number)].width = width
        for row in _about(self.head.facts()):
            about.append([text_cell(about, text) for text in row])
        self.book.save(self.handle)


FORMATS: Final[Mapping[str, type[JsonFile | GeoJsonFile | CsvFile | XlsxFile]]] = {
    "csv": CsvFile,
    "xlsx": XlsxFile,
    "json": JsonFile,
    "geojson": GeoJsonFile,
}


def write_files(handles: Mapping[str, IO[bytes]], head: Head, records: Iterable[PublicRecord]) -> int:
    """Writes the records into a file of each format that has a handle; returns how many there were."""
    files: list[RecordFile] = [FORMATS[name](handle, head) for name, handle in handles.items()]
    count = 0
    for count, record in enumerate(records, start=1):  # noqa: B007  it is what is returned
        for file in files:
            file.add(record)
    for file in files:
        file.close()
    return count


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=_ONE_LINE).encode()


def _point(latitude: Any, longitude: Any) -> dict[str, Any] | None:
    """Returns the middle of the coarse cell; nothing finer is known to anybody."""
    if latitude is None or longitude is None:
        return None
    lat, lon = snap(float(latitude), float(longitude))
    return {"type": "Point", "coordinates": [lon, lat]}


def _csv_cell(cell: filling.Filled) -> str | int:
    if isinstance(cell, float):
        return number_text(cell)
    return as_text(cell) if isinstance(cell, str) else cell if cell is not None else ""


def number_text(number: float) -> str:
    """Returns a number with a point; a zero behind three decimals says that they are no thousands."""
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def _about(facts: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
    yield ("made_at", str(facts["made_at"]))
    yield ("format", str(facts["format"]))
    yield ("site", str(facts["site"]))
    yield ("", *LANGUAGES)
    for name in ("title", "licence", "citation"):
        yield (name, *(facts[name][code] for code in LANGUAGES))
    for code, address in LICENCE_ADDRESSES.items():
        yield (code, address)
    yield ("",)
    headings = []
    for code in LANGUAGES:
        with translation.override(code):
            headings.append([column.heading for column in columns()])
    for column, *told in zip(columns(), *headings, strict=True):
        yield (column.key, *told)
