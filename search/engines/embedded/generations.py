"""Whole copies of the index, one folder each; `CURRENT` names the one that readers use.

A new generation is written beside the old one and takes its place by renaming one small file, so a reader
never sees a half-written index and a killed writer leaves the old one in charge. There is one writer.
"""

import contextlib
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

KEPT_PREDECESSORS = 1


class Generations:
    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """The folder in use; None before the first build."""
        try:
            name = (self.root / "CURRENT").read_text().strip()
        except FileNotFoundError:
            return None
        return self.root / name if name else None

    def predecessors(self) -> list[Path]:
        """Older folders than the one in use, the newest first."""
        current = self.current()
        if current is None:
            return []
        return [folder for folder in reversed(self._folders()) if folder.name < current.name]

    @contextlib.contextmanager
    def new(self) -> Iterator[Path]:
        """A folder to fill. It becomes the current generation when the block ends well, and goes when not."""
        self.root.mkdir(parents=True, exist_ok=True)
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
            _sync(self.root)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._remove_old()

    def _folders(self) -> list[Path]:
        return sorted(path for path in self.root.iterdir() if path.is_dir())

    def _next_number(self) -> int:
        return max((int(path.name.split("-")[0]) for path in self._folders()), default=0) + 1

    def _remove_old(self) -> None:
        current = self.current()
        older = [path for path in self._folders() if path != current]
        for path in older[: len(older) - KEPT_PREDECESSORS]:
            shutil.rmtree(path, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
