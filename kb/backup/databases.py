"""Copies the site's database to one file, and back in one transaction: SQLite and PostgreSQL."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from kb.backup import BackupRefused
from kb.backup.postgresql import PostgresDatabase

# A copy must not let its reader into the site as somebody else: who is signed in is left out.
SESSIONS = Session._meta.db_table
LOCK_TIMEOUT_S = 10.0
TABLE_OF_MIGRATIONS = MigrationRecorder.Migration._meta.db_table


class Database(Protocol):
    engine: str
    file_name: str
    schema: str

    def size(self) -> int:
        """Returns bytes that the database takes."""

    def dump(self, target: Path, leave_empty: str) -> None:
        """Write a copy as of one moment, while others write. Raises BackupRefused."""

    def load(self, source: Path) -> None:
        """Put the copy in place of all that the database holds, whole or not at all. Raises BackupRefused."""


class SqliteDatabase:
    engine = "sqlite"
    file_name = "database.sqlite3"
    schema = ""

    def __init__(self, path: Path) -> None:
        self._path = path

    def size(self) -> int:
        return sum(path.stat().st_size for path in self._path.parent.glob(f"{self._path.name}*"))

    def dump(self, target: Path, leave_empty: str) -> None:
        with self._opened(self._path) as source, self._opened(target) as to:
            # In one step: smaller steps begin anew whenever somebody writes in between.
            source.backup(to)
            to.execute("PRAGMA journal_mode=DELETE")
            to.execute("PRAGMA secure_delete=ON")
            with to:
                to.execute(f'DELETE FROM "{leave_empty}"')  # noqa: S608  (a name of our own)
            (found,) = to.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise BackupRefused(f"The database {self._path} is damaged ({found}).")

    def load(self, source: Path) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._opened(source) as reader, self._opened(self._path) as to:
            # A transaction of SQLite: who reads sees the old state or the new one, and so does whoever comes
            # after a crash.
            reader.backup(to, progress=_patience())

    @contextmanager
    def _opened(self, path: Path) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(path)) as database:
                yield database
        except sqlite3.Error as error:
            raise BackupRefused(f"The database {self._path} cannot be used: {error}.") from error


def _patience() -> Callable[[int, int, int], None]:
    """Returns a check for `Connection.backup`, which would else try for ever on a locked database."""
    deadline = time.monotonic() + LOCK_TIMEOUT_S

    def check(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise sqlite3.OperationalError("another process holds it")

    return check


def site_database() -> Database:
    """Returns the database of the settings."""
    if connection.vendor == "sqlite":
        return SqliteDatabase(Path(str(connection.settings_dict["NAME"])))
    return PostgresDatabase()


def has_tables() -> bool:
    """Returns whether the database is one of a site already. Leaves no connection open, and makes no file."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return False
    try:
        return TABLE_OF_MIGRATIONS in connection.introspection.table_names()
    finally:
        connections.close_all()


def applied_migrations() -> tuple[str, ...]:
    """Returns those that the database has and this code knows, without what a removed app left behind."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    finally:
        connections.close_all()
    return tuple(sorted(_name(key) for key in applied.keys() & _known()))


def unknown_migrations(names: tuple[str, ...]) -> list[str]:
    """Returns those of the migrations that this code does not have: a newer version made them."""
    known = {_name(key) for key in _known()}
    return [name for name in names if name not in known]


def _known() -> set[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return set(loader.disk_migrations) | replaced


def _name(key: tuple[str, str]) -> str:
    return ".".join(key)
