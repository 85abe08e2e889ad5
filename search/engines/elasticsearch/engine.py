"""The engine for collections that one machine does not hold. The server scores, orders and counts exactly.

Scores that are shown come from the reference scorer, which reads the practices of one page as the index keeps
them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from zlib import crc32

from search.core.fusion import DEPTH, fused
from search.core.packed import program_of
from search.core.question import Question, ask
from search.core.records import Record
from search.core.reference import explain
from search.engines.base import EngineAnswer, Hit, Selection
from search.engines.elasticsearch import counting
from search.engines.elasticsearch.client import WRITE_TIMEOUT_S, Cluster, checked, each, trouble
from search.engines.elasticsearch.mapping import STARTS_FIELD, record_from, stamp
from search.engines.elasticsearch.names import reading_alias
from search.engines.elasticsearch.query import Query, all_of, facet_filters, gate_filters, words_query
from search.engines.elasticsearch.scoring import script
from search.text.analyser import folded_words
from zones.land import Land

# Ties: most recently confirmed, then id.
BROWSE: Final = [{"confirmed_on": "desc"}, {"id": "asc"}]
# Practices read at a time by `fingerprints`.
PAGE: Final = 5000
KEEP_OPEN: Final = "2m"


class ElasticsearchEngine:
    name = "elasticsearch"

    def __init__(self, cluster: Cluster, index: str = "") -> None:
        """`index` names one that is not in use yet."""
        self._cluster = cluster
        self._index = index or reading_alias(cluster.prefix, stamp())

    @property
    def is_current(self) -> bool:
        """There is one index in use at any time, and it is the newest."""
        return True

    def count(self) -> int:
        with trouble():
            return int(self._client.count(index=self._index)["count"])

    def fingerprints(self) -> Mapping[int, int]:
        """Of every practice, by id. Raises EngineUnavailable."""
        return dict(self._fingerprints())

    def _fingerprints(self) -> Iterator[tuple[int, int]]:
        """Read from one moment's view of the index, however long it takes."""
        client = self._cluster.connected().options(request_timeout=WRITE_TIMEOUT_S)
        with trouble():
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
                    hits = checked(answer)["hits"]["hits"]
                    for hit in hits:
                        yield int(hit["_id"]), int(hit["_source"]["fingerprint"])
                    if len(hits) < PAGE:
                        return
                    after = hits[-1]["sort"]
            finally:
                client.close_point_in_time(id=view)

    def starting_with(self, typed: str, language: str, limit: int) -> list[int]:
        """Ids of practices whose title in that language goes on as typed. Raises EngineUnavailable."""
        wanted = " ".join(folded_words(typed))
        if not wanted:
            return []
        completion = {"field": f"{STARTS_FIELD}_{language}", "size": limit}
        with trouble():
            answer = self._client.search(
                index=self._index, suggest={"titles": {"prefix": wanted, "completion": completion}}, size=0
            )
        options = checked(answer)["suggest"]["titles"][0]["options"]
        return [int(option["_id"]) for option in options]

    def match(self, land: Land, selection: Selection, *, offset: int, limit: int) -> EngineAnswer:
        question = ask(land)
        asking = _Asking(question, selection)
        # The server gives up when nobody waits any more.
        patience = {"timeout": f"{self._cluster.search_timeout_s * 1000:.0f}ms"}
        searches = [search | patience for search in asking.searches(offset, limit)]
        with trouble():
            answers = self._sent(searches, land, selection)
        ids = asking.order(answers, offset, limit)
        records = self._records(answers, ids)
        hits = tuple(_hit(land, records[pk]) for pk in ids if pk in records)
        total = int(answers[0]["hits"]["total"]["value"])
        groups = counting.groups(answers[0]["aggregations"], total) if asking.has_land else {}
        return EngineAnswer(hits, total, groups, counting.facets(answers[0]["aggregations"]))

    @property
    def _client(self) -> Any:
        return self._cluster.connected()

    def _sent(
        self, searches: Sequence[Query], land: Land, selection: Selection
    ) -> Sequence[Mapping[str, Any]]:
        # The same question asks the same copy of the index, so that pages follow each other.
        asked = repr((land.to_query(), selection.words, selection.language))
        preference = f"question-{crc32(asked.encode())}"
        if len(searches) == 1:
            return [checked(self._client.search(index=self._index, preference=preference, **searches[0]))]
        header = {"index": self._index, "preference": preference}
        lines = [line for one in searches for line in (header, _renamed(one))]
        return each(self._client.msearch(searches=lines), len(searches))

    def _records(self, answers: Sequence[Mapping[str, Any]], ids: Sequence[int]) -> dict[int, Record]:
        """Of the page's practices; those that are gone meanwhile are left out."""
        kept = {
            int(hit["_id"]): hit["_source"]["record"]
            for answer in answers
            for hit in answer["hits"]["hits"]
            if "_source" in hit
        }
        missing = [str(pk) for pk in ids if pk not in kept]
        if missing:
            with trouble():
                docs = self._client.mget(index=self._index, ids=missing, source_includes=["record"])["docs"]
            kept |= {int(doc["_id"]): doc["_source"]["record"] for doc in docs if doc.get("found")}
        return {pk: record_from(pk, kept[pk]) for pk in ids if pk in kept}


class _Asking:
    """One question and selection as searches, and their answers as one order.

    The first search counts, and orders by land where land was told; a second one orders by words.
    """

    def __init__(self, question: Question, selection: Selection) -> None:
        self._question = question
        self._selection = selection
        self._words = words_query(selection) if selection.query else None
        self.has_land = question.total > 0

    @property
    def _is_joined(self) -> bool:
        return self._words is not None and self.has_land and self._selection.order == "both"

    @property
    def _is_by_words(self) -> bool:
        """Whether the words alone order."""
        return self._words is not None and (not self.has_land or self._selection.order == "words")

    def searches(self, offset: int, limit: int) -> list[Query]:
        if self._is_joined:
            return [self._by_land(0, offset + limit + DEPTH), self._by_words(0, DEPTH)]
        if self._is_by_words:
            return [self._by_land(0, 0), self._by_words(offset, limit)]
        return [self._by_land(offset, limit, with_records=True)]

    def order(self, answers: Sequence[Mapping[str, Any]], offset: int, limit: int) -> list[int]:
        """Ids of the page."""
        found = [[int(hit["_id"]) for hit in answer["hits"]["hits"]] for answer in answers]
        if self._is_joined:
            return fused(*found)[offset : offset + limit]
        return found[-1]

    def _by_land(self, offset: int, size: int, *, with_records: bool = False) -> Query:
        inside = gate_filters(self._question.gate)
        if self._words is not None:
            inside.append(self._words)
        query, sort = all_of(inside), list[Any](BROWSE)
        if self.has_land:
            query = {"script_score": {"query": query, "script": script(program_of(self._question))}}
            sort = ["_score", *sort]
        search = {
            "query": query,
            "sort": sort,
            "from_": offset,
            "size": size,
            "source": ["record"] if with_records else False,
            "track_total_hits": True,
            "aggs": counting.aggregations(self._selection, has_land=self.has_land),
        }
        if ticked := facet_filters(self._selection):
            # Facets are counted without themselves, so they narrow the hits only.
            search["post_filter"] = all_of(ticked)
        return search

    def _by_words(self, offset: int, size: int) -> Query:
        assert self._words is not None, "words were asked"
        inside = [*gate_filters(self._question.gate), *facet_filters(self._selection)]
        return {
            "query": {"bool": {"must": [self._words], "filter": inside}},
            "sort": ["_score", *BROWSE],
            "from_": offset,
            "size": size,
            "source": False,
            "track_total_hits": False,
        }


def _renamed(search: Query) -> Query:
    """As a line of several searches: two names differ from the client's."""
    return {{"from_": "from", "source": "_source"}.get(name, name): value for name, value in search.items()}


def _hit(land: Land, record: Record) -> Hit:
    found = explain(land, record)
    if found is None:
        # Its land use was changed between two readings of the index.
        return Hit(record.id)
    return Hit(record.id, found.L, found.S, found.C)
