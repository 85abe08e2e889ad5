"""One generation of the index in memory: columns for the match, bits for the facets, prints for the check."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from search.core.columns import Columns, ColumnsUnusable
from search.engines.base import Document
from search.engines.embedded.facets import FacetBits


class Snapshot:
    """Immutable. Row i is the same practice in columns, facets and prints."""

    def __init__(self, columns: Columns, facets: FacetBits, prints: NDArray[np.int64]) -> None:
        self.columns = columns
        self.facets = facets
        self.prints = prints

    @classmethod
    def build(cls, documents: Iterable[Document]) -> Self:
        by_id = {document.record.id: document for document in documents}
        columns = Columns.build(document.record for document in by_id.values())
        ordered = [by_id[int(pk)] for pk in columns.ids]
        prints = np.array([document.fingerprint for document in ordered], dtype=np.int64)
        return cls(columns, FacetBits.build(document.facets for document in ordered), prints)

    def updated(self, changed: Iterable[Document], removed: Iterable[int]) -> Self:
        by_id = {document.record.id: document for document in changed}
        columns = self.columns.updated([document.record for document in by_id.values()], removed)
        old_row = {int(pk): row for row, pk in enumerate(self.columns.ids)}
        ids = [int(pk) for pk in columns.ids]
        rows = [old_row.get(pk, 0) for pk in ids]
        fresh = {row: by_id[pk] for row, pk in enumerate(ids) if pk in by_id}
        prints = self.prints.take(rows, mode="clip") if len(self.prints) else np.zeros(len(ids), dtype=np.int64)
        for row, document in fresh.items():
            prints[row] = document.fingerprint
        facets = self.facets.rearranged(rows, {row: document.facets for row, document in fresh.items()})
        return type(self)(columns, facets, prints)

    def fingerprints(self) -> Mapping[int, int]:
        return {int(pk): int(value) for pk, value in zip(self.columns.ids, self.prints, strict=True)}

    def save(self, folder: Path) -> None:
        self.facets.save(folder)
        np.save(folder / "prints.npy", self.prints)
        self.columns.save(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Memory-mapped. Raises ColumnsUnusable when the folder cannot serve."""
        columns = Columns.open(folder)
        try:
            facets = FacetBits.open(folder)
            prints = np.load(folder / "prints.npy", mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise ColumnsUnusable(str(error)) from error
        if not len(columns) == facets.rows == len(prints):
            raise ColumnsUnusable("columns and facets are of different generations")
        return cls(columns, facets, prints)
