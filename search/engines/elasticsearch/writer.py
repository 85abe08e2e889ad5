"""Writes practices into the indexes of this site and removes them."""

import contextlib
import fcntl
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from elasticsearch import NotFoundError

from search.engines.base import Document, IndexNeedsRebuild, PartlyFailed, WriterBusy
from search.engines.elasticsearch.bulk import BulkResult, delete_action, index_action, send
from search.engines.elasticsearch.client import WRITE_TIMEOUT_S, Cluster, as_unavailable
from search.engines.elasticsearch.compatibility import (
    check_aliases,
    check_cluster,
    check_index,
    check_ownership,
)
from search.engines.elasticsearch.mapping import entry_of, stamp
from search.engines.elasticsearch.names import reading_alias, writing_alias
from search.engines.elasticsearch.rebuild import Confirm, IndexBuild, Report


class ElasticsearchWriter:
    """Writes the index of a cluster; see `Writer`."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        """`folder` holds the lock that keeps two rebuilds from each other."""
        self._cluster = cluster
        self._folder = folder
        self._stamp = stamp()

    @property
    def _client(self) -> Any:
        return self._cluster.connected().options(request_timeout=WRITE_TIMEOUT_S)

    def update(self, changed: Iterable[Document], removed: Iterable[int], *, version: int = 0) -> None:
        """Write some practices and remove others.

        Raises IndexNeedsRebuild, EngineUnavailable, or PartlyFailed when all but some were taken.
        """
        client, indexes = self._client, self._written_indexes()
        entries = {document.record.id: entry_of(document) for document in changed}
        gone = list(removed)
        sent = BulkResult()
        with as_unavailable():
            for index in indexes:
                actions = [index_action(index, pk, entry, version) for pk, entry in entries.items()]
                actions += [delete_action(index, pk, version) for pk in gone]
                for _practice_id in send(client, actions, sent):
                    pass
            client.indices.refresh(index=",".join(indexes))
        if sent.refused:
            raise PartlyFailed(sent.refused)

    def _written_indexes(self) -> Sequence[str]:
        """Return the index in use and one that is being built. Raises IndexNeedsRebuild."""
        with as_unavailable():
            try:
                found = self._client.indices.get_alias(name=writing_alias(self._cluster.prefix, self._stamp))
            except NotFoundError as error:
                raise IndexNeedsRebuild("there is no index of this version") from error
        check_ownership(self._cluster, writing_alias(self._cluster.prefix, self._stamp), found)
        return sorted(found)

    def check(self, *, whole: bool) -> None:
        """Raise IndexNeedsRebuild when no index of this version is in use; `whole` counts it too.

        Raises IncompatibleCluster when something else stands in its place.
        """
        alias, client = reading_alias(self._cluster.prefix, self._stamp), self._client
        check_cluster(self._cluster, client)
        with as_unavailable():
            if not client.indices.exists_alias(name=alias):
                raise IndexNeedsRebuild("there is no index of this version")
            if whole:
                client.count(index=alias)
        check_index(self._cluster, client)

    def unfinished(self) -> int:
        """Return the id of the practice up to which a rebuild had come when it was cut off; 0 without one."""
        client = self._client
        check_cluster(self._cluster, client)
        with as_unavailable():
            begun = IndexBuild.unfinished(client, self._cluster, self._stamp)
        return begun.done_up_to if begun else 0

    def rebuild(
        self,
        documents: Iterable[Document],
        *,
        version: int = 0,
        after: int = 0,
        confirm: Confirm | None = None,
        report: Report | None = None,
    ) -> int:
        """Build a new index of these documents, put it in use, and return how many were written.

        They come in ascending order of their ids. `after` goes on with an index that was cut off after that
        practice. `confirm` may look at the new index and refuse it by an exception. Any error leaves the old
        index in use.
        """
        with self._locked():
            client = self._client
            check_cluster(self._cluster, client)
            check_aliases(self._cluster, client)
            with as_unavailable():
                build = IndexBuild.begin(client, self._cluster, self._stamp, after)
            with build.dropped_on_error():
                count = build.fill(documents, version, report or (lambda _count: None))
                build.complete(confirm)
            if build.refused:
                raise PartlyFailed(build.refused)
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
