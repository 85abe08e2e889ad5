"""A question turned into look-up tables: what each stored code of a column adds to, or takes from, a result.

A column of classes stores bit masks, so a table has one entry for every mask. A column of range ends stores
positions in a sorted list of the distinct ends, so a table has one entry for every end; entry 0 is "unknown".
A score outside the range on one side is 1 on the other, hence low + high - 1 is the score of the range.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from search.core import limiters, profile
from search.core.profile import ClassFactor, DistanceLimiter, Limiter, NumberFactor, ShareFactor
from search.core.records import Record
from search.core.scoring import axis, separation
from zones import factors
from zones.land import Answer
from zones.values import Classes, Fact, Value

Floats = NDArray[np.float64]

# Bits of the column "facts": what the practice states as true.
FACT_BITS = {"salinity": 1, "waterlogging": 2, "frost": 4}
NEEDS_FROST_BIT = 8
FACT_MASKS = 16


def number_tables(
    factor: NumberFactor, yours: float, weight: float, lows: Floats, highs: Floats
) -> tuple[Floats, Floats]:
    """Two tables whose entries for a range's ends add up to weight times its score."""
    value, half = axis(factor, yours), separation(factor, factor.half)
    below = weight * _curve(np.maximum(lows - value, 0) / half)
    above = weight * (_curve(np.maximum(value - highs, 0) / half) - 1)
    below[0] = above[0] = 0
    return below, above


def distance_tables(
    limiter: DistanceLimiter, yours: float, lows: Floats, highs: Floats
) -> tuple[Floats, Floats]:
    """Two tables whose entries for a range's ends multiply to ½ where the limiter applies, else to 1."""
    factor = profile.FACTORS_BY_NAME[limiter.factor]
    if not isinstance(factor, NumberFactor):
        raise TypeError(f"{factor.name} has no distances")
    value = axis(factor, yours)
    limit = separation(factor, limiter.limit) + profile.DISTANCE_TOLERANCE
    below = np.where(lows - value <= limit, 1.0, profile.LIMITER_FACTOR)
    above = np.where(value - highs <= limit, 1.0, profile.LIMITER_FACTOR)
    below[0], above[0] = profile.LIMITER_FACTOR, 1.0
    return below, above


def class_table(factor: ClassFactor | ShareFactor, yours: frozenset[str], weight: float) -> Floats:
    """Weight times score for every mask of the practice's classes, 0 for the empty mask."""
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
    table *= weight
    return table


@lru_cache(maxsize=512)
def clearing_table(limiter: Limiter, answer: Answer) -> Floats:
    """1 or ½ for every mask of the column that the limiter reads, as `limiters.is_cleared` says."""
    table = np.array(
        [
            1.0 if limiters.is_cleared(limiter, answer, record) else profile.LIMITER_FACTOR
            for record in _every_record(limiter.factor)
        ]
    )
    table.flags.writeable = False
    return table


def _every_record(name: str) -> list[Record]:
    """One record for every mask of the facts, or of the classes of factor `name`, in the masks' order."""
    if name in FACT_BITS:
        return [
            Record(
                id=mask,
                values={fact: Fact(True) for fact, bit in FACT_BITS.items() if mask & bit},
                needs_frost=bool(mask & NEEDS_FROST_BIT),
            )
            for mask in range(FACT_MASKS)
        ]
    codes = factors.CHOICES[name].codes
    records = []
    for mask in range(1 << len(codes)):
        ticked = frozenset(code for bit, code in enumerate(codes) if mask >> bit & 1)
        values: dict[str, Value] = {name: Classes(ticked)} if ticked else {}
        records.append(Record(id=mask, values=values))
    return records


def _curve(distance: Floats) -> Floats:
    return np.exp2(-(distance**2))
