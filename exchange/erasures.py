"""Notes what was erased, by kind, number and time alone, in a file beside the database.

The file is copied by `backup` and never taken back by `restore`, which adds what it lacks and then erases
again what had come back. One line is one erasure.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

FILE_NAME: Final = "erasures.jsonl"
_is_silent: ContextVar[bool] = ContextVar("erasures_are_not_noted", default=False)


@dataclass(frozen=True, slots=True)
class Erasure:
    """Holds that something of this number was erased then."""

    kind: str
    id: int
    at: datetime

    @property
    def line(self) -> str:
        return json.dumps({"id": self.id, "kind": self.kind, "time": self.at.isoformat()})


def path() -> Path:
    return Path(settings.DATA_DIR) / FILE_NAME


def note(kind: str, number: int) -> None:
    """Writes an erasure down, before the transaction ends: what is noted and not erased is erased later."""
    if not _is_silent.get():
        append([Erasure(kind, number, timezone.now()).line])
    transaction.on_commit(forget_pages)


def append(lines: list[str]) -> None:
    """Adds lines at the end of the file, and sees them onto the disk."""
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, "".join(f"{line}\n" for line in lines).encode())
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def without_notes() -> Iterator[None]:
    """Keeps erasures within it from being noted a second time."""
    before = _is_silent.set(True)
    try:
        yield
    finally:
        _is_silent.reset(before)


def lines_in(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def noted() -> list[Erasure]:
    """Returns all erasures there were; a line that a full disk cut short is left out."""
    found = []
    for line in lines_in(path()):
        try:
            data = json.loads(line)
            found.append(Erasure(str(data["kind"]), int(data["id"]), datetime.fromisoformat(data["time"])))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def forget_pages() -> None:
    """Lets SQLite's journal go, in which pages of before the erasure may still stand."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
