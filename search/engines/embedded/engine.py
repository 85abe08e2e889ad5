"""The engine that needs no service: it reads the current generation and notices a new one by itself."""

import threading
from collections.abc import Mapping
from pathlib import Path

from search.core.columns import ColumnsUnusable, Matches
from search.engines.base import FACET_FLOOR, FACETS, EngineAnswer, EngineUnavailable, Hit, Selection
from search.engines.embedded.facets import FacetBits
from search.engines.embedded.generations import Generations
from search.engines.embedded.snapshot import Snapshot
from zones.land import Land


class EmbeddedEngine:
    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._lock = threading.Lock()
        self._opened: tuple[Path, Snapshot] | None = None

    def snapshot(self) -> Snapshot:
        """The current generation. Raises EngineUnavailable when there is none that can serve."""
        folder = self._generations.current()
        if folder is None:
            raise EngineUnavailable("the index was never built")
        opened = self._opened
        if opened is not None and opened[0] == folder:
            return opened[1]
        with self._lock:
            try:
                self._opened = (folder, Snapshot.open(folder))
            except ColumnsUnusable as error:
                if opened is not None:
                    # What answered until now still does, while the worker repairs the new one.
                    return opened[1]
                raise EngineUnavailable(f"{folder.name}: {error}") from error
            return self._opened[1]

    def count(self) -> int:
        return len(self.snapshot().columns)

    def fingerprints(self) -> Mapping[int, int]:
        return self.snapshot().fingerprints()

    def match(self, land: Land, selection: Selection, *, offset: int, limit: int) -> EngineAnswer:
        snapshot = self.snapshot()
        allowed = snapshot.facets.selected(selection) if selection else None
        found = snapshot.columns.match(land, allowed=allowed, limit=offset + limit)
        ids = [int(pk) for pk in found.ids[offset:]]
        if found.L is None or found.S is None or found.C is None:
            hits = [Hit(pk) for pk in ids]
        else:
            scores = zip(ids, found.L[offset:], found.S[offset:], found.C[offset:], strict=True)
            hits = [Hit(pk, float(L), float(S), float(C)) for pk, L, S, C in scores]
        gated = found if allowed is None else snapshot.columns.match(land, limit=0)
        counts = _facet_counts(snapshot.facets, gated, selection)
        return EngineAnswer(tuple(hits), found.total, found.groups, counts)


def _facet_counts(facets: FacetBits, gated: Matches, selection: Selection) -> Mapping[str, Mapping[str, int]]:
    """Each facet is counted under the gate, the other facets and L from the floor, not under itself."""
    reachable = gated.inside & gated.reaches(FACET_FLOOR)
    return {
        name: facets.count(name, reachable & facets.selected(selection.without(name)) if selection else reachable)
        for name in FACETS
    }
