"""The writer of the embedded index. One process at a time may write; readers never wait for it."""

import contextlib
import fcntl
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from search.engines.base import Document, IndexNeedsRebuild, WriterBusy
from search.engines.embedded.generations import Generations
from search.engines.embedded.snapshot import Snapshot, SnapshotUnusable
from search.engines.embedded.text_index import TextIndexUnusable, verify


class EmbeddedWriter:
    """Writes the index in a folder of this machine; see `Writer`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._generations = Generations(folder)

    def rebuild(self, documents: Iterable[Document], *, version: int = 0) -> int:
        """Write a new generation of these documents and return their number."""
        with self._locked("write"), self._generations.new() as folder:
            return len(Snapshot.write(documents, folder).columns)

    def update(self, changed: Iterable[Document], removed: Iterable[int], *, version: int = 0) -> None:
        """Write a generation with some practices changed and others removed. Raises IndexNeedsRebuild."""
        with self._locked("write"):
            previous, snapshot = self._current()
            held = snapshot.fingerprints()
            changed = [
                document for document in changed if held.get(document.record.id) != document.fingerprint
            ]
            removed = [practice_id for practice_id in removed if practice_id in held]
            if not (changed or removed):
                return
            try:
                with self._generations.new() as folder:
                    snapshot.write_updated(changed, removed, previous, folder)
            except SnapshotUnusable as error:
                raise IndexNeedsRebuild(str(error)) from error

    def check(self, *, whole: bool) -> None:
        """Raise IndexNeedsRebuild when the current generation is damaged; `whole` reads all its texts."""
        with self._locked("write"):
            folder, _snapshot = self._current()
            try:
                if whole:
                    verify(folder)
            except TextIndexUnusable as error:
                raise IndexNeedsRebuild(str(error)) from error

    def _current(self) -> tuple[Path, Snapshot]:
        folder = self._generations.current()
        if folder is None:
            raise IndexNeedsRebuild("the index was never built")
        try:
            return folder, Snapshot.open(folder)
        except SnapshotUnusable as error:
            raise IndexNeedsRebuild(str(error)) from error

    @contextlib.contextmanager
    def sole(self) -> Iterator[None]:
        """Hold the lock of the one worker inside the block. Raises WriterBusy when there is one already."""
        with self._locked("worker", wait=False):
            yield

    @contextlib.contextmanager
    def _locked(self, name: str, *, wait: bool = True) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as error:
                raise WriterBusy("another worker runs on this data folder") from error
            yield
        finally:
            os.close(handle)
