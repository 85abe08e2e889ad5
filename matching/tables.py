"""Look-up tables of a question: what each stored code of a column adds to, or takes from, a result.

A column of classes stores bit masks, so a table has one entry for every mask. A column of range ends stores
positions in a sorted list of the distinct ends, so a table has one entry for every end; entry 0 is "unknown".
A score outside the range on one side is 1 on the other, hence low + high - 1 is the score of the range.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching import profile
from matching.profile import DistanceLimiter, NumberFactor, ShareFactor
from matching.question import rain_share
from matching.scoring import axis, separation
from zones import vocabulary

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def number_tables(
    factor: NumberFactor, yours: float, weight: float, lows: Floats, highs: Floats
) -> tuple[Floats, Floats]:
    """Return two tables whose entries for a range's ends add up to weight times its score."""
    value, half = axis(factor, yours), separation(factor, factor.half)
    scores = _curve(np.concatenate((lows - value, value - highs)), half)
    below, above = scores[: len(lows)], scores[len(lows) :]
    above -= 1
    scores *= weight
    below[0] = above[0] = 0
    return below, above


def distance_tables(limiter: DistanceLimiter, yours: float, lows: Floats, highs: Floats) -> tuple[Mask, Mask]:
    """Return for every low and every high end of a range whether the limiter applies on that side."""
    factor = profile.FACTORS_BY_NAME[limiter.factor]
    if not isinstance(factor, NumberFactor):
        raise TypeError(f"{factor.name} has no distances")
    value = axis(factor, yours)
    limit = separation(factor, limiter.limit) + profile.DISTANCE_TOLERANCE
    # Entry 0 is not a number, which is never more than a limit.
    return lows - value > limit, value - highs > limit


@lru_cache(maxsize=512)
def class_scores(name: str, yours: frozenset[str]) -> Floats:
    """Return the score for every mask of the practice's classes, 0 for the empty mask."""
    factor = profile.FACTORS_BY_NAME[name]
    if isinstance(factor, NumberFactor):
        raise TypeError(f"{name} has no classes")
    asked = [factor.codes.index(code) for code in yours]
    table = np.zeros(1 << len(factor.codes))
    for bit, code in enumerate(factor.codes):
        without, having = table[: 1 << bit], table[1 << bit : 2 << bit]
        if isinstance(factor, ShareFactor):
            np.add(without, code in yours, out=having)
        else:
            np.maximum(without, max(factor.table[row][bit] for row in asked), out=having)
    if isinstance(factor, ShareFactor):
        table /= len(yours)
    return _frozen(table)


@lru_cache(maxsize=4)
def rain_shares(yours: float) -> Floats:
    """Return how much of their weight the rain factors keep, for every mask of the practice's water supply.

    `yours` is what the farmer's own water supply leaves of it.
    """
    codes = vocabulary.WATER_SUPPLIES
    masks = range(1 << len(codes))
    ticked = (frozenset(code for bit, code in enumerate(codes) if mask >> bit & 1) for mask in masks)
    return _frozen(np.array([min(yours, rain_share(some)) for some in ticked]))


def _curve(outside: Floats, half: float) -> Floats:
    """Return the scores of distances, negative ones being inside. Overwrites the array that it is given."""
    np.maximum(outside, 0, out=outside)
    outside /= half
    outside *= outside
    np.negative(outside, out=outside)
    return np.exp2(outside, out=outside)


def _frozen(table: Floats) -> Floats:
    """Return the table made read-only: it is kept and shared between queries."""
    table.flags.writeable = False
    return table
