"""A practice as one short row of numbers, and a question as what a small program needs to score such rows.

For engines that cannot run our code: they keep rows of 32-bit numbers and run a few lines of arithmetic (see
`search/engines/elasticsearch/scoring.py`). The ends of a range are kept as the sum of two such numbers, which
loses nothing that matters: the likeness equals the reference scorer's, to the step.

A row holds, in the profile's order, four numbers for each range (low and its rest, high and its rest), then
bit masks: what is known, facts, and the classes of every other factor.
"""

from dataclasses import dataclass
from struct import Struct
from typing import Final

from matching import profile, tables
from matching.profile import DistanceLimiter, NumberFactor, ShareFactor
from matching.question import Question
from matching.records import Record
from matching.scoring import axis, separation
from zones import factors
from zones.values import BooleanValue, Classes, Range

_FLOAT_32: Final = Struct("f")

# Rows of another format are made anew.
FORMAT: Final = 2

_NUMBERS: Final = tuple(factor for factor in profile.FACTORS if isinstance(factor, NumberFactor))
_MASKS: Final = ("known", "facts", *factors.CHOICES)
RANGE_WIDTH: Final = 4
_MASK_AT: Final = {name: RANGE_WIDTH * len(_NUMBERS) + i for i, name in enumerate(_MASKS)}
KNOWN_AT: Final = _MASK_AT["known"]
LENGTH: Final = RANGE_WIDTH * len(_NUMBERS) + len(_MASKS)

# How many numbers of `Program.numbers`, `Program.columns` and `Program.shares` belong together.
NUMBER_WIDTH: Final = 4
COLUMN_WIDTH: Final = 2
SHARE_WIDTH: Final = 4

# The distance from a range that is not known, and a limit beyond even that. Squares of such numbers still fit
# into 32 bits.
UNKNOWN: Final = 1e12
NO_LIMIT: Final = 1e15


@dataclass(frozen=True, slots=True)
class Program:
    """One question to every row as flat lists, which any server can read.

    `numbers`, for every range of a row: weight (0 where not asked), value, half-score distance, and the limit
    beyond which L is halved. `columns`: the place of a mask, and where its table begins in `values`, which
    holds what each mask adds. `shares`: place, weight, mask of what was asked, how many. A limiter adds
    HALVING of matching/tables.py. `asked`: bits of the known mask for the asked factors. `total`: the asked
    weight.
    """

    numbers: tuple[float, ...]
    columns: tuple[int, ...]
    values: tuple[float, ...]
    shares: tuple[float, ...]
    asked: int
    total: float


def row_of(record: Record) -> list[float]:
    """Return the practice's row, LENGTH numbers, each exact in 32 bits."""
    row = []
    for factor in _NUMBERS:
        value = record.values.get(factor.name)
        if isinstance(value, Range):
            row += [*_halves(axis(factor, value.low)), *_halves(axis(factor, value.high))]
        else:
            row += [*_halves(UNKNOWN)[:1], 0.0, *_halves(-UNKNOWN)[:1], 0.0]
    known = sum(1 << bit for bit, factor in enumerate(profile.FACTORS) if factor.name in record.values)
    facts = sum(bit for name, bit in tables.FACT_BITS.items() if _is_true(record, name))
    facts |= tables.NEEDS_FROST_BIT if record.needs_frost else 0
    return [*row, float(known), float(facts), *(float(_mask_of(record, name)) for name in factors.CHOICES)]


def program_of(question: Question) -> Program:
    """Return the program of a question. Raises ValueError when nothing was asked."""
    if question.total <= 0:
        raise ValueError("nothing was asked")
    added = _tables(question)
    columns: list[int] = []
    values: list[float] = []
    for name, table in added.items():
        columns += [_MASK_AT[name], len(values)]
        values += table.tolist()
    shares: list[float] = []
    asked = 0
    for bit, factor in enumerate(profile.FACTORS):
        if factor.name in question.weights:
            asked |= 1 << bit
            yours = question.answers[factor.name].value
            if isinstance(factor, ShareFactor) and isinstance(yours, frozenset):
                mask = sum(1 << factor.codes.index(code) for code in yours)
                shares += [_MASK_AT[factor.name], question.weights[factor.name], mask, len(yours)]
    return Program(
        numbers=tuple(number for factor in _NUMBERS for number in _number(question, factor)),
        columns=tuple(columns),
        values=tuple(values),
        shares=tuple(float(number) for number in shares),
        asked=asked,
        total=float(question.total),
    )


def _number(question: Question, factor: NumberFactor) -> tuple[float, ...]:
    yours = question.answers[factor.name].value if factor.name in question.weights else None
    if not isinstance(yours, int | float):
        return 0.0, 0.0, 1.0, NO_LIMIT
    limit = NO_LIMIT
    for limiter in question.limiters:
        if isinstance(limiter, DistanceLimiter) and limiter.factor == factor.name:
            limit = separation(factor, limiter.limit) + profile.DISTANCE_TOLERANCE
    return question.weights[factor.name], axis(factor, yours), separation(factor, factor.half), limit


def _tables(question: Question) -> dict[str, tables.Floats]:
    """Return a table for each mask by name: weight times score, and HALVING for a limiter, by its values."""
    parts: list[tuple[str, tables.Floats]] = []
    for name, weight in question.weights.items():
        yours = question.answers[name].value
        if isinstance(yours, frozenset) and not isinstance(profile.FACTORS_BY_NAME[name], ShareFactor):
            parts.append((name, weight * tables.class_scores(name, yours)))
    for limiter in question.limiters:
        if not isinstance(limiter, DistanceLimiter):
            name = "facts" if limiter.factor in tables.FACT_BITS else limiter.factor
            parts.append((name, tables.limiter_table(limiter, question.answers[limiter.factor])))
    merged: dict[str, tables.Floats] = {}
    for name, table in parts:
        merged[name] = merged[name] + table if name in merged else table
    return merged


def _mask_of(record: Record, name: str) -> int:
    value, codes = record.values.get(name), factors.CHOICES[name].codes
    return sum(1 << codes.index(code) for code in value.codes) if isinstance(value, Classes) else 0


def _is_true(record: Record, name: str) -> bool:
    value = record.values.get(name)
    return isinstance(value, BooleanValue) and value.value


def _halves(number: float) -> tuple[float, float]:
    """Return two 32-bit numbers whose sum is the 64-bit one, but for its last five bits."""
    first = _in_32_bits(number)
    return first, _in_32_bits(number - first)


def _in_32_bits(number: float) -> float:
    nearest: float = _FLOAT_32.unpack(_FLOAT_32.pack(number))[0]
    return nearest
