"""Describes what a backup holds: each file with its checksum, and what brings it back. No framework."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from kb.backup import BackupRefused

FILE_NAME: Final = "manifest.json"
FORMAT: Final = 1
CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Holds `files` by path below the folder of the backup; `schema` is empty for SQLite."""

    made_at: str
    engine: str
    schema: str
    migrations: tuple[str, ...]
    files: Mapping[str, StoredFile]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files.values())


def write(manifest: Manifest, folder: Path) -> None:
    """Write the manifest and see it onto the disk. Its own checksum covers the rest of it."""
    body = {"format": FORMAT, **asdict(manifest)}
    path = folder / FILE_NAME
    with path.open("w", encoding="utf-8") as handle:
        json.dump({**body, "checksum": _checksum(body)}, handle, indent=1)
        handle.flush()
        os.fsync(handle.fileno())


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup. Raises BackupRefused when there is none, or none as it was written."""
    path = folder / FILE_NAME
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BackupRefused(f"{folder} is no whole backup: it has no {FILE_NAME}.") from None
    except (OSError, ValueError) as error:
        raise BackupRefused(f"{folder} is no whole backup: {FILE_NAME} cannot be read ({error}).") from None
    if not isinstance(body, dict) or body.pop("checksum", "") != _checksum(body):
        raise BackupRefused(f"{folder} is no whole backup: {FILE_NAME} is not as it was written.")
    if body.pop("format") != FORMAT:
        raise BackupRefused(f"{folder} was made by a newer version of the site: update the code first.")
    files = {name: StoredFile(**entry) for name, entry in body.pop("files").items()}
    for name in files:
        if not is_inside(name):
            raise BackupRefused(f"{folder} names a file outside of itself: {name}.")
    return Manifest(files=files, migrations=tuple(body.pop("migrations")), **body)


def is_inside(name: str) -> bool:
    """Say whether a path stays below the folder that it is joined to."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\0" not in name


def stored(path: Path) -> StoredFile:
    """Return size and checksum of a file as it lies on the disk."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return StoredFile(size, digest.hexdigest())


def copy(source: Path, target: Path) -> StoredFile:
    """Copy a file with its time of change and see it onto the disk; what was copied.

    Raises FileNotFoundError when the source is not there.
    """
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reader:
        target.parent.mkdir(parents=True, exist_ok=True)
        changed = os.fstat(reader.fileno())
        with target.open("wb") as writer:
            while chunk := reader.read(CHUNK):
                digest.update(chunk)
                size += writer.write(chunk)
            writer.flush()
            os.utime(writer.fileno(), ns=(changed.st_atime_ns, changed.st_mtime_ns))
            os.fsync(writer.fileno())
    return StoredFile(size, digest.hexdigest())


def _checksum(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
