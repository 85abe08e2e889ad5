"""Writes a zip of kept files: one for each practice in the folder of its region, and a list of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedRandom
from pathlib import Path
from types import TracebackType
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext

from practices.interchange.record_files import LICENCE_ADDRESSES, Head
from practices.models import Practice
from practices.passages import Passage, passage
from practices.places import place_line
from readers.styles import kept_css
from zones.labels import LABELS, label

INDEX: Final = "index.html"
# The first year that a zip can write; for what was never published by hand.
EARLIEST: Final = datetime(1980, 1, 1, tzinfo=UTC)
UNIX: Final = 3
READABLE: Final = 0o100644


@dataclass(frozen=True, slots=True)
class Entry:
    """A practice in the list."""

    folder: str
    file: str
    title: Passage
    line: str
    published_at: datetime

    @classmethod
    def of(cls, practice: Practice, folder: str, file: str) -> "Entry":
        """Returns the entry in the active language."""
        outcome = str(label("OUTCOMES", practice.outcome)) if practice.outcome else ""
        return cls(
            folder,
            file,
            passage(practice, "name"),
            " · ".join(filter(None, (outcome, place_line(practice)))),
            max(practice.last_published_at or EARLIEST, EARLIEST),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list; `url` is where its file lies from there."""

    url: str
    title: Passage
    line: str


class Zip:
    """A zip that is being written; of what it holds only the lines of its list are in memory."""

    def __init__(self, folder: Path, name: str, title: Passage) -> None:
        self.name, self.title, self.path = name, title, folder / name
        self.handle: BufferedRandom = self.path.open("w+b")
        self.zip = ZipFile(self.handle, "w", ZIP_DEFLATED)
        self.count = 0
        self.newest = EARLIEST
        self.entries: list[Entry] = []
        self.parts: list[Row] = []

    def __enter__(self) -> "Zip":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes and deletes the file, which was stored elsewhere or is of no use."""
        self.handle.close()
        self.path.unlink(missing_ok=True)

    def add(self, entry: Entry, html: str, *, is_listed: bool = True) -> None:
        """Writes a practice; the list of what lies in parts names the parts alone."""
        self._write(f"{entry.folder}/{entry.file}", html, entry.published_at)
        self.count += 1
        self.newest = max(self.newest, entry.published_at)
        if is_listed:
            self.entries.append(entry)

    def add_part(self, part: "Zip", folder: str) -> None:
        """Writes the list of a folder that is filled already."""
        rows = [Row(entry.file, entry.title, entry.line) for entry in part.entries]
        self._write(f"{folder}/{INDEX}", _list(part, rows, up=f"../{INDEX}"), part.newest)
        practices = ngettext("%(count)s practice", "%(count)s practices", part.count)
        self.parts.append(Row(f"{folder}/{INDEX}", part.title, practices % {"count": part.count}))

    def finish(self) -> BufferedRandom:
        """Writes the list and returns the whole zip, to be read."""
        rows = self.parts or [
            Row(f"{entry.folder}/{entry.file}", entry.title, entry.line) for entry in self.entries
        ]
        self._write(INDEX, _list(self, rows), self.newest)
        self.zip.close()
        return self.handle

    def _write(self, name: str, html: str, moment: datetime) -> None:
        info = ZipInfo(name, moment.astimezone(UTC).timetuple()[:6])
        info.create_system, info.external_attr, info.compress_type = UNIX, READABLE << 16, ZIP_DEFLATED
        self.zip.writestr(info, html)


def _list(kept: Zip, rows: Sequence[Row], up: str = "") -> str:
    head = Head(kept.newest, settings.WAGTAILADMIN_BASE_URL)
    context = {
        "title": kept.title,
        "rows": rows,
        "up": up,
        "head": head,
        "is_dated": kept.newest > EARLIEST,
        "licences": [(str(LABELS["LICENCES"][code]), url) for code, url in LICENCE_ADDRESSES.items()],
        "language": get_language(),
        "css": kept_css(),
    }
    return render_to_string("readers/keep/list.html", context)
