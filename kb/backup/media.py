"""Copies uploaded files into a backup while people upload and delete, and back without a gap."""

import os
import shutil
import threading
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.conf import settings

from kb.backup.manifest import StoredFile, copy, stored

# Where they lie in a backup.
FOLDER: Final = "media"
# A picture that somebody uploads and deletes at once lives longer than this.
BETWEEN_ROUNDS_S: Final = 0.005


def media_root() -> Path:
    return Path(settings.MEDIA_ROOT)


def files_below(root: Path) -> Iterator[Path]:
    """Yield the files in a folder and in what is linked into it, each folder once."""
    seen: set[tuple[int, int]] = set()
    for folder, inner, files in os.walk(root, followlinks=True):
        status = os.stat(folder)
        if (status.st_dev, status.st_ino) in seen:
            inner.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        yield from (Path(folder) / name for name in files)


def size_of(root: Path) -> int:
    return sum(path.stat().st_size for path in files_below(root) if path.exists())


@dataclass
class Collected:
    """Copies files of `source` to `target`; each round takes what is new or has changed since the one before.

    A file that is still being written when it is copied is copied again. What was deleted since stays, for
    the database may have been copied before.
    """

    source: Path
    target: Path
    copy_file: Callable[[Path, Path], StoredFile] = copy
    files: dict[str, StoredFile] = field(default_factory=dict)
    _seen: dict[str, tuple[int, int, int]] = field(default_factory=dict)

    def round(self) -> None:
        for path in files_below(self.source):
            name = path.relative_to(self.source).as_posix()
            try:
                status = path.stat()
                state = (status.st_ino, status.st_size, status.st_mtime_ns)
                if self._seen.get(name) != state:
                    self.files[name] = self.copy_file(path, self.target / name)
                    self._seen[name] = state
            except FileNotFoundError:
                continue  # deleted since the folder was read


@contextmanager
def following(collected: Collected) -> Iterator[None]:
    """Takes rounds over and over within the block, for what is uploaded and deleted again meanwhile."""
    ended, problems = threading.Event(), list[OSError]()

    def follow() -> None:
        while not ended.wait(BETWEEN_ROUNDS_S):
            try:
                collected.round()
            except OSError as problem:
                problems.append(problem)
                return

    thread = threading.Thread(target=follow, name="backup of uploads")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    if problems:
        raise problems[0]


def link(source: Path, target: Path) -> StoredFile:
    """Give a file a second name where the file system can, else copy it; what is there then."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        return copy(source, target)
    return stored(target)


def names(root: Path) -> set[str]:
    """Return the paths of all files, as they are from `root`."""
    return {path.relative_to(root).as_posix() for path in files_below(root)}


def put_in_place(staged: Path, root: Path, *, replace: bool) -> None:
    """Move the staged files below `root`; over those of the same name only with `replace`."""
    for path in list(files_below(staged)):
        target = root / path.relative_to(staged)
        if target.exists() and not replace:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        os.chmod(path, settings.FILE_UPLOAD_PERMISSIONS or 0o644)
        shutil.move(path, target)


def remove_others(root: Path, kept: Container[str]) -> None:
    """Remove what a backup does not have, and folders that are empty then."""
    for path in list(files_below(root)):
        if path.relative_to(root).as_posix() not in kept:
            path.unlink()
    for folder, _inner, _files in os.walk(root, topdown=False):
        if Path(folder) != root and not os.listdir(folder):
            os.rmdir(folder)
