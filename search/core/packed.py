"""A practice as one short row of numbers, and a question as what a small program needs to score such rows.

For engines that cannot run our code: they keep rows of 32-bit numbers and run a few lines of arithmetic (see
`search/engines/elasticsearch/scoring.py`). The ends of a range are kept as the sum of two such numbers, which
loses nothing that matters: L comes out as the reference scorer's, to the step.

A row holds a bit mask of what is known, a bit mask of facts, then by factor, in the profile's order, four
numbers for a range (low and its rest, high and its rest) or one bit mask of classes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from search.core import limiters, profile, tables
from search.core.profile import (
    ClassFactor,
    ClassLimiter,
    DistanceLimiter,
    FactLimiter,
    FrostLimiter,
    Limiter,
    NumberFactor,
    ShareFactor,
    StepsLimiter,
)
from search.core.question import Question
from search.core.records import Record
from search.core.scoring import axis, separation
from zones import factors
from zones.land import Answer
from zones.values import Classes, Fact, Range

KNOWN_AT: Final = 0
FACTS_AT: Final = 1


def _layout() -> dict[str, int]:
    places, at = {}, FACTS_AT + 1
    for factor in profile.FACTORS:
        places[factor.name] = at
        at += 4 if isinstance(factor, NumberFactor) else 1
    return {**places, "": at}


# Where each factor's numbers begin; the length of a row under the empty name.
_PLACES: Final = _layout()
LENGTH: Final = _PLACES.pop("")

# One entry a number or class factor: how many numbers it takes in `Program.numbers` and `Program.classes`.
NUMBER_WIDTH: Final = 6
CLASSES: Final = max(len(factor.codes) for factor in profile.FACTORS if isinstance(factor, ClassFactor))
CLASS_WIDTH: Final = 2 + CLASSES
SHARE_WIDTH: Final = 4
SWITCH_WIDTH: Final = 3

# A limit that no distance reaches.
NO_LIMIT: Final = 1e9


@dataclass(frozen=True, slots=True)
class Program:
    """What one question asks of every row, as flat lists, so that it can be sent anywhere.

    `numbers`: bit in the known mask, place, value, half-score distance, weight, and the limit beyond which L
    is halved (also where the row is silent; NO_LIMIT for none). `classes`: place, weight, and the score of
    each of the practice's classes, of which the best counts. `shares`: place, weight, mask of what was asked,
    how many. `switches`: place, mask, and whether L is halved where the row has none of the bits (0) or any
    (1). `asked`: bits of the known mask that count as told. `total`: the asked weight.
    """

    numbers: tuple[float, ...]
    classes: tuple[float, ...]
    shares: tuple[float, ...]
    switches: tuple[int, ...]
    asked: int
    total: float


def row_of(record: Record) -> list[float]:
    """The practice's row; every number is exact in 32 bits."""
    row = [0.0] * LENGTH
    known = 0
    for bit, factor in enumerate(profile.FACTORS):
        value, at = record.values.get(factor.name), _PLACES[factor.name]
        if value is None:
            continue
        known |= 1 << bit
        if isinstance(value, Range) and isinstance(factor, NumberFactor):
            row[at : at + 4] = *_halves(axis(factor, value.low)), *_halves(axis(factor, value.high))
        elif isinstance(value, Classes):
            row[at] = float(_mask(value.codes, factors.CHOICES[factor.name].codes))
    facts = sum(bit for name, bit in tables.FACT_BITS.items() if _is_true(record, name))
    row[KNOWN_AT] = float(known)
    row[FACTS_AT] = float(facts | (tables.NEEDS_FROST_BIT if record.needs_frost else 0))
    return row


def program_of(question: Question) -> Program:
    """Raises ValueError when nothing was asked: there is nothing to score then."""
    if question.total <= 0:
        raise ValueError("nothing was asked")
    distances = {one.factor: one for one in question.limiters if isinstance(one, DistanceLimiter)}
    numbers: list[float] = []
    classes: list[float] = []
    shares: list[float] = []
    asked = 0
    for bit, factor in enumerate(profile.FACTORS):
        if factor.name not in question.weights:
            continue
        asked |= 1 << bit
        weight, yours = question.weights[factor.name], question.answers[factor.name].value
        at = float(_PLACES[factor.name])
        if isinstance(factor, NumberFactor) and isinstance(yours, int | float):
            limiter = distances.get(factor.name)
            limit = NO_LIMIT
            if limiter is not None:
                limit = separation(factor, limiter.limit) + profile.DISTANCE_TOLERANCE
            half = separation(factor, factor.half)
            numbers += [float(1 << bit), at, axis(factor, yours), half, weight, limit]
        elif isinstance(factor, ShareFactor) and isinstance(yours, frozenset):
            shares += [at, weight, float(_mask(yours, factor.codes)), float(len(yours))]
        elif isinstance(factor, ClassFactor) and isinstance(yours, frozenset):
            classes += [at, weight, *_best_scores(factor, yours)]
    switches = [number for one in question.limiters for number in _switch(one, question.answers[one.factor])]
    return Program(
        tuple(numbers), tuple(classes), tuple(shares), tuple(switches), asked, float(question.total)
    )


def _best_scores(factor: ClassFactor, yours: frozenset[str]) -> Iterator[float]:
    """For each class that a practice may have, the best score of the farmer's; zeros to fill up."""
    position = factor.codes.index
    for place in range(CLASSES):
        inside = place < len(factor.codes)
        yield max(factor.table[position(code)][place] for code in yours) if inside else 0.0


def _switch(limiter: Limiter, answer: Answer) -> tuple[int, ...]:
    """Place, mask, and when: 0 halves where none of the bits is there, 1 where any is."""
    match limiter, answer.value:
        case FactLimiter(), _:
            return FACTS_AT, tables.FACT_BITS[limiter.factor], 0
        case FrostLimiter(), False:
            return FACTS_AT, tables.NEEDS_FROST_BIT, 1
        case FrostLimiter(), _:
            return FACTS_AT, tables.FACT_BITS[limiter.factor] | tables.NEEDS_FROST_BIT, 0
        case ClassLimiter(), _:
            return _PLACES[limiter.factor], _mask(limiter.clearing, _codes(limiter.factor)), 0
        case StepsLimiter(), frozenset(yours):
            lowest = limiters.lowest(limiter, yours) - limiter.steps + 1
            clearing = frozenset(_codes(limiter.factor)[lowest:])
            return _PLACES[limiter.factor], _mask(clearing, _codes(limiter.factor)), 0
    return ()


def _codes(name: str) -> tuple[str, ...]:
    return factors.CHOICES[name].codes


def _mask(ticked: frozenset[str], codes: tuple[str, ...]) -> int:
    return sum(1 << codes.index(code) for code in ticked)


def _is_true(record: Record, name: str) -> bool:
    value = record.values.get(name)
    return isinstance(value, Fact) and value.value


def _halves(number: float) -> tuple[float, float]:
    """Two 32-bit numbers whose sum is the 64-bit one, but for its last five bits."""
    first = float(np.float32(number))
    return first, float(np.float32(number - first))
