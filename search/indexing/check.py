"""Comparison of index and database: practices missing, surplus, or out of date in the index."""

from dataclasses import dataclass

from search.engines.base import ELASTICSEARCH, EMBEDDED, EngineName
from search.engines.registry import elasticsearch_version, engine
from search.indexing import outbox
from search.indexing.documents import public_documents


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids of practices by how they differ; `unreadable` are those that cannot be compared."""

    missing: tuple[int, ...] = ()
    surplus: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    unreadable: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ids)

    @property
    def ids(self) -> tuple[int, ...]:
        """Return the ids of all that differ."""
        return self.missing + self.surplus + self.stale + self.unreadable


def differences(target: EngineName = EMBEDDED) -> Differences:
    """Return how the index differs from the published practices. Raises EngineUnavailable."""
    if target == ELASTICSEARCH:
        elasticsearch_version()
    held = engine(target).fingerprints()
    unreadable: dict[int, str] = {}
    documents = public_documents(unreadable=unreadable)
    wanted = {document.record.id: document.fingerprint for document in documents}
    return Differences(
        missing=tuple(sorted(wanted.keys() - held.keys())),
        surplus=tuple(sorted(held.keys() - wanted.keys() - unreadable.keys())),
        stale=tuple(pk for pk, fingerprint in wanted.items() if pk in held and held[pk] != fingerprint),
        unreadable=tuple(unreadable),
    )


def reconcile(target: EngineName = EMBEDDED) -> int:
    """Enqueue whatever differs, which covers a crash between a change and its row; return how many."""
    found = differences(target).ids
    outbox.enqueue(found, [target])
    return len(found)
