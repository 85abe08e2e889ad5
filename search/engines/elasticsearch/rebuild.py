"""Builds a new index beside the one in use, fills and checks it, and puts it in its place by one call.

While it is filled it already gets every change, so that nothing that is published meanwhile is missing.
"""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final, Self

from search.engines.base import Document, EngineUnavailable, RebuildRefused, Selection
from search.engines.elasticsearch import names
from search.engines.elasticsearch.bulk import BulkResult, index_action, send
from search.engines.elasticsearch.client import Cluster, as_unavailable
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.mapping import entry_of, stamped
from zones.land import Land

# Called with the new index and the practices that were refused; raises when it must not be used.
Confirm = Callable[[ElasticsearchEngine, Collection[int]], None]
# Called from time to time with the number of practices written.
Report = Callable[[int], None]

# So many practices between two notes of how far it has come.
NOTE_EVERY: Final = 2000
# Practices looked for by their titles before the index is put in use.
SAMPLES: Final = 10
SAMPLE_EVERY: Final = 97
SAMPLE_HITS: Final = 1000
# The server's own count of an item's writes begins with it.
FIRST_VERSION: Final = 1
# A rebuild fails with a higher share of refused practices; fewer are marked as failed in the outbox.
MOST_REFUSED: Final = 0.01
# Filling: nobody reads yet. Serving: seen within a second; a copy where there is a second machine. The bound
# of pages lets two orders be joined on the last of them.
FILLING: Final = {
    "number_of_replicas": 0,
    "refresh_interval": "-1",
    "max_result_window": 20_000,
    "gc_deletes": "1h",
}
SERVING: Final = {"refresh_interval": "1s", "auto_expand_replicas": "0-1"}


class IndexBuild:
    """One index being built.

    `done_up_to` is the id of the last practice that is surely in; `refused` has the cause by id for others.
    """

    def __init__(self, client: Any, cluster: Cluster, stamp: str, index: str, done_up_to: int) -> None:
        self._client = client
        self._cluster = cluster
        self._stamp = stamp
        self.index = index
        self.done_up_to = done_up_to
        self.refused: dict[int, str] = {}
        self._samples: list[tuple[int, Selection]] = []
        self._version = 0

    @classmethod
    def unfinished(cls, client: Any, cluster: Cluster, stamp: str) -> Self | None:
        """Return the newest build that was cut off, if the code's version is still the same."""
        found = client.indices.get_mapping(index=names.every_index(cluster.prefix), allow_no_indices=True)
        for index in sorted(found, reverse=True):
            meta = found[index]["mappings"].get("_meta", {})
            if meta.get("stamp") == stamp and meta.get("building"):
                return cls(client, cluster, stamp, index, int(meta["done_up_to"]))
        return None

    @classmethod
    def begin(cls, client: Any, cluster: Cluster, stamp: str, after: int) -> Self:
        """Return the build to go on with after that practice, or a new one when 0.

        A new one removes what others left unfinished. Raises RebuildRefused when there is none to go on with.
        """
        begun = cls.unfinished(client, cluster, stamp)
        if after and begun is not None and begun.done_up_to == after:
            return begun
        if after:
            raise RebuildRefused(f"there is no index that was cut off after practice {after}")
        while begun is not None:
            client.indices.delete(index=begun.index, ignore_unavailable=True)
            begun = cls.unfinished(client, cluster, stamp)
        index = names.new_index(cluster.prefix, stamp)
        build = cls(client, cluster, stamp, index, 0)
        client.indices.create(
            index=index,
            settings={"index": {**FILLING, "number_of_shards": cluster.shards}},
            mappings=build._mapping(),
            aliases={names.writing_alias(cluster.prefix, stamp): {}},
        )
        return build

    def _mapping(self, *, is_building: bool = True) -> dict[str, Any]:
        mapping = stamped()
        mapping["_meta"] |= {"building": is_building, "done_up_to": self.done_up_to}
        return mapping

    def _note(self, *, is_building: bool = True) -> None:
        meta = self._mapping(is_building=is_building)["_meta"]
        self._client.indices.put_mapping(index=self.index, meta=meta)

    @contextlib.contextmanager
    def dropped_on_error(self) -> Iterator[None]:
        """Delete the index on any error inside the block, except while the server is away.

        The index then stays, and the next rebuild goes on with it.
        """
        try:
            yield
        except EngineUnavailable:
            raise
        except BaseException:
            with contextlib.suppress(EngineUnavailable), as_unavailable():
                self._client.indices.delete(index=self.index, ignore_unavailable=True)
            raise

    def fill(self, documents: Iterable[Document], version: int, report: Report) -> int:
        """Write the documents, in ascending order of their ids; return how many were taken."""
        sent, self._version = BulkResult(), version
        with as_unavailable():
            for practice_id in send(self._client, self._actions(documents, version), sent):
                if sent.count % NOTE_EVERY == 0:
                    self.done_up_to = practice_id
                    self._note()
                    report(sent.count)
        self.refused = sent.refused
        if len(sent.refused) > max(1, sent.count * MOST_REFUSED):
            first, reason = next(iter(sent.refused.items()))
            raise RebuildRefused(f"{len(sent.refused)} practices were refused, such as {first}: {reason}")
        return sent.count - len(sent.refused)

    def _actions(self, documents: Iterable[Document], version: int) -> Iterator[dict[str, Any]]:
        for number, document in enumerate(documents):
            if number % SAMPLE_EVERY == 0 and len(self._samples) < SAMPLES:
                self._sample(document)
            yield index_action(self.index, document.record.id, entry_of(document), version)

    def _sample(self, document: Document) -> None:
        for language, texts in document.texts.items():
            selection = Selection(words=texts.title, language=language)
            if selection.query:
                self._samples.append((document.record.id, selection))
                return

    def complete(self, confirm: Confirm | None) -> None:
        """Check the index and put it in use. Raises RebuildRefused, EngineUnavailable."""
        engine = ElasticsearchEngine(self._cluster, self.index)
        with as_unavailable():
            self._client.indices.refresh(index=self.index)
        self._find_samples(engine)
        if confirm is not None:
            confirm(engine, self.refused)
        with as_unavailable():
            self._client.indices.put_settings(index=self.index, settings=SERVING)
            self._note(is_building=False)
            self._client.cluster.health(index=self.index, wait_for_status="yellow", timeout="30s")
            self._put_in_use()
            self._remove_older()

    def _find_samples(self, engine: ElasticsearchEngine) -> None:
        """Raise RebuildRefused unless samples are found by their titles, but for those changed meanwhile."""
        missing = []
        for practice_id, selection in self._samples:
            with as_unavailable():
                held = self._client.mget(index=self.index, ids=[str(practice_id)], source=False)["docs"][0]
            if held.get("_version") != (self._version or FIRST_VERSION):
                continue
            found = engine.match(Land(), selection, offset=0, limit=SAMPLE_HITS)
            is_found = any(hit.id == practice_id for hit in found.hits)
            if not is_found and found.total <= SAMPLE_HITS:
                missing.append(practice_id)
        if missing:
            raise RebuildRefused(f"practices {missing} are not found by their titles")

    def _put_in_use(self) -> None:
        reading = names.reading_alias(self._cluster.prefix, self._stamp)
        writing = names.writing_alias(self._cluster.prefix, self._stamp)
        others = [index for index in self._indexes() if index != self.index]
        actions: list[dict[str, Any]] = [{"add": {"index": self.index, "alias": reading}}]
        if others:
            leaving = {"indices": others, "aliases": [reading, writing], "must_exist": False}
            actions.append({"remove": leaving})
        self._client.indices.update_aliases(actions=actions)

    def _remove_older(self) -> None:
        """Delete all indexes but this one and the one before it."""
        for index in self._indexes()[:-2]:
            self._client.indices.delete(index=index, ignore_unavailable=True)

    def _indexes(self) -> list[str]:
        """Return the indexes of this site, of every version, the oldest first."""
        found = self._client.indices.get(
            index=names.every_index(self._cluster.prefix), allow_no_indices=True, filter_path="*.aliases"
        )
        if self.index not in found:
            raise EngineUnavailable("the new index is not among those of this site")
        return sorted(found)
