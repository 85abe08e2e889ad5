"""The limiters of a land as a filter: practices that it keeps out need no score.

Where two limiters or needs apply, the likeness is a quarter at most, which is less than anything counted in a
group before the last, or in a facet. So a page whose last likeness is higher, the sizes of groups and the
counts of facets can do without those practices. The filter may let too many through, never too few: those are
scored.
"""

from collections.abc import Iterator
from typing import Any, Final

from matching import conflicts, limiters, profile
from matching.profile import DistanceLimiter, NumberFactor
from matching.question import Question, rain_share
from matching.records import Record
from matching.scoring import axis, separation
from search.engines.elasticsearch.query import Query
from zones.values import Classes, Range

# The entry's field for what limiters read, and its properties: names of the bits that some land could deny,
# crops needed, whether rain counts, and ranges by factor.
LIMITS_FIELD: Final = "limits"
CONFLICTS: Final = "conflicts"
CROPS: Final = "needed_crops"
WATERED: Final = "watered"
# Wider than any rounding, so that too many come through rather than too few.
_SLACK: Final = 1e-6

RANGES: Final = [limiter.factor for limiter in profile.LIMITERS if isinstance(limiter, DistanceLimiter)]
KEYWORDS: Final = (CONFLICTS, CROPS, WATERED)


def limits_of(record: Record) -> dict[str, Any]:
    """Return what limiters read of a practice, as the field of its entry."""
    found: dict[str, Any] = {
        CONFLICTS: _names(conflicts.bits_of(record)),
        CROPS: sorted(limiters.needed_crops(record)),
    }
    water = record.values.get("water_supply")
    if isinstance(water, Classes) and rain_share(water.codes) == 0:
        found[WATERED] = ["fully"]
    for name in RANGES:
        factor, value = profile.FACTORS_BY_NAME[name], record.values.get(name)
        if isinstance(value, Range) and isinstance(factor, NumberFactor):
            found[name] = {"gte": axis(factor, value.low), "lte": axis(factor, value.high)}
    return found


def within_limits(question: Question) -> Query | None:
    """Return a filter for practices to which few limiters apply; None where the land has no more."""
    if question.could_apply <= limiters.MOST_APPLIED:
        return None
    cleared = list(_cleared(question))
    return {"bool": {"should": cleared, "minimum_should_match": len(cleared) - limiters.MOST_APPLIED}}


def _cleared(question: Question) -> Iterator[Query]:
    """Yield for each limiter or need a query for the practices that it does not apply to."""
    for name in _names(question.denied):
        yield _not({"term": {f"{LIMITS_FIELD}.{CONFLICTS}": name}})
    if question.crops is not None:
        yield _either(
            _not({"exists": {"field": f"{LIMITS_FIELD}.{CROPS}"}}),
            {"terms": {f"{LIMITS_FIELD}.{CROPS}": sorted(question.crops)}},
        )
    for limiter in question.limiters:
        yours = question.answers[limiter.factor].value
        if isinstance(limiter, DistanceLimiter) and isinstance(yours, int | float):
            field = f"{LIMITS_FIELD}.{limiter.factor}"
            cleared = [_near(limiter, yours, field), _not({"exists": {"field": field}})]
            if limiter.factor in profile.RAIN_FACTORS:
                cleared.append({"exists": {"field": f"{LIMITS_FIELD}.{WATERED}"}})
            yield _either(*cleared)


def _names(bits: int) -> list[str]:
    return [f"{name}.{step}" for (name, step), bit in conflicts.BITS.items() if bits & bit]


def _not(query: Query) -> Query:
    return {"bool": {"must_not": [query]}}


def _either(*queries: Query) -> Query:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _near(limiter: DistanceLimiter, yours: float, field: str) -> Query:
    factor = profile.FACTORS_BY_NAME[limiter.factor]
    if not isinstance(factor, NumberFactor):
        raise TypeError(f"{factor.name} has no distances")
    value, limit = axis(factor, yours), separation(factor, limiter.limit) + _SLACK
    return {"range": {field: {"gte": value - limit, "lte": value + limit, "relation": "intersects"}}}
