"""Aggregations for sizes of groups and counts of facets, asked with the hits and read from the answer."""

from collections.abc import Mapping
from typing import Any, Final

from matching import profile
from matching.ranking import Group
from search.engines.base import FACET_FLOOR, FACETS, FacetName, Selection
from search.engines.elasticsearch.query import Query, all_of, facet_filters
from search.engines.elasticsearch.scoring import LOWEST_CLOSE, lowest_score

# More than any facet has codes.
MOST_CODES: Final = 1000

_GROUPS: Final = "groups"
_INSIDE: Final = "inside"
_REACH: Final = "reach"


def build_aggregations(selection: Selection, *, has_land: bool) -> Query:
    """Return the aggregations of a search.

    A facet is counted under gate, words, the other facets and likeness from the floor, not under itself.
    """
    ticked = [name for name in FACETS if selection.facets.get(name)]
    found: Query = {}
    for name in ticked:
        found[name] = _under(selection.without_facet(name), _reaching(_codes(name), has_land=has_land))
    others: Query = {}
    for name in FACETS:
        if name not in ticked:
            others |= _codes(name)
    inside = _reaching(others, has_land=has_land)
    if has_land:
        near = lowest_score(profile.NEAR_LIKENESS)
        inside |= {_GROUPS: _by_score([("near", near, LOWEST_CLOSE), ("close", LOWEST_CLOSE, None)])}
    return {**found, _INSIDE: _under(selection, inside)}


def _codes(name: FacetName) -> Query:
    return {name: {"terms": {"field": f"facets.{name}", "size": MOST_CODES}}}


def _under(selection: Selection, inside: Query) -> Query:
    return {"filter": all_of(facet_filters(selection)), "aggs": inside}


def _by_score(ranges: list[tuple[str, float, float | None]]) -> Query:
    bounds = [
        {"key": key, "from": low, **({} if high is None else {"to": high})} for key, low, high in ranges
    ]
    return {"range": {"script": {"lang": "painless", "source": "_score"}, "keyed": True, "ranges": bounds}}


def _reaching(inside: Query, *, has_land: bool) -> Query:
    if not has_land or not inside:
        return inside
    return {_REACH: {**_by_score([(_REACH, lowest_score(FACET_FLOOR), None)]), "aggs": inside}}


def group_counts(answer: Mapping[str, Any], total: int, *, is_grouped: bool) -> dict[Group, int]:
    """Return the sizes of the groups; what is in neither "close" nor "near" is "far".

    Where too little was asked for these two, all that is not far is "listed".
    """
    buckets = answer[_INSIDE][_GROUPS]["buckets"]
    close, near = int(buckets["close"]["doc_count"]), int(buckets["near"]["doc_count"])
    # Counted apart from the total, and perhaps a moment later.
    far = max(0, total - close - near)
    return {"close": close, "near": near, "far": far} if is_grouped else {"listed": near, "far": far}


def facet_counts(answer: Mapping[str, Any]) -> dict[FacetName, dict[str, int]]:
    """Return the number of practices by facet and code; codes without any are left out."""
    found: dict[FacetName, dict[str, int]] = {}
    for name in FACETS:
        part = answer.get(name) or answer[_INSIDE]
        if _REACH in part:
            part = part[_REACH]["buckets"][_REACH]
        buckets = part[name]["buckets"]
        found[name] = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    return found
