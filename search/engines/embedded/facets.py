"""Facet codes of all practices, one bit for each practice and code, so that counting is counting bits."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching.tables import Mask
from search.engines.base import FACETS, FacetName, Facets, Selection

Bits = NDArray[np.uint8]


class FacetBits:
    """Bits of all facets: `bits[option]` has one bit a practice, `options` name its rows as (facet, code)."""

    def __init__(self, options: Sequence[tuple[str, str]], bits: Bits, rows: int) -> None:
        self.options = tuple(options)
        self.bits = bits
        self.rows = rows

    @classmethod
    def build(cls, facets: Iterable[Facets]) -> Self:
        """Return the bits of practices with these codes, in their order."""
        every = list(facets)
        options = sorted({(name, code) for one in every for name in FACETS for code in one.get(name, ())})
        place = {option: index for index, option in enumerate(options)}
        table = np.zeros((len(options), len(every)), dtype=np.bool_)
        for row, one in enumerate(every):
            for name in FACETS:
                for code in one.get(name, ()):
                    table[place[name, code], row] = True
        return cls(options, np.packbits(table, axis=1), len(every))

    def rearranged(self, rows: Sequence[int], changed: Mapping[int, Facets]) -> Self:
        """Return new bits in which practice i is old practice `rows[i]`, or `changed[i]` where given."""
        added = {(name, code) for one in changed.values() for name in FACETS for code in one.get(name, ())}
        options = sorted({*self.options, *added})
        place = {option: index for index, option in enumerate(options)}
        table = np.zeros((len(options), len(rows)), dtype=np.bool_)
        old = np.unpackbits(self.bits, axis=1, count=self.rows)
        taken = np.asarray(rows, dtype=np.int64)
        for index, option in enumerate(self.options):
            table[place[option]] = old[index].take(taken, mode="clip") if self.rows else False
        for row, one in changed.items():
            table[:, row] = False
            for name in FACETS:
                for code in one.get(name, ()):
                    table[place[name, code], row] = True
        return type(self)(options, np.packbits(table, axis=1), len(rows))

    def selected(self, selection: Selection) -> Mask:
        """Return a mask of the practices with at least one ticked code in every facet that has any."""
        mask = np.full(self.bits.shape[1] if self.options else (self.rows + 7) // 8, 255, dtype=np.uint8)
        for name, codes in selection.facets.items():
            if codes:
                either = np.zeros_like(mask)
                for option, (facet, code) in enumerate(self.options):
                    if facet == name and code in codes:
                        either |= self.bits[option]
                mask &= either
        return np.unpackbits(mask, count=self.rows).astype(np.bool_)

    def count(self, facet: FacetName, mask: Mask) -> dict[str, int]:
        """Return the number of practices under `mask` by code; codes without any are left out."""
        return self._count(facet, np.packbits(mask))

    def counts(self, mask: Mask) -> dict[FacetName, dict[str, int]]:
        """Return `count` of every facet under the same mask."""
        packed = np.packbits(mask)
        return {facet: self._count(facet, packed) for facet in FACETS}

    def _count(self, facet: FacetName, packed: Bits) -> dict[str, int]:
        # Options are sorted, so those of a facet stand one after the other.
        rows = [row for row, (name, _code) in enumerate(self.options) if name == facet]
        if not rows:
            return {}
        bits = self.bits[rows[0] : rows[-1] + 1]
        sums = np.bitwise_count(bits & packed).sum(axis=1, dtype=np.int64).tolist()
        return {self.options[row][1]: count for row, count in zip(rows, sums, strict=True) if count}

    def save(self, folder: Path) -> None:
        """Write the bits and their description into a folder."""
        np.save(folder / "facets.npy", self.bits)
        content = {"facets": FACETS, "options": self.options, "rows": self.rows}
        (folder / "facets.json").write_text(json.dumps(content))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the bits of a folder, memory-mapped.

        Raises ValueError, OSError or KeyError when they are damaged or of other facets than these.
        """
        meta = json.loads((folder / "facets.json").read_text())
        if tuple(meta["facets"]) != FACETS:
            raise ValueError(f"{folder}: made with the facets {meta['facets']}")
        bits = np.load(folder / "facets.npy", mmap_mode="r")
        if bits.shape != (len(meta["options"]), (meta["rows"] + 7) // 8):
            raise ValueError(f"{folder}: facet bits do not fit their description")
        return cls([(name, code) for name, code in meta["options"]], bits, meta["rows"])
