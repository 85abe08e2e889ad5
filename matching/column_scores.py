"""Scores many rows of columns at once for one question: likeness, limiters, and who may be "close".

Every number of a row is looked up in a table of the question (`matching/tables.py`) and added; the rules are
those of `matching/reference.py`.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from matching import conflicts, profile, ranking, tables
from matching.profile import ClassFactor, DistanceLimiter, NumberFactor, ShareFactor
from matching.question import Question
from matching.tables import Floats, Mask

Integers = NDArray[np.int64]
# The name of a column, and what each of its codes adds.
Table = tuple[str, Floats]

# Rows worked on at a time: few enough that intermediate results stay in the processor's cache.
CHUNK: Final = 16384
# Picking out this share of the rows takes as long as reading all of them.
_MOST: Final = 0.6
_POWERS: Final = profile.LIMITER_FACTOR ** np.arange(len(profile.LIMITERS) + len(profile.SITE_NEEDS) + 2)
_RAIN: Final = frozenset(profile.RAIN_FACTORS)


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
        self._tables = {name: list(self._factor_tables(name)) for name in question.weights}
        self._limits = list(self._distance_tables())

    def scores(self, rows: Integers, applied: Integers) -> Scores:
        """Return the scores of those rows, in arrays over all rows that are 0 for the others.

        `applied` says for each of `rows` how many limiters and needs apply.
        """
        question, count = self._question, len(self._store)
        weighted, likeness = np.zeros(count), np.zeros(count)
        steps = np.zeros(count, dtype=np.int64)
        for start in range(0, len(rows), CHUNK):
            part, halvings = rows[start : start + CHUNK], applied[start : start + CHUNK]
            total = self._sum(part, (name for name in self._tables if name not in _RAIN))
            asked: Floats | float = question.other_total
            if question.rain_total > 0:
                shares = self.rain_shares(part)
                total += shares * self._sum(part, (name for name in self._tables if name in _RAIN))
                asked = asked + shares * question.rain_total
            np.maximum(total, 0, out=total)
            found = ratio(total, np.broadcast_to(asked, total.shape)) * _POWERS[halvings]
            weighted[part] = total
            likeness[part] = found
            steps[part] = ranking.steps_of_all(found)
        ranks = steps.copy()
        if question.is_grouped:
            free = rows[applied == 0]
            candidates = free[steps[free] >= ranking.steps_of(profile.CLOSE_LIKENESS)]
            ranks[candidates[self._is_like(candidates)]] += CLOSE_RANK
        return Scores(weighted, likeness, steps, ranks)

    def applied(self, rows: Integers, *, up_to: int | None = None) -> tuple[Integers, Integers]:
        """Return rows and how many limiters and denied needs apply to each.

        With `up_to`, only those of the rows to which no more apply.
        """
        counts = self._conflicts(rows)
        if up_to is not None:
            rows, counts = _fewest(rows, counts, up_to)
        for factor, column, table in self._limits:
            applies = table.take(self._store.column(column)[rows], mode="wrap")
            if factor in _RAIN:
                applies &= self.rain_shares(rows) > 0
            counts += applies
            if up_to is not None and applies.any():
                rows, counts = _fewest(rows, counts, up_to)
        return rows, counts

    def rain_shares(self, rows: Integers) -> Floats:
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
        weight: Floats = (self._counted(rows) * self._stated(rows)).sum(axis=1)
        return weight

    def known(self, rows: Integers) -> Integers:
        """Return how many of the asked factors each of the rows states."""
        known = self._store.column("known")[rows]
        rain, other = (
            sum(profile.FACTOR_BITS[name] for name in self._question.weights if (name in _RAIN) == is_rain)
            for is_rain in (True, False)
        )
        counts: Integers = np.bitwise_count(known & other).astype(np.int64)
        counts += np.bitwise_count(known & rain) * (self.rain_shares(rows) > 0)
        return counts

    def _sum(self, rows: Integers, names: Iterable[str]) -> Floats:
        """Return Σ w·s of those factors by row."""
        total: Floats = np.zeros(len(rows))
        found = np.empty(len(rows))
        for name in names:
            for column, table in self._tables[name]:
                # "wrap" spares the check of every code: they are the store's own, never out of range.
                total += table.take(self._store.column(column)[rows], out=found, mode="wrap")
        return total

    def _conflicts(self, rows: Integers) -> Integers:
        """Return how many limiters and needs that are no distances apply."""
        # Reading all rows in a row is faster than picking out most of them.
        picked = slice(None) if len(rows) > _MOST * len(self._store) else rows
        conflicting = self._store.column("conflicts")[picked] & self._question.denied
        counts = np.bitwise_count(conflicting)
        if self._question.crops is not None:
            needed = self._store.column("needed_crops")[picked]
            counts += (needed != 0) & ((needed & conflicts.crop_bits(self._question.crops)) == 0)
        found: Integers = (counts if picked is rows else counts[rows]).astype(np.int64)
        return found

    def _stated(self, rows: Integers) -> Mask:
        """Return which asked factors the rows state, rows × asked factors."""
        bits = np.array([profile.FACTOR_BITS[name] for name in self._question.weights])
        stated: Mask = (self._store.column("known")[rows, np.newaxis] & bits) != 0
        return stated

    def _counted(self, rows: Integers) -> Floats:
        """Return the weights of the asked factors against each row, rows × asked factors."""
        weights = np.array(list(self._question.weights.values()))
        is_rain = np.array([name in _RAIN for name in self._question.weights])
        counted: Floats = weights * np.where(is_rain, self.rain_shares(rows)[:, np.newaxis], 1.0)
        return counted

    def _factor_tables(self, name: str) -> Iterator[Table]:
        """Yield tables by column whose entries for a row add up to weight times score, 0 where unknown."""
        factor, weight = profile.FACTORS_BY_NAME[name], self._question.weights[name]
        yours = self._question.answers[name].value
        if isinstance(factor, NumberFactor) and isinstance(yours, int | float):
            lows, highs = self._store.ends(f"{name}.low"), self._store.ends(f"{name}.high")
            below, above = tables.number_tables(factor, yours, weight, lows, highs)
            yield from ((f"{name}.low", below), (f"{name}.high", above))
        elif isinstance(factor, ClassFactor | ShareFactor) and isinstance(yours, frozenset):
            yield name, weight * tables.class_scores(name, yours)
        else:
            raise TypeError(f"{name} cannot compare {yours!r}")

    def _distance_tables(self) -> Iterator[tuple[str, str, Mask]]:
        """Yield factor, column, and for each of its codes whether a limiter of distance applies."""
        for limiter in self._question.limiters:
            yours = self._question.answers[limiter.factor].value
            if isinstance(limiter, DistanceLimiter) and isinstance(yours, int | float):
                name = limiter.factor
                lows, highs = self._store.ends(f"{name}.low"), self._store.ends(f"{name}.high")
                below, above = tables.distance_tables(limiter, yours, lows, highs)
                yield from ((name, f"{name}.low", below), (name, f"{name}.high", above))

    def _is_like(self, rows: Integers) -> Mask:
        """Return for each row without a limiter whether the states of its groups of factors allow "close".

        As `reference.is_like`: three groups compared, climate close, none different.
        """
        weights = self._question.weights
        group_of = [profile.FACTORS_BY_NAME[name].factor_group for name in weights]
        belongs = np.array([[group == name for name in profile.FACTOR_GROUPS] for group in group_of], float)
        counted = self._counted(rows)
        stated = self._stated(rows) & (counted > 0)
        scores = np.stack([self._sum(rows, [name]) / weight for name, weight in weights.items()], axis=1)
        known_weight = (counted * stated) @ belongs
        mean = ratio((counted * stated * scores) @ belongs, known_weight)
        is_different = stated & (scores < profile.NEAR_SCORE - profile.SCORE_TOLERANCE)
        compared = known_weight > 0
        like = (compared.sum(axis=1) >= profile.ENOUGH_FACTOR_GROUPS) & np.all(
            ~compared | (mean >= profile.NEAR_SCORE - profile.SCORE_TOLERANCE), axis=1
        )
        climate = profile.FACTOR_GROUPS.index("climate")
        known_share = ratio(known_weight[:, climate], (counted @ belongs)[:, climate])
        close: Mask = (
            like
            & compared[:, climate]
            & ((is_different @ belongs)[:, climate] == 0)
            & (mean[:, climate] >= profile.CLOSE_SCORE - profile.SCORE_TOLERANCE)
            & (known_share >= profile.FACTOR_GROUP_COVERAGE - profile.SCORE_TOLERANCE)
        )
        return close


def _fewest(rows: Integers, counts: Integers, up_to: int) -> tuple[Integers, Integers]:
    kept = np.flatnonzero(counts <= up_to)
    return rows[kept], counts[kept]


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part over whole, 0 where the whole is 0."""
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)
