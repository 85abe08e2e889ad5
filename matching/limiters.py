"""Rules of the limiters and needs: each applies where both sides are known and speak against each other."""

import math
from collections.abc import Iterator, Mapping, Set
from typing import Final, Literal

from matching import profile
from matching.profile import (
    ClassLimiter,
    DistanceLimiter,
    FactLimiter,
    Limiter,
    NumberFactor,
    SiteNeed,
    StepsLimiter,
)
from matching.records import Record
from matching.scoring import distance, separation
from zones import factors, vocabulary
from zones.land import Answer
from zones.values import BooleanValue, Classes, Range, Value

# What a farmer's answers say of a need: met, denied, or nothing.
NeedState = Literal["met", "denied", "untold"]

# Where more limiters apply than this, the result is in the last group: L is at most HIGHEST_BEYOND.
MOST_APPLIED: Final = math.floor(math.log(profile.NEAR_LIKENESS) / math.log(profile.LIMITER_FACTOR))
HIGHEST_BEYOND: Final = profile.LIMITER_FACTOR ** (MOST_APPLIED + 1)


def may_apply(limiter: Limiter, answer: Answer | None) -> bool:
    """Return whether a practice could fail the limiter, given the farmer's answer; never without one."""
    if answer is None:
        return False
    match limiter:
        case FactLimiter():
            return answer.value is True
        case ClassLimiter():
            return isinstance(answer.value, frozenset) and answer.value <= limiter.limited
        case StepsLimiter():
            return isinstance(answer.value, frozenset) and lowest(limiter, answer.value) >= limiter.steps
        case DistanceLimiter():  # pragma: no branch  (there is no other)
            return True


def applies(limiter: Limiter, answer: Answer, record: Record) -> bool:
    """Return whether a limiter that `may_apply` halves this practice: it states what conflicts.

    A practice that states nothing is not limited, nor one that needs something of the same fact, which then
    speaks for itself.
    """
    if any(need.fact == limiter.factor for need in site_needs(record)):
        return False
    theirs: Value | None = record.values.get(limiter.factor)
    match limiter, answer.value, theirs:
        case FactLimiter(), _, BooleanValue(has):
            return not has
        case ClassLimiter(), _, Classes(codes):
            return codes.isdisjoint(limiter.clearing)
        case StepsLimiter(), frozenset(yours), Classes(codes):
            return lowest(limiter, yours) - highest(limiter, codes) >= limiter.steps
        case DistanceLimiter(), float(yours) | int(yours), Range():
            return not is_within(limiter, yours, theirs)
    return False


def is_within(limiter: DistanceLimiter, yours: float, theirs: Range) -> bool:
    """Return whether the farmer's value lies no further outside the practice's range than the limit."""
    factor = profile.FACTORS_BY_NAME[limiter.factor]
    if not isinstance(factor, NumberFactor):
        raise TypeError(f"{factor.name} has no distances")
    return distance(factor, yours, theirs) <= separation(factor, limiter.limit) + profile.DISTANCE_TOLERANCE


def lowest(limiter: StepsLimiter, codes: Set[str]) -> int:
    """Return the position of the lowest class ticked: the best of the farmer's land."""
    return min(factors.CHOICES[limiter.factor].codes.index(code) for code in codes)


def highest(limiter: StepsLimiter, codes: Set[str]) -> int:
    """Return the position of the highest class ticked: the furthest that the practice has gone."""
    return max(factors.CHOICES[limiter.factor].codes.index(code) for code in codes)


def need_state(need: SiteNeed, answers: Mapping[str, Answer]) -> NeedState:
    """Return what the farmer's answers say of a need of the site."""
    answer = answers.get(need.fact)
    if answer is None:
        return "untold"
    if isinstance(answer.value, frozenset):
        return "denied" if answer.value.isdisjoint(need.meeting) else "met"
    return "met" if answer.value is True else "denied"


def crops_state(needed: frozenset[str], answers: Mapping[str, Answer]) -> NeedState:
    """Return what the farmer's answers say of a practice that needs one of these crops or animals."""
    answer = answers.get("crops")
    if answer is None or not isinstance(answer.value, frozenset):
        return "untold"
    return "denied" if answer.value.isdisjoint(needed) else "met"


def needed_crops(record: Record) -> frozenset[str]:
    """Return the crops and animals of which the practice needs one; empty when it needs none."""
    return record.needs.intersection(vocabulary.CROPS)


def site_needs(record: Record) -> Iterator[SiteNeed]:
    """Yield what the practice needs of the site, in the profile's order."""
    return (need for need in profile.SITE_NEEDS if need.code in record.needs)
