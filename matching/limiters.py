"""Rules of the limiters: one applies when the farmer gave the fact and the practice does not clear it."""

import math
from collections.abc import Set
from typing import Final

from matching import profile
from matching.profile import (
    ClassLimiter,
    DistanceLimiter,
    FactLimiter,
    FrostLimiter,
    Limiter,
    NumberFactor,
    StepsLimiter,
)
from matching.records import Record
from matching.scoring import distance, separation
from zones import factors
from zones.land import Answer
from zones.values import BooleanValue, Classes, Range, Value

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
        case FrostLimiter() | DistanceLimiter():  # pragma: no branch  (there is no other)
            return True


def is_cleared(limiter: Limiter, answer: Answer, record: Record) -> bool:
    """Return whether the practice states a value that clears a limiter that `may_apply`; silence does not."""
    theirs: Value | None = record.values.get(limiter.factor)
    match limiter, answer.value, theirs:
        case FactLimiter(), _, BooleanValue(has):
            return has
        case FrostLimiter(), False, _:
            return not record.needs_frost
        case FrostLimiter(), _, BooleanValue(has):
            return has or record.needs_frost
        case FrostLimiter(), _, _:
            return record.needs_frost
        case ClassLimiter(), _, Classes(codes):
            return not codes.isdisjoint(limiter.clearing)
        case StepsLimiter(), frozenset(yours), Classes(codes):
            return lowest(limiter, yours) - highest(limiter, codes) < limiter.steps
        case DistanceLimiter(), float(yours) | int(yours), Range():
            return is_within(limiter, yours, theirs)
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
