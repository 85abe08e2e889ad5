"""Scores many rows of columns at once for one question: likeness, limiters, and who may be "close".

Every number of a row is looked up in a table of the question (`matching/tables.py`) and added; the rules are
those of `matching/reference.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from matching import conflicts, profile, ranking, tables
from matching.profile import ClassFactor, DistanceLimiter, FactorGroupName, NumberFactor, ShareFactor
from matching.question import Question
from matching.tables import Floats

Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]
# The name of a column, and what each of its codes adds.
Table = tuple[str, Floats]

# Rows worked on at a time: few enough that intermediate results stay in the processor's cache.
CHUNK: Final = 16384
# Picking out this share of the rows takes as long as reading all of them.
_MOST: Final = 0.6
_POWERS: Final = profile.LIMITER_FACTOR ** np.arange(len(profile.LIMITERS) + len(profile.SITE_NEEDS) + 2)
_RAIN: Final = frozenset(profile.RAIN_FACTORS)
_FACTOR_BITS: Final = {factor.name: 1 << bit for bit, factor in enumerate(profile.FACTORS)}


class Store(Protocol):
    """Columns of codes and the range ends that the codes of some stand for."""

    def __len__(self) -> int: ...

    def column(self, name: str) -> Integers:
        """Return one column's codes by row."""
        ...

    def ends(self, name: str) -> Floats:
        """Return the range ends of a column such as "rain.low", by code; code 0 is "not known"."""
        ...


class Scores(NamedTuple):
    """Arrays by row of the store: Σ w·s, the likeness, it in steps, and the place in the order.

    `ranks` are the steps, and for rows of the group "close" more than any steps, so that they come first.
    """

    weighted: Floats
    likeness: Floats
    steps: Integers
    ranks: Integers


# What the ranks of "close" rows have more than their steps.
CLOSE_RANK: Final = profile.LIKENESS_STEPS + 1


class RowScorer:
    """Scores rows of a store for one question."""

    def __init__(self, store: Store, question: Question) -> None:
        self._store = store
        self._question = question
        limits = list(self._distance_tables())
        scores = list(self._factor_tables())
        self._limits = _merged(limits)
        self._rain, self._other = (
            _merged(table for table in (*scores, *limits) if (_factor_of(table[0]) in _RAIN) == is_rain)
            for is_rain in (True, False)
        )

    def scores(self, rows: Integers) -> Scores:
        """Return the scores of those rows, in arrays over all rows that are 0 for most others."""
        question, count = self._question, len(self._store)
        weighted, likeness = np.zeros(count), np.zeros(count)
        steps = np.zeros(count, dtype=np.int64)
        for part in self._parts(rows):
            total, halvings = _split(self._sum(self._other, part))
            asked: Floats | float = question.other_total
            if self._rain:
                share = self.rain_shares(part)
                rain, rain_halvings = _split(self._sum(self._rain, part))
                total += share * rain
                halvings += rain_halvings * (share > 0)
                asked = asked + share * question.rain_total
            halvings += self._conflicts(part)
            weighted[part] = total
            with np.errstate(divide="ignore", invalid="ignore"):
                found = np.where(np.greater(asked, 0), total / asked * _POWERS[halvings], 0.0)
            likeness[part] = found
            steps[part] = ranking.steps_of_all(found)
        ranks = steps.copy()
        if question.is_grouped:
            close = ranking.steps_of(profile.CLOSE_LIKENESS)
            candidates = np.flatnonzero(steps >= close)
            ranks[candidates[self._is_like(candidates)]] += CLOSE_RANK
        return Scores(weighted, likeness, steps, ranks)

    def applied(self, rows: Integers) -> Integers:
        """Return how many limiters and denied needs apply to each of the rows."""
        counts = np.zeros(len(self._store), dtype=np.int64)
        limits = {
            is_rain: {name: t for name, t in self._limits.items() if (_factor_of(name) in _RAIN) == is_rain}
            for is_rain in (True, False)
        }
        for part in self._parts(rows):
            applied = (self._sum(limits[False], part) / tables.HALVING).astype(np.int64)
            if limits[True]:
                rain = (self._sum(limits[True], part) / tables.HALVING).astype(np.int64)
                applied += rain * (self.rain_shares(part) > 0)
            counts[part] = applied + self._conflicts(part)
        found: Integers = counts[rows]
        return found

    def rain_shares(self, rows: Integers | slice) -> Floats:
        """Return how much of their weight the rain factors keep, by row."""
        table = tables.rain_shares(self._question.rain_share)
        shares: Floats = table.take(self._store.column("water_supply")[rows], mode="wrap")
        return shares

    def asked_weight(self, rows: Integers) -> Floats:
        """Return the weight that is asked of each of the rows."""
        asked: Floats = self._question.other_total + self.rain_shares(rows) * self._question.rain_total
        return asked

    def known_weight(self, rows: Integers) -> Floats:
        """Return how much of the asked weight each of the rows states."""
        known, shares = self._store.column("known")[rows], self.rain_shares(rows)
        weight = np.zeros(len(rows))
        for name, asked in self._question.weights.items():
            has = (known & _FACTOR_BITS[name]) != 0
            weight += asked * has * (shares if name in _RAIN else 1.0)
        return weight

    def known(self, rows: Integers) -> Integers:
        """Return how many of the asked factors each of the rows states."""
        known = self._store.column("known")[rows]
        rain, other = (
            sum(_FACTOR_BITS[name] for name in self._question.weights if (name in _RAIN) == is_rain)
            for is_rain in (True, False)
        )
        counts = np.bitwise_count(known & other).astype(np.int64)
        counts += np.bitwise_count(known & rain) * (self.rain_shares(rows) > 0)
        return counts

    def _parts(self, rows: Integers) -> list[slice] | list[Integers]:
        """Return the rows in chunks; slices of all rows where they are most of them, which reads faster."""
        if len(rows) > _MOST * len(self._store):
            return [slice(start, start + CHUNK) for start in range(0, len(self._store), CHUNK)]
        return [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]

    def _sum(self, added: Mapping[str, Floats], part: slice | Integers) -> Floats:
        total: Floats = np.zeros(len(self._store.column("known")[part]))
        found = np.empty(len(total))
        for name, table in added.items():
            # "wrap" spares the check of every code: they are the store's own, never out of range.
            total += table.take(self._store.column(name)[part], out=found, mode="wrap")
        return total

    def _conflicts(self, part: slice | Integers) -> Integers:
        """Return how many limiters and needs that are no distances apply."""
        counts: Integers = np.bitwise_count(
            self._store.column("conflicts")[part] & self._question.denied
        ).astype(np.int64)
        if self._question.crops is not None:
            needed = self._store.column("needed_crops")[part]
            counts += (needed != 0) & ((needed & conflicts.crop_bits(self._question.crops)) == 0)
        return counts

    def _factor_tables(self) -> Iterator[Table]:
        """Yield tables by column: weight times score for each code."""
        for name, weight in self._question.weights.items():
            for column, table in self._score_tables(name):
                yield column, weight * table

    def _score_tables(self, name: str) -> list[Table]:
        """Return tables by column whose entries for a row add up to the factor's score, 0 where unknown."""
        factor, yours = profile.FACTORS_BY_NAME[name], self._question.answers[name].value
        if isinstance(factor, NumberFactor) and isinstance(yours, int | float):
            lows, highs = self._store.ends(f"{name}.low"), self._store.ends(f"{name}.high")
            below, above = tables.number_tables(factor, yours, lows, highs)
            return [(f"{name}.low", below), (f"{name}.high", above)]
        if isinstance(factor, ClassFactor | ShareFactor) and isinstance(yours, frozenset):
            return [(name, tables.class_scores(name, yours))]
        raise TypeError(f"{name} cannot compare {yours!r}")

    def _distance_tables(self) -> Iterator[Table]:
        """Yield tables by column: HALVING for each code to which a limiter of distance applies, else 0."""
        for limiter in self._question.limiters:
            yours = self._question.answers[limiter.factor].value
            if isinstance(limiter, DistanceLimiter) and isinstance(yours, int | float):
                name = limiter.factor
                lows, highs = self._store.ends(f"{name}.low"), self._store.ends(f"{name}.high")
                below, above = tables.distance_tables(limiter, yours, lows, highs)
                yield from ((f"{name}.low", below), (f"{name}.high", above))

    def _is_like(self, rows: Integers) -> Mask:
        """Return for each row whether the states of its groups of factors allow "close".

        As `reference.is_like`: no limiter, three groups compared, climate close, none different.
        """
        like = self.applied(rows) == 0
        states = [(group, *self._group_means(group, rows)) for group in self._question.factor_groups]
        compared = np.zeros(len(rows), dtype=np.int64)
        for group, mean, known_share, is_any_different in states:
            is_compared = known_share > 0
            compared += is_compared
            like &= ~is_compared | (mean >= profile.NEAR_SCORE - profile.SCORE_TOLERANCE)
            if group == "climate":
                like &= is_compared & ~is_any_different
                like &= mean >= profile.CLOSE_SCORE - profile.SCORE_TOLERANCE
                like &= known_share >= profile.FACTOR_GROUP_COVERAGE - profile.SCORE_TOLERANCE
        if "climate" not in self._question.factor_groups:
            like[:] = False
        return like & (compared >= profile.ENOUGH_FACTOR_GROUPS)

    def _group_means(self, group: FactorGroupName, rows: Integers) -> tuple[Floats, Floats, Mask]:
        """Return mean score, known share of the asked weight, and whether any factor is different, by row."""
        known, shares = self._store.column("known")[rows], self.rain_shares(rows)
        weighted, known_weight, asked = np.zeros(len(rows)), np.zeros(len(rows)), np.zeros(len(rows))
        is_any_different = np.zeros(len(rows), dtype=np.bool_)
        for name, weight in self._question.weights.items():
            if profile.FACTORS_BY_NAME[name].factor_group != group:
                continue
            counted = weight * shares if name in _RAIN else np.full(len(rows), weight)
            has = ((known & _FACTOR_BITS[name]) != 0) & (counted > 0)
            score = np.zeros(len(rows))
            for column, table in self._score_tables(name):
                score += table.take(self._store.column(column)[rows], mode="wrap")
            asked += counted
            known_weight += counted * has
            weighted += counted * has * score
            is_any_different |= has & (score < profile.NEAR_SCORE - profile.SCORE_TOLERANCE)
        mean = np.divide(weighted, known_weight, out=np.zeros(len(rows)), where=known_weight > 0)
        share = np.divide(known_weight, asked, out=np.zeros(len(rows)), where=asked > 0)
        return mean, share, is_any_different


def _factor_of(column: str) -> str:
    return column.partition(".")[0]


def _split(total: Floats) -> tuple[Floats, Integers]:
    """Return the sum of scores and the number of limiters that a sum with HALVING holds."""
    halvings = np.floor(total / tables.HALVING + tables.HALVING_TOLERANCE)
    total -= halvings * tables.HALVING
    return np.maximum(total, 0, out=total), halvings.astype(np.int64)


def _merged(parts: Iterable[Table]) -> dict[str, Floats]:
    """Return one table a column, the sum of its tables."""
    merged: dict[str, Floats] = {}
    for column, table in parts:
        merged[column] = merged[column] + table if column in merged else table
    return merged
