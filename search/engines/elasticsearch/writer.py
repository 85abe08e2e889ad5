"""Puts practices into the indexes of this site and takes them out, and looks at what is said of each."""

import contextlib
import fcntl
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from elasticsearch import NotFoundError

from search.engines.base import Document, IndexNeedsRebuild, PartlyFailed, WriterBusy
from search.engines.elasticsearch.bulk import Sent, put, send, take_out
from search.engines.elasticsearch.client import WRITE_TIMEOUT_S, Cluster, trouble
from search.engines.elasticsearch.compatibility import (
    accept_aliases,
    accept_cluster,
    accept_index,
    refuse_foreign,
)
from search.engines.elasticsearch.mapping import entry_of, stamp
from search.engines.elasticsearch.names import reading_alias, writing_alias
from search.engines.elasticsearch.rebuild import Building, Confirm, Say


class ElasticsearchWriter:
    def __init__(self, cluster: Cluster, folder: Path) -> None:
        """`folder` holds the lock that keeps two rebuilds from each other."""
        self._cluster = cluster
        self._folder = folder
        self._stamp = stamp()

    @property
    def _client(self) -> Any:
        return self._cluster.connected().options(request_timeout=WRITE_TIMEOUT_S)

    def update(self, changed: Iterable[Document], removed: Iterable[int], *, version: int = 0) -> None:
        """Raises IndexNeedsRebuild, EngineUnavailable, or PartlyFailed when all but some were taken."""
        client, indexes = self._client, self._written_indexes()
        entries = {document.record.id: entry_of(document) for document in changed}
        gone = list(removed)
        sent = Sent()
        with trouble():
            for index in indexes:
                actions = [put(index, pk, entry, version) for pk, entry in entries.items()]
                actions += [take_out(index, pk, version) for pk in gone]
                for _practice_id in send(client, actions, sent):
                    pass
            client.indices.refresh(index=",".join(indexes))
        if sent.refused:
            raise PartlyFailed(sent.refused)

    def _written_indexes(self) -> Sequence[str]:
        """The one in use and one that is being built. Raises IndexNeedsRebuild."""
        with trouble():
            try:
                found = self._client.indices.get_alias(name=writing_alias(self._cluster.prefix, self._stamp))
            except NotFoundError as error:
                raise IndexNeedsRebuild("there is no index of this version") from error
        refuse_foreign(self._cluster, writing_alias(self._cluster.prefix, self._stamp), found)
        return sorted(found)

    def check(self, *, whole: bool) -> None:
        """Raises IndexNeedsRebuild when no index of this version is in use; `whole` counts it too.

        Raises IncompatibleCluster when something else stands in its place.
        """
        alias, client = reading_alias(self._cluster.prefix, self._stamp), self._client
        accept_cluster(self._cluster, client)
        with trouble():
            if not client.indices.exists_alias(name=alias):
                raise IndexNeedsRebuild("there is no index of this version")
            if whole:
                client.count(index=alias)
        accept_index(self._cluster, client)

    def unfinished(self) -> int:
        """The practice up to which a rebuild had come when it was cut off; 0 when there is none."""
        client = self._client
        accept_cluster(self._cluster, client)
        with trouble():
            begun = Building.unfinished(client, self._cluster, self._stamp)
        return begun.done_up_to if begun else 0

    def rebuild(
        self,
        documents: Iterable[Document],
        *,
        version: int = 0,
        after: int = 0,
        confirm: Confirm | None = None,
        say: Say | None = None,
    ) -> int:
        """A new index of these documents, in ascending order of their ids, put in use when it is whole.

        `after` goes on with an index that was cut off after that practice. `confirm` may look at the new
        index and refuse it by an exception. Any error leaves the old index in use.
        """
        with self._locked():
            client = self._client
            accept_cluster(self._cluster, client)
            accept_aliases(self._cluster, client)
            with trouble():
                building = Building.begin(client, self._cluster, self._stamp, after)
            with building.dropped_on_error():
                count = building.fill(documents, version, say or (lambda _count: None))
                building.complete(confirm)
            if building.refused:
                raise PartlyFailed(building.refused)
            return count

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._folder / "elasticsearch.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise WriterBusy("another process builds the index") from error
            yield
        finally:
            os.close(handle)
