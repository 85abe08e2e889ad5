"""The engine for collections that one machine does not hold. The server scores, orders and counts exactly.

The scores that are shown come from the reference scorer, which reads the page's practices from the index.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from zlib import crc32

from matching.question import Question, build_question
from matching.records import Record
from matching.reference import scored
from search.engines.base import ELASTICSEARCH, EngineAnswer, EngineName, Hit, Selection
from search.engines.elasticsearch.aggregations import facet_counts, group_counts
from search.engines.elasticsearch.client import (
    WRITE_TIMEOUT_S,
    Cluster,
    as_unavailable,
    checked_answer,
    checked_answers,
)
from search.engines.elasticsearch.mapping import record_from, stamp
from search.engines.elasticsearch.names import reading_alias
from search.engines.elasticsearch.query import Query
from search.engines.elasticsearch.request import SearchRequest
from zones.land import Land

# Practices read at a time by `fingerprints`.
PAGE: Final = 5000
KEEP_OPEN: Final = "2m"


class ElasticsearchEngine:
    """Answers from the index of a cluster; see `Engine`."""

    name: EngineName = ELASTICSEARCH

    def __init__(self, cluster: Cluster, index: str = "") -> None:
        """`index` names an index that is not in use yet; by default the one in use answers."""
        self._cluster = cluster
        self._index = index or reading_alias(cluster.prefix, stamp())

    @property
    def is_current(self) -> bool:
        """Return True: there is one index in use at any time, and it is the newest."""
        return True

    def count(self) -> int:
        """Return the number of practices in the index. Raises EngineUnavailable."""
        with as_unavailable():
            return int(self._client.count(index=self._index)["count"])

    def fingerprints(self) -> Mapping[int, int]:
        """Return the fingerprint of every practice by id. Raises EngineUnavailable."""
        return dict(self._fingerprints())

    def _fingerprints(self) -> Iterator[tuple[int, int]]:
        """Yield id and fingerprint from one moment's view of the index, however long it takes."""
        client = self._cluster.connected().options(request_timeout=WRITE_TIMEOUT_S)
        with as_unavailable():
            view = client.open_point_in_time(index=self._index, keep_alive=KEEP_OPEN)["id"]
            after: list[Any] | None = None
            try:
                while True:
                    answer = client.search(
                        pit={"id": view, "keep_alive": KEEP_OPEN},
                        size=PAGE,
                        sort=[{"id": "asc"}],
                        search_after=after,
                        source_includes=["fingerprint"],
                        track_total_hits=False,
                    )
                    view = answer["pit_id"]
                    hits = checked_answer(answer)["hits"]["hits"]
                    for hit in hits:
                        yield int(hit["_id"]), int(hit["_source"]["fingerprint"])
                    if len(hits) < PAGE:
                        return
                    after = hits[-1]["sort"]
            finally:
                client.close_point_in_time(id=view)

    def match(self, land: Land, selection: Selection, *, offset: int, limit: int) -> EngineAnswer:
        """Return a page of practices, best first. Raises EngineUnavailable."""
        question = build_question(land)
        request = SearchRequest(question, selection, offset, limit)
        answers = self._send(request.searches(), land, selection)
        if not request.is_complete(answers):
            request = request.unpruned()
            answers = self._send(request.searches(), land, selection)
        ids = request.order(answers)
        records = self._records(answers, ids)
        hits = tuple(_hit(question, records[pk]) for pk in ids if pk in records)
        total, counted = request.total(answers), answers[0]["aggregations"]
        groups = group_counts(counted, total, is_grouped=question.is_grouped) if request.has_land else {}
        return EngineAnswer(hits, total, groups, facet_counts(counted))

    @property
    def _client(self) -> Any:
        return self._cluster.connected()

    def _send(
        self, searches: Sequence[Query], land: Land, selection: Selection
    ) -> Sequence[Mapping[str, Any]]:
        # Searches of one question go to the same copy of the index, so that pages follow each other.
        asked = repr((land.to_query(), selection.words, selection.language))
        preference = f"question-{crc32(asked.encode())}"
        # The server gives up when nobody waits any more.
        patience = {"timeout": f"{self._cluster.search_timeout_s * 1000:.0f}ms"}
        searches = [search | patience for search in searches]
        with as_unavailable():
            if len(searches) == 1:
                return [
                    checked_answer(
                        self._client.search(index=self._index, preference=preference, **searches[0])
                    )
                ]
            header = {"index": self._index, "preference": preference}
            lines = [line for one in searches for line in (header, _renamed(one))]
            return checked_answers(self._client.msearch(searches=lines), len(searches))

    def _records(self, answers: Sequence[Mapping[str, Any]], ids: Sequence[int]) -> dict[int, Record]:
        """Return the records of the page's practices by id; those that are gone meanwhile are left out."""
        kept = {
            int(hit["_id"]): hit["_source"]["record"]
            for answer in answers
            for hit in answer["hits"]["hits"]
            if "_source" in hit
        }
        missing = [str(pk) for pk in ids if pk not in kept]
        if missing:
            with as_unavailable():
                docs = self._client.mget(index=self._index, ids=missing, source_includes=["record"])["docs"]
            kept |= {int(doc["_id"]): doc["_source"]["record"] for doc in docs if doc.get("found")}
        return {pk: record_from(pk, kept[pk]) for pk in ids if pk in kept}


def _renamed(search: Query) -> Query:
    """Return a search as a line of a multi-search, where two names differ from the client's."""
    return {{"from_": "from", "source": "_source"}.get(name, name): value for name, value in search.items()}


def _hit(question: Question, record: Record) -> Hit:
    # Its land use may have been changed between two readings of the index.
    if question.total <= 0 or not question.passes(record.land_uses):
        return Hit(record.id)
    return Hit(record.id, *scored(question, record))
