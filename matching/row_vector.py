"""A practice as one short row of numbers, and a question as what a small program needs to score such rows.

For engines that cannot run our code: they keep rows of 32-bit numbers and run a few lines of arithmetic (see
`search/engines/elasticsearch/scoring.py`). The ends of a range are kept as the sum of two such numbers, which
loses nothing that matters: the likeness equals the reference scorer's, to the step.

A row holds, in the profile's order, four numbers for each range (low and its rest, high and its rest), then
bit masks: what is known, what a land could deny (`matching/conflicts.py`), crops needed, and the classes of
every other factor.
"""

from dataclasses import dataclass
from struct import Struct
from typing import Final

from matching import conflicts, limiters, profile, tables
from matching.profile import DistanceLimiter, NumberFactor, ShareFactor
from matching.question import Question
from matching.records import Record
from matching.scoring import axis, separation
from zones import factors
from zones.values import Classes, Range

_FLOAT_32: Final = Struct("f")

# Rows of another format are made anew.
FORMAT: Final = 3

_NUMBERS: Final = tuple(factor for factor in profile.FACTORS if isinstance(factor, NumberFactor))
_MASKS: Final = ("known", "conflicts", "needed_crops", *factors.CHOICES)
RANGE_WIDTH: Final = 4
_MASK_AT: Final = {name: RANGE_WIDTH * len(_NUMBERS) + i for i, name in enumerate(_MASKS)}
KNOWN_AT: Final = _MASK_AT["known"]
CONFLICTS_AT: Final = _MASK_AT["conflicts"]
CROPS_AT: Final = _MASK_AT["needed_crops"]
WATER_AT: Final = _MASK_AT["water_supply"]
LENGTH: Final = RANGE_WIDTH * len(_NUMBERS) + len(_MASKS)

# How many numbers of `Program.numbers`, `Program.classes` and `Program.shares` belong together.
NUMBER_WIDTH: Final = 7
CLASS_WIDTH: Final = 5
SHARE_WIDTH: Final = 6

# The distance from a range that is not known, and a limit beyond even that. Squares of such numbers still fit
# into 32 bits. No distance that is known comes near FAR.
UNKNOWN: Final = 1e12
FAR: Final = 1e9
NO_LIMIT: Final = 1e15
# Crops that were not told.
UNTOLD: Final = -1


@dataclass(frozen=True, slots=True)
class Program:
    """One question to every row as flat lists of numbers, which any server can read.

    `numbers`, for every range of a row: weight (0 where not asked), value, half-score distance, the limit
    beyond which L is halved, 1 for a factor of rain, the factor's bit among the known, its group's number.
    `classes`: the place of a mask, where its table begins in `scores`, weight, bit, group. `shares`: place,
    mask of what was asked, how many, weight, bit, group. `rain_shares`: by the mask of the water supply.
    `denied` and `crops` are compared with the masks of conflicts and of crops needed. `asked_rain` and
    `asked_other` are bits of the known mask, `rain_total` and `other_total` the weights asked, `group_totals`
    those by group without the factors of rain, which belong to the first, climate. `grouped` is 1 where there
    is a group "close".
    """

    numbers: tuple[float, ...]
    classes: tuple[float, ...]
    scores: tuple[float, ...]
    shares: tuple[float, ...]
    rain_shares: tuple[float, ...]
    group_totals: tuple[float, ...]
    denied: int
    crops: int
    asked_rain: int
    asked_other: int
    rain_total: float
    other_total: float
    grouped: int


def row_of(record: Record) -> list[float]:
    """Return the practice's row, LENGTH numbers, each exact in 32 bits."""
    row = []
    for factor in _NUMBERS:
        value = record.values.get(factor.name)
        if isinstance(value, Range):
            row += [*_halves(axis(factor, value.low)), *_halves(axis(factor, value.high))]
        else:
            row += [*_halves(UNKNOWN)[:1], 0.0, *_halves(-UNKNOWN)[:1], 0.0]
    known = sum(bit for name, bit in profile.FACTOR_BITS.items() if name in record.values)
    crops = conflicts.crop_bits(limiters.needed_crops(record))
    masks = (known, conflicts.bits_of(record), crops, *(_mask_of(record, name) for name in factors.CHOICES))
    return [*row, *(float(mask) for mask in masks)]


def program_of(question: Question) -> Program:
    """Return the program of a question. Raises ValueError when nothing was asked."""
    if question.total <= 0:
        raise ValueError("nothing was asked")
    classes: list[float] = []
    scores: list[float] = []
    shares: list[float] = []
    for name, weight in question.weights.items():
        factor, yours = profile.FACTORS_BY_NAME[name], question.answers[name].value
        if not isinstance(yours, frozenset):
            continue
        what = (weight, profile.FACTOR_BITS[name], _group(name))
        if isinstance(factor, ShareFactor):
            mask = sum(1 << factor.codes.index(code) for code in yours)
            shares += [_MASK_AT[name], mask, len(yours), *what]
        else:
            classes += [_MASK_AT[name], len(scores), *what]
            scores += tables.class_scores(name, yours).tolist()
    rain = [name for name in question.weights if name in profile.RAIN_FACTORS]
    others = {name: weight for name, weight in question.weights.items() if name not in rain}
    return Program(
        numbers=tuple(number for factor in _NUMBERS for number in _number(question, factor)),
        classes=tuple(float(number) for number in classes),
        scores=tuple(scores),
        shares=tuple(float(number) for number in shares),
        rain_shares=tuple(tables.rain_shares(question.rain_share).tolist()),
        group_totals=tuple(
            float(sum(weight for name, weight in others.items() if _group(name) == group))
            for group in range(len(profile.FACTOR_GROUPS))
        ),
        denied=question.denied,
        crops=UNTOLD if question.crops is None else conflicts.crop_bits(question.crops),
        asked_rain=sum(profile.FACTOR_BITS[name] for name in rain),
        asked_other=sum(profile.FACTOR_BITS[name] for name in others),
        rain_total=float(question.rain_total),
        other_total=float(question.other_total),
        grouped=int(question.is_grouped),
    )


def _number(question: Question, factor: NumberFactor) -> tuple[float, ...]:
    yours = question.answers[factor.name].value if factor.name in question.weights else None
    rain = float(factor.name in profile.RAIN_FACTORS)
    what = (rain, float(profile.FACTOR_BITS[factor.name]), float(_group(factor.name)))
    if not isinstance(yours, int | float):
        return 0.0, 0.0, 1.0, NO_LIMIT, *what
    limit = NO_LIMIT
    for limiter in question.limiters:
        if isinstance(limiter, DistanceLimiter) and limiter.factor == factor.name:
            limit = separation(factor, limiter.limit) + profile.DISTANCE_TOLERANCE
    return question.weights[factor.name], axis(factor, yours), separation(factor, factor.half), limit, *what


def _group(name: str) -> int:
    return profile.FACTOR_GROUPS.index(profile.FACTORS_BY_NAME[name].factor_group)


def _mask_of(record: Record, name: str) -> int:
    value, codes = record.values.get(name), factors.CHOICES[name].codes
    return sum(1 << codes.index(code) for code in value.codes) if isinstance(value, Classes) else 0


def _halves(number: float) -> tuple[float, float]:
    """Return two 32-bit numbers whose sum is the 64-bit one, but for its last five bits."""
    first = _in_32_bits(number)
    return first, _in_32_bits(number - first)


def _in_32_bits(number: float) -> float:
    nearest: float = _FLOAT_32.unpack(_FLOAT_32.pack(number))[0]
    return nearest
