"""One factor's score, 0 to 1: the farmer's answer against the practice's value."""

import math

from matching.profile import ClassFactor, Factor, NumberFactor, ShareFactor
from zones.land import AnswerValue
from zones.values import Classes, Range, Value


def score(factor: Factor, yours: AnswerValue, theirs: Value) -> float:
    """Return the factor's score, 0 to 1. Raises TypeError for an answer or value not of the factor's kind."""
    match factor:
        case NumberFactor():
            if isinstance(theirs, Range) and isinstance(yours, int | float):
                return number_score(factor, yours, theirs)
        case ClassFactor():
            if isinstance(theirs, Classes) and isinstance(yours, frozenset):
                return class_score(factor, yours, theirs.codes)
        case ShareFactor():  # pragma: no branch  (there is no other)
            if isinstance(theirs, Classes) and isinstance(yours, frozenset):
                return share_score(yours, theirs.codes)
    raise TypeError(f"{factor.name} cannot compare {yours!r} with {theirs!r}")


def number_score(factor: NumberFactor, yours: float, theirs: Range) -> float:
    """Return 1 inside the range, ½ at one half-score distance outside it, 1/16 at two."""
    return math.exp2(-((distance(factor, yours, theirs) / separation(factor, factor.half)) ** 2))


def class_score(factor: ClassFactor, yours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the score of the best pair of classes ticked on either side."""
    position = factor.codes.index
    return max(factor.table[position(a)][position(b)] for a in yours for b in theirs)


def share_score(yours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the share of the farmer's classes that the practice has."""
    return len(yours & theirs) / len(yours)


def distance(factor: NumberFactor, yours: float, theirs: Range) -> float:
    """Return the distance outside the practice's range, in the unit or as a difference of logarithms."""
    value, low, high = (axis(factor, x) for x in (yours, theirs.low, theirs.high))
    return max(low - value, value - high, 0.0)


def axis(factor: NumberFactor, value: float) -> float:
    """Return the value on the axis where distances are measured, kept within the factor's span."""
    clamped = min(max(value, factor.low), factor.high)
    return math.log(clamped) if factor.logarithmic else clamped


def separation(factor: NumberFactor, width: float) -> float:
    """Return a half-score distance or a limit on that axis: ratios become differences of logarithms."""
    return math.log(width) if factor.logarithmic else width
