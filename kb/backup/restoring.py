"""Brings a backup back: all of it is checked before anything of the site is touched.

First the files of the backup join those of the site, then the database changes in one transaction, then
the files that only the old site had go. So a restore that is killed leaves the old site or the new one, and
the next call finishes it.
"""

import errno
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections
from wagtail.models import Site

from exchange import erasing, erasures
from jobs import mail
from kb.backup import BackupRefused, RestoreUnfinished, databases, folders, making, manifest, media
from kb.backup.databases import Database
from kb.backup.manifest import Manifest, StoredFile
from network.twins import expressing
from newsletter import sending, subscribing
from search.engines.base import EMBEDDED
from search.engines.registry import target_names
from search.indexing import copies

BEFORE: Final = "before-restore-"
STAGED: Final = ".restoring"
SWAP_COPIES: Final = 2  # the database stands beside its copy until the transaction is over


@dataclass(frozen=True, slots=True)
class Restore:
    """Holds a backup that this site can take."""

    folder: Path
    manifest: Manifest
    database: Database

    def run(self, say: Callable[[str], None]) -> None:
        """Raises BackupRefused while nothing has changed, RestoreUnfinished after the data is back."""
        root = media.media_root()
        staged = root.with_name(f"{root.name}{STAGED}")
        shutil.rmtree(staged, ignore_errors=True)
        try:
            stage(self.folder, self.manifest, staged)
            say("Every file of the backup is as it was written.")
            keep_present_data(say)
            self._swap(staged, root)
            add_erasures(staged / erasures.FILE_NAME)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        media.remove_others(root, self._uploads())
        say("Database and files are back.")
        bring_up_to_date(say)

    def _swap(self, staged: Path, root: Path) -> None:
        there = media.names(root)
        media.put_in_place(staged / media.FOLDER, root, replace=False)
        try:
            self.database.load(staged / self.database.file_name)
        except BackupRefused:
            media.remove_others(root, there)
            raise
        connections.close_all()
        # Of one name and not the same: files of two sites. Until here the old site had its own.
        media.put_in_place(staged / media.FOLDER, root, replace=True)

    def _uploads(self) -> dict[str, StoredFile]:
        return {
            PurePosixPath(name).relative_to(media.FOLDER).as_posix(): file
            for name, file in self.manifest.files.items()
            if name not in (self.database.file_name, erasures.FILE_NAME)
        }


def add_erasures(file: Path) -> None:
    """Notes the erasures of a backup that this site has not: its own are never taken back."""
    own = set(erasures.lines_in(erasures.path()))
    if missing := [line for line in erasures.lines_in(file) if line not in own]:
        erasures.append(missing)


def prepare(given: Path) -> Restore:
    """Look at the backup without reading all of it. Raises BackupRefused."""
    folder = folders.find(given)
    contents = manifest.read(folder)
    database = databases.site_database()
    if contents.engine != database.engine:
        raise BackupRefused(
            f"This is a backup of a site on {contents.engine}, and this site is on {database.engine}:"
            " a backup comes back on the kind of database that it was made on (DATABASE_URL)."
        )
    if contents.schema != database.schema:
        raise BackupRefused(
            f"The backup holds the schema {contents.schema!r} of PostgreSQL;"
            f" this site uses {database.schema!r}."
        )
    if unknown := databases.unknown_migrations(contents.migrations):
        raise BackupRefused(
            f"The backup was made by a newer version of the site ({unknown[0]} is not known here):"
            " update the code first."
        )
    if database.file_name not in contents.files:
        raise BackupRefused(f"{folder} is no whole backup: it has no {database.file_name}.")
    copies = SWAP_COPIES * contents.files[database.file_name].size
    folders.check_space(Path(settings.DATA_DIR), contents.size + copies + database.size())
    return Restore(folder, contents, database)


def stage(folder: Path, contents: Manifest, staged: Path) -> None:
    """Make a checked copy of everything, on the disk where it is going to be. Raises BackupRefused."""
    (staged / media.FOLDER).mkdir(parents=True)
    for name, file in contents.files.items():
        try:
            copied = manifest.copy(folder / name, staged / name)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise
            raise BackupRefused(f"The backup is damaged: {name} cannot be read ({error.strerror}).") from None
        if copied != file:
            raise BackupRefused(f"The backup is damaged: {name} is not as it was written.")


def keep_present_data(say: Callable[[str], None]) -> None:
    """Make a backup of what is about to be replaced. Its files take no room: they are linked, not copied."""
    data = Path(settings.DATA_DIR)
    if databases.has_tables():
        with folders.alone_in(data, BEFORE):
            before = making.make(data, prefix=BEFORE, copy_file=media.link)
        say(f"What the site held until now is kept in {before.folder}.")


def held() -> str:
    """Return what a restore would replace, in words; empty for a new site."""
    files = len(media.names(media.media_root()))
    if not databases.has_tables():
        return f"{files} uploaded files" if files else ""
    return f"a database and {files} uploaded files"


def bring_up_to_date(say: Callable[[str], None]) -> None:
    """Add what a backup does not have: newer migrations, the index. Raises RestoreUnfinished."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
        ContentType.objects.clear_cache()
        Site.clear_site_root_paths_cache()
        # Workers on other machines build their copies of the index anew when they see that nobody knows them.
        copies.remove_all()
        mail.mark_pending_uncertain()
        sending.mark_pending_uncertain()
        noted = erasures.noted()
        parts = (erasing, subscribing, expressing)
        if count := sum(part.apply_again(noted) for part in parts):
            say(f"Erased again, as was asked for since the backup: {count}.")
        say("The database fits this version of the site.")
        call_command("rebuild_index", engine=EMBEDDED, fresh=True, stdout=StringIO())
        say("The search index is built.")
    except (CommandError, DatabaseError) as error:
        raise RestoreUnfinished(f"The data is back, but a step after it failed: {error}") from error
    for target in target_names():
        if target != EMBEDDED:
            _rebuild(target, say)


def _rebuild(target: str, say: Callable[[str], None]) -> None:
    """Rebuilds the index; a cluster that is away holds up nothing: the worker builds it when it is back."""
    try:
        call_command("rebuild_index", engine=target, fresh=True, stdout=StringIO())
    except CommandError as error:
        say(str(error))
