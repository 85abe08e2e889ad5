"""The limiters of a land as a filter: practices that it keeps out need no score.

Where two limiters apply, the likeness is a quarter at most, which is less than anything counted in a group
before the last, or in a facet. So a page whose last likeness is higher, the sizes of groups and the counts of
facets can do without those practices. The filter may let too many through, never too few: those are scored.
"""

from collections.abc import Set
from typing import Any, Final

from matching import limiters, profile
from matching.profile import (
    ClassLimiter,
    DistanceLimiter,
    FactLimiter,
    FrostLimiter,
    Limiter,
    NumberFactor,
    StepsLimiter,
)
from matching.question import Question
from matching.records import Record
from matching.scoring import axis, separation
from search.engines.elasticsearch.query import Query
from zones import factors
from zones.land import Answer
from zones.values import BooleanValue, Classes, Range

# The entry's field for what limiters read, and its properties: true facts, classes and ranges by factor.
LIMITS_FIELD: Final = "limits"
FACTS: Final = "facts"
_NEEDS_FROST: Final = "needs_frost"
# Wider than any rounding, so that too many come through rather than too few.
_SLACK: Final = 1e-6


def _read_by(*kinds: type[Limiter]) -> list[str]:
    return [limiter.factor for limiter in profile.LIMITERS if isinstance(limiter, kinds)]


CLASSES: Final = _read_by(ClassLimiter, StepsLimiter)
RANGES: Final = _read_by(DistanceLimiter)


def limits_of(record: Record) -> dict[str, Any]:
    """Return what limiters read of a practice, as the field of its entry."""
    facts = [name for name, value in record.values.items() if isinstance(value, BooleanValue) and value.value]
    if record.needs_frost:
        facts.append(_NEEDS_FROST)
    found: dict[str, Any] = {FACTS: sorted(facts)}
    for name in CLASSES:
        if isinstance(ticked := record.values.get(name), Classes):
            found[name] = sorted(ticked.codes)
    for name in RANGES:
        factor, value = profile.FACTORS_BY_NAME[name], record.values.get(name)
        if isinstance(value, Range) and isinstance(factor, NumberFactor):
            found[name] = {"gte": axis(factor, value.low), "lte": axis(factor, value.high)}
    return found


def within_limits(question: Question) -> Query | None:
    """Return a filter for practices to which few limiters apply; None where the land has no more."""
    if len(question.limiters) <= limiters.MOST_APPLIED:
        return None
    cleared = [_cleared(limiter, question.answers[limiter.factor]) for limiter in question.limiters]
    return {"bool": {"should": cleared, "minimum_should_match": len(cleared) - limiters.MOST_APPLIED}}


def _cleared(limiter: Limiter, answer: Answer) -> Query:
    """Return a query for the practices that clear the limiter, as `limiters.is_cleared` decides."""
    match limiter, answer.value:
        case FactLimiter(), _:
            return _any_of(FACTS, {limiter.factor})
        case FrostLimiter(), False:
            return {"bool": {"must_not": [_any_of(FACTS, {_NEEDS_FROST})]}}
        case FrostLimiter(), _:
            return _any_of(FACTS, {limiter.factor, _NEEDS_FROST})
        case ClassLimiter(), _:
            return _any_of(limiter.factor, limiter.clearing)
        case StepsLimiter(), frozenset(yours):
            codes = factors.CHOICES[limiter.factor].codes
            return _any_of(limiter.factor, set(codes[limiters.lowest(limiter, yours) - limiter.steps + 1 :]))
        case DistanceLimiter(), float(yours) | int(yours):
            return _near(limiter, yours)
    raise TypeError(f"{limiter.name} cannot read {answer.value!r}")


def _any_of(name: str, codes: Set[str]) -> Query:
    return {"terms": {f"{LIMITS_FIELD}.{name}": sorted(codes)}}


def _near(limiter: DistanceLimiter, yours: float) -> Query:
    factor = profile.FACTORS_BY_NAME[limiter.factor]
    if not isinstance(factor, NumberFactor):
        raise TypeError(f"{factor.name} has no distances")
    value, limit = axis(factor, yours), separation(factor, limiter.limit) + _SLACK
    reach = {"gte": value - limit, "lte": value + limit, "relation": "intersects"}
    return {"range": {f"{LIMITS_FIELD}.{factor.name}": reach}}
