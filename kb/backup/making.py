"""Writes a backup while the site runs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exchange import erasures
from kb.backup import BackupRefused, databases, folders, manifest, media
from kb.backup.manifest import Manifest, StoredFile


@dataclass(frozen=True, slots=True)
class Made:
    folder: Path
    manifest: Manifest


def check_place(parent: Path) -> None:
    """Raises BackupRefused when backups there would be served, and copied into the next one."""
    root = media.media_root()
    if parent.resolve().is_relative_to(root.resolve()):
        raise BackupRefused(f"{parent} lies among the uploaded files: choose a folder outside of {root}.")


def make(
    parent: Path,
    *,
    prefix: str = folders.PREFIX,
    copy_file: Callable[[Path, Path], StoredFile] = manifest.copy,
) -> Made:
    """Copies files, database, then files again, so that no row of the copy lacks its file.

    A file is there before its row and goes after it. What is uploaded during the first round comes with the
    second; what is deleted after the first is in the backup already; what does both while the database is
    copied is caught by rounds beside that. Raises BackupRefused.
    """
    root = media.media_root()
    if not databases.has_tables():
        raise BackupRefused("There is no site to back up yet: its database is empty.")
    database = databases.site_database()
    copied = media.size_of(root) if copy_file is manifest.copy else 0
    folders.check_space(parent, database.size() + copied)
    now = datetime.now(UTC)
    with folders.new_folder(parent, prefix, now) as folder:
        uploads = media.Collected(root, folder / media.FOLDER, copy_file)
        uploads.round()
        migrations = databases.applied_migrations()
        with media.following(uploads):
            database.dump(folder / database.file_name, databases.SESSIONS)
        uploads.round()
        files = {f"{media.FOLDER}/{name}": file for name, file in uploads.files.items()}
        files[database.file_name] = manifest.stored(folder / database.file_name)
        if (erased := erasures.path()).exists():
            # A copy even where files are linked: it grows at its end.
            files[erasures.FILE_NAME] = manifest.copy(erased, folder / erasures.FILE_NAME)
        made_at = now.isoformat(timespec="seconds")
        contents = Manifest(made_at, database.engine, database.schema, migrations, files)
        manifest.write(contents, folder)
        name = folder.name.removesuffix(folders.UNFINISHED)
    return Made(parent / name, contents)
