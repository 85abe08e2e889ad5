"""Sizes of groups and counts of facets, asked together with the hits and read from the answer."""

from collections.abc import Mapping
from typing import Any, Final

from matching import profile
from search.engines.base import FACET_FLOOR, FACETS, Selection
from search.engines.elasticsearch.query import Query, all_of, facet_filters
from search.engines.elasticsearch.scoring import least

# More than any facet has codes.
MOST_CODES: Final = 1000

_GROUPS: Final = "groups"
_INSIDE: Final = "inside"


def aggregations(selection: Selection, *, has_land: bool) -> Query:
    """A facet is counted under gate, words, the other facets and L from the floor, not under itself."""
    ticked = [name for name in FACETS if selection.facets.get(name)]
    found: Query = {}
    for name in ticked:
        found[name] = _under(selection.without(name), _reaching(_codes(name), has_land=has_land))
    others: Query = {}
    for name in FACETS:
        if name not in ticked:
            others |= _codes(name)
    inside = _reaching(others, has_land=has_land)
    if has_land:
        inside |= {
            _GROUPS: _by_score(
                [
                    ("near", profile.NEAR_LIKENESS, profile.CLOSE_LIKENESS),
                    ("close", profile.CLOSE_LIKENESS, None),
                ]
            )
        }
    return {**found, _INSIDE: _under(selection, inside)}


def _codes(name: str) -> Query:
    return {name: {"terms": {"field": f"facets.{name}", "size": MOST_CODES}}}


def _under(selection: Selection, inside: Query) -> Query:
    return {"filter": all_of(facet_filters(selection)), "aggs": inside}


def _by_score(ranges: list[tuple[str, float, float | None]]) -> Query:
    bounds = [
        {"key": key, "from": least(low), **({} if high is None else {"to": least(high)})}
        for key, low, high in ranges
    ]
    return {"range": {"script": {"lang": "painless", "source": "_score"}, "keyed": True, "ranges": bounds}}


_REACH: Final = "reach"


def _reaching(inside: Query, *, has_land: bool) -> Query:
    if not has_land or not inside:
        return inside
    return {_REACH: {**_by_score([(_REACH, FACET_FLOOR, None)]), "aggs": inside}}


def groups(answer: Mapping[str, Any], total: int) -> dict[str, int]:
    buckets = answer[_INSIDE][_GROUPS]["buckets"]
    close, near = int(buckets["close"]["doc_count"]), int(buckets["near"]["doc_count"])
    # Counted apart from the total, and perhaps a moment later.
    return {"close": close, "near": near, "far": max(0, total - close - near)}


def facets(answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Codes without any practice are left out."""
    found = {}
    for name in FACETS:
        part = answer.get(name) or answer[_INSIDE]
        if _REACH in part:
            part = part[_REACH]["buckets"][_REACH]
        buckets = part[name]["buckets"]
        found[name] = {bucket["key"]: int(bucket["doc_count"]) for bucket in buckets}
    return found
