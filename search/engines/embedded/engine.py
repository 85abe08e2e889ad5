"""The engine that needs no service: it reads the current generation and opens a new one by itself.

It is also the lexicon of the site, whichever engine answers matches.
"""

import logging
import threading
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from matching.columns import Matches
from matching.fusion import DEPTH, fused
from search.engines.base import (
    EMBEDDED,
    FACET_FLOOR,
    FACETS,
    EngineAnswer,
    EngineName,
    EngineUnavailable,
    FacetName,
    Hit,
    Order,
    Selection,
)
from search.engines.embedded.facets import FacetBits, Mask
from search.engines.embedded.generations import Generations
from search.engines.embedded.snapshot import Rows, Snapshot, SnapshotUnusable
from search.engines.embedded.text_index import TextIndexUnusable
from search.text.query import Word
from search.text.vocabulary import Vocabulary
from zones.land import Land

logger = logging.getLogger(__name__)

# A generation that could not be opened is tried again after this time.
RETRY_S = 5.0


class EmbeddedEngine:
    """Answers from the index in a folder of this machine; see `Engine` and `Lexicon`."""

    name: EngineName = EMBEDDED

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._lock = threading.Lock()
        self._opened: tuple[Path, Snapshot] | None = None
        self._failed: tuple[Path, float] | None = None

    def snapshot(self) -> Snapshot:
        """Return the current generation, or the one before while it is repaired.

        Raises EngineUnavailable when there is none that can serve.
        """
        folder = self._generations.current()
        if folder is None:
            raise EngineUnavailable("the index was never built")
        opened = self._opened
        if opened is not None and (opened[0] == folder or self._failed_lately(folder)):
            return opened[1]
        with self._lock:
            return self._open(folder)

    def _failed_lately(self, folder: Path) -> bool:
        failed = self._failed
        return failed is not None and failed[0] == folder and time.monotonic() - failed[1] < RETRY_S

    def _open(self, folder: Path) -> Snapshot:
        try:
            self._opened = (folder, Snapshot.open(folder))
            self._failed = None
            return self._opened[1]
        except SnapshotUnusable as error:
            logger.warning("index generation %s cannot serve: %s", folder.name, error)
            self._failed = (folder, time.monotonic())
            reason = f"{folder.name}: {error}"
        if self._opened is not None:
            # The generation opened before still answers, while the worker repairs the new one.
            return self._opened[1]
        for older in self._generations.predecessors():
            try:
                self._opened = (older, Snapshot.open(older))
                return self._opened[1]
            except SnapshotUnusable:
                continue
        raise EngineUnavailable(reason)

    @property
    def is_current(self) -> bool:
        """Return whether the current generation answers. Raises EngineUnavailable."""
        self.snapshot()
        return self._opened is not None and self._opened[0] == self._generations.current()

    @property
    def version(self) -> str:
        """Return the name of the generation, which changes with every write. Raises EngineUnavailable."""
        self.snapshot()
        assert self._opened is not None, "a snapshot was opened"
        return self._opened[0].name

    def count(self) -> int:
        """Return the number of practices in the index. Raises EngineUnavailable."""
        return len(self.snapshot().columns)

    def fingerprints(self) -> Mapping[int, int]:
        """Return the fingerprint of every practice by id. Raises EngineUnavailable."""
        return self.snapshot().fingerprints()

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the words of all texts in that language, and of the names. Raises EngineUnavailable."""
        try:
            return self.snapshot().text.vocabulary(language)
        except TextIndexUnusable as error:
            raise EngineUnavailable(str(error)) from error

    def has_word(self, word: Word) -> bool:
        """Return whether any practice has the word, or one with its stem. Raises EngineUnavailable."""
        try:
            return self.snapshot().text.has_word(word)
        except TextIndexUnusable as error:
            raise EngineUnavailable(str(error)) from error

    def has_concept(self, concept: str) -> bool:
        """Return whether any practice has the concept or a narrower one. Raises EngineUnavailable."""
        try:
            return self.snapshot().text.has_concept(concept)
        except TextIndexUnusable as error:
            raise EngineUnavailable(str(error)) from error

    def treats(self, concepts: Iterable[str]) -> bool:
        """Return whether any practice is about one of these concepts. Raises EngineUnavailable."""
        try:
            return self.snapshot().text.treats(concepts)
        except TextIndexUnusable as error:
            raise EngineUnavailable(str(error)) from error

    def ids_with_concept(self, concept: str) -> list[int]:
        """Return the ids of practices that have the concept or a narrower one. Raises EngineUnavailable."""
        try:
            return self.snapshot().text.ids_with_concept(concept)
        except TextIndexUnusable as error:
            raise EngineUnavailable(str(error)) from error

    def ids_with_words(self, selection: Selection) -> list[int]:
        """Return the ids of practices that have the words, best first. Raises EngineUnavailable."""
        snapshot = self.snapshot()
        rows = self._rows_with_words(snapshot, selection)
        return [] if rows is None else [int(pk) for pk in snapshot.columns.ids[rows]]

    def match(self, land: Land, selection: Selection, *, offset: int, limit: int) -> EngineAnswer:
        """Return a page of practices, best first. Raises EngineUnavailable."""
        snapshot = self.snapshot()
        columns, with_words, allowed = snapshot.columns, self._rows_with_words(snapshot, selection), None
        if with_words is not None:
            allowed = np.zeros(len(columns), dtype=np.bool_)
            allowed[with_words] = True
        before_facets = allowed = columns.inside(land, allowed)
        if selection.has_facets:
            allowed = before_facets & snapshot.facets.selected(selection)
        end = offset + limit
        if with_words is None:
            by_words = None
            found = columns.match(land, allowed=allowed, counted=before_facets, limit=end)
        else:
            by_words = with_words[allowed[with_words]][: max(end, DEPTH)]
            found = columns.match(
                land, allowed=allowed, counted=before_facets, limit=end + DEPTH, also=by_words
            )
        hits = _hits(found, _order(found, by_words, selection.order, end)[offset:end])
        counts = _facet_counts(snapshot.facets, before_facets & found.reaches(FACET_FLOOR), selection)
        return EngineAnswer(hits, found.total, found.groups, counts)

    def _rows_with_words(self, snapshot: Snapshot, selection: Selection) -> Rows | None:
        """Return the rows that have the words, best first; None when no words were given."""
        if not selection.query:
            return None
        try:
            return snapshot.rows_with_words(selection)
        except TextIndexUnusable as error:
            raise EngineUnavailable(str(error)) from error


def _order(found: Matches, by_words: Rows | None, order: Order, end: int) -> list[int]:
    """Return the first rows in the order of the page, at least as many as `end`."""
    if by_words is None or (order == "land" and found.likeness is not None):
        return [int(row) for row in found.rows[:end]]
    if order == "words" or found.likeness is None:
        return [int(row) for row in by_words[:end]]
    # Whatever leads by words comes before the end of this stretch.
    return fused(found.rows[: end + DEPTH].tolist(), by_words[:DEPTH].tolist())


def _hits(found: Matches, rows: list[int]) -> tuple[Hit, ...]:
    places = np.zeros(len(found.inside), dtype=np.int64)
    places[found.rows] = np.arange(len(found.rows))
    hits = []
    for place in places[rows].tolist():
        practice_id = int(found.ids[place])
        if found.likeness is None or found.similarity is None or found.coverage is None:
            hits.append(Hit(practice_id))
        else:
            hits.append(
                Hit(
                    practice_id,
                    float(found.likeness[place]),
                    float(found.similarity[place]),
                    float(found.coverage[place]),
                )
            )
    return tuple(hits)


def _facet_counts(
    facets: FacetBits, reachable: Mask, selection: Selection
) -> Mapping[FacetName, Mapping[str, int]]:
    """Return counts by facet and code.

    Each facet is counted under gate, words, the other facets and likeness from the floor, not under itself.
    """
    if not selection.has_facets:
        return facets.counts(reachable)
    return {
        name: facets.count(name, reachable & facets.selected(selection.without_facet(name)))
        for name in FACETS
    }
