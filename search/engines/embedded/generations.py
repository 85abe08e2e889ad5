"""Generations of the index: whole copies, one folder each; `CURRENT` names the one that readers use.

A new generation is written beside the old one and takes its place by renaming one small file, so a reader
never sees a half-written index and a killed writer leaves the old one in charge. There is one writer.
"""

import contextlib
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final

NAME: Final = re.compile(r"[0-9]{8,}-[0-9a-z]+")


class Generations:
    """The generations below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """Return the folder in use; None before the first build."""
        try:
            name = (self.root / "CURRENT").read_text().strip()
        except FileNotFoundError:
            return None
        return self.root / name if name else None

    def predecessors(self) -> list[Path]:
        """Return the folders older than the one in use, the newest first."""
        current = self.current()
        if current is None:
            return []
        return [folder for folder in reversed(self._folders()) if folder.name < current.name]

    @contextlib.contextmanager
    def new(self) -> Iterator[Path]:
        """Yield a folder to fill; it becomes the current generation when the block ends well, else it goes.

        One predecessor stays, for readers that are about to open it. What killed writers left is removed
        first: a full disk may be what killed them.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        previous = self.current()
        self._remove([path for path in self._folders() if previous is None or path.name > previous.name])
        folder = self.root / f"{self._next_number():08d}-{uuid.uuid4().hex[:8]}"
        folder.mkdir()
        try:
            yield folder
            for path in folder.rglob("*"):
                _sync(path)
            _sync(folder)
            pointer = self.root / "CURRENT.new"
            pointer.write_text(folder.name)
            _sync(pointer)
            os.replace(pointer, self.root / "CURRENT")
        except BaseException:
            self._remove([folder])
            raise
        _sync(self.root)
        self._remove([path for path in self._folders() if path not in (folder, previous)])

    def _folders(self) -> list[Path]:
        """Return the folders of generations, whole or not, the oldest first."""
        return sorted(path for path in self.root.iterdir() if NAME.fullmatch(path.name) and path.is_dir())

    def _next_number(self) -> int:
        return max((int(path.name.split("-")[0]) for path in self._folders()), default=0) + 1

    @staticmethod
    def _remove(folders: list[Path]) -> None:
        for path in folders:
            shutil.rmtree(path, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
