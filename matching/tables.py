"""Look-up tables of a question: what each stored code of a column adds to, or takes from, a result.

A column of classes stores bit masks, so a table has one entry for every mask. A column of range ends stores
positions in a sorted list of the distinct ends, so a table has one entry for every end; entry 0 is "unknown".
A score outside the range on one side is 1 on the other, hence low + high - 1 is the score of the range.

Limiters are in the same sum: each that applies adds HALVING, more than all weights together. The whole
multiples of it in that sum count the limiters, the rest is the sum of the scores.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching import limiters, profile
from matching.profile import DistanceLimiter, Limiter, NumberFactor, ShareFactor
from matching.records import Record
from matching.scoring import axis, separation
from zones import factors
from zones.land import Answer
from zones.values import BooleanValue, Classes, Value

Floats = NDArray[np.float64]

# Bits of the column "facts": what the practice states as true.
FACT_BITS = {"salinity": 1, "waterlogging": 2, "frost": 4}
NEEDS_FROST_BIT = 8
FACT_MASKS = 16

# A power of two, so that adding and taking it away costs no digits that matter; sliders go up to 2.
HALVING = 8.0
HALVING_TOLERANCE = 1e-9


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


def distance_tables(
    limiter: DistanceLimiter, yours: float, lows: Floats, highs: Floats
) -> tuple[Floats, Floats]:
    """Return two tables whose entries for a range's ends add up to HALVING where it applies, else 0."""
    factor = profile.FACTORS_BY_NAME[limiter.factor]
    if not isinstance(factor, NumberFactor):
        raise TypeError(f"{factor.name} has no distances")
    value = axis(factor, yours)
    limit = separation(factor, limiter.limit) + profile.DISTANCE_TOLERANCE
    below = np.where(lows - value > limit, HALVING, 0.0)
    above = np.where(value - highs > limit, HALVING, 0.0)
    below[0], above[0] = HALVING, 0.0
    return below, above


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


@lru_cache(maxsize=512)
def limiter_table(limiter: Limiter, answer: Answer) -> Floats:
    """Return 0 or HALVING for every mask of the limiter's column, as `limiters.is_cleared` decides."""
    return _frozen(
        np.array(
            [
                0.0 if limiters.is_cleared(limiter, answer, record) else HALVING
                for record in _every_record(limiter.factor)
            ]
        )
    )


def _every_record(name: str) -> list[Record]:
    """Return one record for every mask of the facts, or of the classes of `name`, in the masks' order."""
    if name in FACT_BITS:
        return [
            Record(
                id=mask,
                values={fact: BooleanValue(True) for fact, bit in FACT_BITS.items() if mask & bit},
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
