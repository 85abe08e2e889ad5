"""One generation of the index: columns for the match, bits for the facets, texts, and fingerprints."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns, ColumnsUnusable
from matching.records import Record
from search.engines.base import Document, Facets, Selection
from search.engines.embedded.facets import FacetBits
from search.engines.embedded.text_index import TextIndex, TextIndexUnusable, TextWriter

Rows = NDArray[np.int64]

# Sets of rows kept per generation: a reader's words come again with every facet and page.
REMEMBERED_SEARCHES = 32
# Scores nearer than this are the same; rows in browse order settle them.
SCORE_DECIMALS = 4


class SnapshotUnusable(Exception):
    """Raised for a generation that is absent, damaged, or made by another version: rebuild the index."""


class Snapshot:
    """One generation, immutable. Row i is the same practice in columns, facets and fingerprints."""

    def __init__(
        self, columns: Columns, facets: FacetBits, prints: NDArray[np.int64], text: TextIndex
    ) -> None:
        self.columns = columns
        self.facets = facets
        self.prints = prints
        self.text = text
        self._searches: OrderedDict[Hashable, Rows] = OrderedDict()

    @classmethod
    def write(cls, documents: Iterable[Document], folder: Path) -> Self:
        """Write a generation of these documents and return it. Texts go to the disk one by one."""
        kept: dict[int, tuple[Record, Facets, int]] = {}
        writer = TextWriter.create(folder)
        for document in documents:
            practice_id = document.record.id
            if practice_id in kept:
                writer.remove(practice_id)
            writer.put(document)
            kept[practice_id] = (document.record, document.facets, document.fingerprint)
        text = writer.finish()
        columns = Columns.build(record for record, _facets, _print in kept.values())
        ordered = [kept[int(pk)] for pk in columns.ids]
        prints = np.array([fingerprint for _record, _facets, fingerprint in ordered], dtype=np.int64)
        facets = FacetBits.build(facets for _record, facets, _print in ordered)
        snapshot = cls(columns, facets, prints, text)
        snapshot._save(folder)
        return snapshot

    def write_updated(
        self, changed: Iterable[Document], removed: Iterable[int], previous: Path, folder: Path
    ) -> Self:
        """Write and return the next generation; `previous` is this one’s folder. Raises SnapshotUnusable."""
        by_id = {document.record.id: document for document in changed}
        gone = set(removed)
        try:
            writer = TextWriter.following(previous, folder)
            for practice_id in gone.union(by_id):
                writer.remove(practice_id)
            for document in by_id.values():
                writer.put(document)
            text = writer.finish()
        except TextIndexUnusable as error:
            raise SnapshotUnusable(str(error)) from error
        columns = self.columns.updated([document.record for document in by_id.values()], gone)
        old_row = {int(pk): row for row, pk in enumerate(self.columns.ids)}
        ids = [int(pk) for pk in columns.ids]
        rows = [old_row.get(pk, 0) for pk in ids]
        fresh = {row: by_id[pk] for row, pk in enumerate(ids) if pk in by_id}
        empty = np.zeros(len(ids), dtype=np.int64)
        prints = self.prints.take(rows, mode="clip") if len(self.prints) else empty
        for row, document in fresh.items():
            prints[row] = document.fingerprint
        facets = self.facets.rearranged(rows, {row: document.facets for row, document in fresh.items()})
        snapshot = type(self)(columns, facets, prints, text)
        snapshot._save(folder)
        return snapshot

    def _save(self, folder: Path) -> None:
        self.facets.save(folder)
        np.save(folder / "prints.npy", self.prints)
        self.columns.save(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the generation of a folder, memory-mapped. Raises SnapshotUnusable."""
        try:
            columns = Columns.open(folder)
            facets = FacetBits.open(folder)
            prints = np.load(folder / "prints.npy", mmap_mode="r", allow_pickle=False)
            text = TextIndex.open(folder)
        except (
            ColumnsUnusable,
            TextIndexUnusable,
            OSError,
            ValueError,
            KeyError,
            TypeError,
            EOFError,
        ) as error:
            raise SnapshotUnusable(str(error)) from error
        if not len(columns) == facets.rows == len(prints) == len(text):
            raise SnapshotUnusable("columns, facets and texts are of different generations")
        return cls(columns, facets, prints, text)

    def fingerprints(self) -> Mapping[int, int]:
        """Return the fingerprint of every practice by id."""
        return {int(pk): int(value) for pk, value in zip(self.columns.ids, self.prints, strict=True)}

    @cached_property
    def _by_id(self) -> tuple[Rows, Rows]:
        """Return the ids in ascending order, and the row of each."""
        order = np.argsort(self.columns.ids)
        return self.columns.ids[order], order

    def rows_with_words(self, selection: Selection) -> Rows:
        """Return the rows that have the words, best first. Raises TextIndexUnusable."""
        flags = (selection.is_fuzzy, selection.is_any)
        key = (selection.words, selection.language, selection.concepts, selection.lighter, flags)
        known = self._searches.get(key)
        if known is not None:
            return known
        ranked = self.text.search(selection)
        ids, rows_of_ids = self._by_id
        found: Rows = rows_of_ids[np.searchsorted(ids, ranked.ids)]
        scored = len(ranked.scores)
        best_first = np.lexsort((found[:scored], -np.round(ranked.scores, SCORE_DECIMALS)))
        found[:scored] = found[:scored][best_first]
        self._searches[key] = found
        while len(self._searches) > REMEMBERED_SEARCHES:
            self._searches.popitem(last=False)
        return found
