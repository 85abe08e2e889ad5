"""One page of a question and a selection as searches, and their answers as one order."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Self

from matching import limiters
from matching.fusion import DEPTH, fused
from matching.question import Question
from matching.row_vector import program_of
from search.engines.base import Selection
from search.engines.elasticsearch.aggregations import build_aggregations
from search.engines.elasticsearch.limiter_filter import within_limits
from search.engines.elasticsearch.query import Query, all_of, facet_filters, gate_filters, words_query
from search.engines.elasticsearch.scoring import script, surpasses

# Ties: most recently confirmed, then id.
BROWSE: Final = [{"confirmed_on": "desc"}, {"id": "asc"}]


class SearchRequest:
    """The searches for one page of results.

    The first search counts groups and facets, and orders by land where one was given. A second orders by
    words. Where a land's limiters leave only few practices a chance, those alone are scored, and a second
    search counts all; that page is complete unless it reaches down to where the others begin.
    """

    def __init__(
        self, question: Question, selection: Selection, offset: int, limit: int, *, prune: bool = True
    ) -> None:
        self._question = question
        self._selection = selection
        self._offset = offset
        self._limit = limit
        self._words = words_query(selection) if selection.query else None
        self.has_land = question.total > 0
        # Words narrow enough by themselves.
        may_prune = prune and self.has_land and self._words is None
        self._few = within_limits(question) if may_prune else None

    def unpruned(self) -> Self:
        """Return the request for the same page in which all practices are scored."""
        return type(self)(self._question, self._selection, self._offset, self._limit, prune=False)

    @property
    def _is_joined(self) -> bool:
        return self._words is not None and self.has_land and self._selection.order == "both"

    @property
    def _is_by_words(self) -> bool:
        """Return whether the words alone order."""
        return self._words is not None and (not self.has_land or self._selection.order == "words")

    def searches(self) -> list[Query]:
        """Return the bodies of one or two searches, to be sent together."""
        offset, limit = self._offset, self._limit
        if self._is_joined:
            return [self._by_land(0, offset + limit + DEPTH), self._by_words(0, DEPTH)]
        if self._is_by_words:
            return [self._by_land(0, 0), self._by_words(offset, limit)]
        by_land = self._by_land(offset, limit, with_records=True)
        return [by_land] if self._few is None else [by_land, self._count()]

    def is_complete(self, answers: Sequence[Mapping[str, Any]]) -> bool:
        """Return whether no practice that was not scored belongs on the page."""
        if self._few is None or not self._limit:
            return True
        hits = answers[0]["hits"]["hits"]
        return len(hits) == self._limit and surpasses(hits[-1]["sort"][0], limiters.HIGHEST_BEYOND)

    def total(self, answers: Sequence[Mapping[str, Any]]) -> int:
        """Return how many practices were found."""
        counted = answers[0] if self._few is None else answers[1]
        return int(counted["hits"]["total"]["value"])

    def order(self, answers: Sequence[Mapping[str, Any]]) -> list[int]:
        """Return the ids of the page's practices, best first."""
        found = [[int(hit["_id"]) for hit in answer["hits"]["hits"]] for answer in answers]
        if self._is_joined:
            return fused(*found)[self._offset : self._offset + self._limit]
        return found[1] if self._is_by_words else found[0]

    def _by_land(self, offset: int, size: int, *, with_records: bool = False) -> Query:
        inside = gate_filters(self._question.gate)
        inside += [part for part in (self._words, self._few) if part is not None]
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
            "track_total_hits": self._few is None,
            "aggs": build_aggregations(self._selection, has_land=self.has_land),
        }
        if ticked := facet_filters(self._selection):
            # Facets are counted without themselves, so they narrow the hits only.
            search["post_filter"] = all_of(ticked)
        return search

    def _count(self) -> Query:
        inside = [*gate_filters(self._question.gate), *facet_filters(self._selection)]
        return {"query": all_of(inside), "size": 0, "track_total_hits": True}

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
