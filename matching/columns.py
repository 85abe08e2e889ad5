"""Columns of all practices, and the exact match of all of them in a few milliseconds with NumPy.

Codes are stored, not scores: range ends by their position in a list of distinct ends, classes as bit masks.
A query computes the score of each distinct end and mask once, in double precision, and then only looks
up and adds, so nothing is approximated and each result equals the reference scorer's to the last few bits.
Rows stand in browse order (most recently confirmed first, then id), so a row's number settles every tie.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from matching import limiters, profile, ranking, tables
from matching.profile import DistanceLimiter, NumberFactor
from matching.question import Question, build_question
from matching.ranking import Group
from matching.records import Record
from matching.scoring import axis
from matching.tables import Floats
from zones import factors, vocabulary
from zones.land import Land
from zones.values import BooleanValue, Classes, Range

Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]
# The name of a column, and what each of its codes adds.
Table = tuple[str, Floats]

FORMAT: Final = 1
# Rows worked on at a time: few enough that intermediate results stay in the processor's cache.
_CHUNK: Final = 16384
# Picking out this share of the rows takes as long as reading all of them.
_MOST: Final = 0.6
# Likeness, in steps, that no row surpasses to which more limiters apply than to those that are scored first.
_BEYOND: Final = ranking.steps_of(limiters.HIGHEST_BEYOND)
_MATRIX, _POSITIONS, _META = "columns.npy", "positions.npy", "meta.json"

# Columns of whole numbers. Land uses and classes are bit masks in the order of their vocabulary; "facts" has
# the bits of tables.FACT_BITS; "known" has one bit for every factor of the profile, in its order.
_NUMBERS: Final = tuple(factors.NUMBERS)
_WHOLE: Final = ("id", "confirmed_on", "land_uses", "facts", "known", *factors.CHOICES)
_ENDS: Final = tuple(f"{name}.{end}" for name in _NUMBERS for end in ("low", "high"))
_PLACE: Final = {name: i for i, name in enumerate((*_WHOLE, *_ENDS))}


class ColumnsUnusable(Exception):
    """The stored columns cannot serve: absent, damaged, or made with another profile. Rebuild them."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The best practices for a land, in order, and what counting needs of all the others.

    `rows`, `ids`, the three scores and `known` are aligned: as many as the limit, then others that were asked
    for; the scores are None when nothing was asked. `total` and `groups` count everything inside gate and
    `allowed`. `inside` and `steps` have one entry for every row of the store; `steps` holds the likeness of
    every counted row in whole steps of 1e-5, or 0 where limiters keep it below any count.
    """

    rows: Integers
    ids: Integers
    likeness: Floats | None
    similarity: Floats | None
    coverage: Floats | None
    known: Integers
    total: int
    groups: Mapping[Group, int]
    inside: Mask
    steps: Integers | None

    def reaches(self, likeness: float) -> Mask:
        """Return a mask of the counted rows with at least this likeness; all of them when nothing was asked.

        Exact only above `limiters.HIGHEST_BEYOND`.
        """
        if self.steps is None:
            return np.ones(len(self.inside), dtype=np.bool_)
        return np.greater_equal(self.steps, ranking.steps_of(likeness))


class _Scores(NamedTuple):
    """Arrays by row: Σ w·s, the likeness, and the likeness in steps."""

    weighted: Floats
    likeness: Floats
    steps: Integers


class Columns:
    """Immutable; see the module's docstring. `matrix` has one row per column of the store."""

    def __init__(self, matrix: Integers, positions: Mapping[str, Floats]) -> None:
        self._matrix = matrix
        self._positions = positions

    def __len__(self) -> int:
        return int(self._matrix.shape[1])

    @property
    def ids(self) -> Integers:
        """Return the record ids by row."""
        return self.column("id")

    def column(self, name: str) -> Integers:
        """Return one column's codes by row: "texture", "known" … as bit masks, "confirmed_on" in days."""
        column: Integers = self._matrix[_PLACE[name]]
        return column

    @classmethod
    def build(cls, records: Iterable[Record]) -> Self:
        """Return columns of these records. Raises ValueError when two share an id."""
        whole, ends = _gathered(records)
        return cls._stored(whole, ends)

    def updated(self, changed: Iterable[Record], removed: Iterable[int] = ()) -> Self:
        """Return new columns in which `changed` replaced or joined the others and `removed` ids are gone."""
        whole, ends = _gathered(changed)
        gone = np.concatenate((whole[_PLACE["id"]], np.fromiter(removed, np.int64)))
        kept = ~np.isin(self.ids, gone)
        old_ends = np.stack([self._positions[name][self.column(name)[kept]] for name in _ENDS])
        return self._stored(
            np.concatenate((self._matrix[: len(_WHOLE), kept], whole), axis=1),
            np.concatenate((old_ends, ends), axis=1),
        )

    @classmethod
    def _stored(cls, whole: Integers, ends: Floats) -> Self:
        ids, confirmed_on = whole[_PLACE["id"]], whole[_PLACE["confirmed_on"]]
        if len(np.unique(ids)) != len(ids):
            raise ValueError("two records share an id")
        order = np.lexsort((ids, -confirmed_on))
        matrix = np.empty((len(_PLACE), len(ids)), dtype=np.int64)
        matrix[: len(_WHOLE)] = whole[:, order]
        positions: dict[str, Floats] = {}
        for name, column in zip(_ENDS, ends[:, order], strict=True):
            distinct = np.unique(column[~np.isnan(column)])
            positions[name] = np.concatenate(([np.nan], distinct))
            codes = np.searchsorted(distinct, column) + 1
            matrix[_PLACE[name]] = np.where(np.isnan(column), 0, codes)
        return cls(matrix, positions)

    def save(self, folder: Path) -> None:
        """Write the columns into a folder; `meta.json`, which `open` reads first, comes last."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / _MATRIX, self._matrix)
        np.save(folder / _POSITIONS, np.concatenate([self._positions[name] for name in _ENDS]))
        meta = {
            "format": FORMAT,
            "profile": profile.PROFILE_VERSION,
            "count": len(self),
            "ends": {name: len(self._positions[name]) for name in _ENDS},
        }
        (folder / _META).write_text(json.dumps(meta, indent=1), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the columns of a folder, memory-mapped and read only. Raises ColumnsUnusable."""
        try:
            meta: dict[str, Any] = json.loads((folder / _META).read_text(encoding="utf-8"))
            if (meta["format"], meta["profile"]) != (FORMAT, profile.PROFILE_VERSION):
                raise ColumnsUnusable(f"made with profile {meta['profile']}, format {meta['format']}")
            matrix = np.load(folder / _MATRIX, mmap_mode="r", allow_pickle=False)
            stored = np.load(folder / _POSITIONS, allow_pickle=False)
            lengths = [int(meta["ends"][name]) for name in _ENDS]
            if matrix.shape != (len(_PLACE), meta["count"]) or sum(lengths) != len(stored):
                raise ColumnsUnusable("the files do not belong together")
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise ColumnsUnusable(str(error)) from error
        parts = np.split(stored, np.cumsum(lengths)[:-1])
        return cls(matrix, dict(zip(_ENDS, parts, strict=True)))

    def inside(self, land: Land, allowed: Mask | None = None) -> Mask:
        """Return a mask of the rows that pass the land's gate, of those `allowed`."""
        return self._inside(build_question(land), allowed)

    def match(
        self,
        land: Land,
        *,
        allowed: Mask | None = None,
        limit: int | None = None,
        also: Integers | None = None,
        counted: Mask | None = None,
    ) -> Matches:
        """Return the best `limit` practices (all when None) among those `allowed` by row and by the gate.

        `also` are rows inside that are wanted wherever they stand; those beyond the limit come last.
        `counted` are the rows whose likeness is asked for beside the page; by default those inside.
        """
        question = build_question(land)
        inside = self._inside(question, allowed)
        total = int(np.count_nonzero(inside))
        if question.total <= 0:
            shown = _with(np.flatnonzero(inside)[:limit], also)
            known = np.zeros(len(shown), dtype=np.int64)
            return Matches(shown, self.ids[shown], None, None, None, known, total, {}, inside, None)
        (weighted, likeness, steps), rows = self._scored(question, inside, counted, limit, also)
        groups = ranking.group_counts(steps[rows], total)
        if limit is not None and limit < len(rows):
            # Whatever the ties, the page lies among the rows from the last place's likeness upwards.
            last = np.partition(steps[rows], -limit)[-limit] if limit else profile.LIKENESS_STEPS + 1
            rows = rows[steps[rows] >= last]
        rows = _with(self._in_order(question, rows, steps)[:limit], also)
        known = self._known(question, rows)
        known_weight = self._known_weight(question, rows)
        similarity = np.zeros(len(rows))
        np.divide(weighted[rows], known_weight, out=similarity, where=known_weight > 0)
        return Matches(
            rows=rows,
            ids=self.ids[rows],
            likeness=likeness[rows],
            similarity=np.divide(
                weighted[rows], known_weight, out=np.zeros(len(rows)), where=known_weight > 0
            ),
            coverage=known_weight / question.total,
            known=known,
            total=total,
            groups=groups,
            inside=inside,
            steps=steps,
        )

    def _inside(self, question: Question, allowed: Mask | None) -> Mask:
        inside = np.ones(len(self), dtype=np.bool_) if allowed is None else allowed.copy()
        if question.gate is not None:
            inside &= (self.column("land_uses") & _mask_of(question.gate, vocabulary.LAND_USES)) != 0
        return inside

    def _scored(
        self,
        question: Question,
        inside: Mask,
        counted: Mask | None,
        limit: int | None,
        also: Integers | None,
    ) -> tuple[_Scores, Integers]:
        """Return scores, worked out for as few rows as will do, and the rows among which the page lies."""
        everyone = np.flatnonzero(inside if counted is None else counted)
        limits = self._limiter_tables(question)
        everything = _merged([*self._factor_tables(question), *limits])
        if limit is not None and len(question.limiters) > limiters.MOST_APPLIED:
            hopeful = everyone[self._applied(_merged(limits), everyone) <= limiters.MOST_APPLIED]
            page = hopeful[inside[hopeful]]
            if len(page) >= limit:
                wanted = hopeful if also is None else np.union1d(hopeful, also)
                scores = self._scores(question, everything, wanted)
                if np.count_nonzero(scores.steps[page] > _BEYOND) >= limit:
                    return scores, page
        # The page reaches down to where limiters decide.
        return self._scores(question, everything, everyone), np.flatnonzero(inside)

    def _applied(self, limits: Mapping[str, Floats], rows: Integers) -> Floats:
        """Return how many limiters apply to each of the rows."""
        summed = np.zeros(len(self))
        for part in self._parts(rows):
            for name, table in limits.items():
                summed[part] += table.take(self.column(name)[part], mode="wrap")
        applied: Floats = summed[rows] / tables.HALVING
        return applied

    def _scores(self, question: Question, added: Mapping[str, Floats], rows: Integers) -> _Scores:
        """Return the scores of those rows, in arrays over all rows that are 0 for most others."""
        looked_up = [(self.column(name), table) for name, table in added.items()]
        powers = profile.LIMITER_FACTOR ** np.arange(len(profile.LIMITERS) + 1)
        weighted, likeness = np.zeros(len(self)), np.zeros(len(self))
        steps = np.zeros(len(self), dtype=np.int64)
        room = np.empty(_CHUNK)
        for part in self._parts(rows):
            total = np.zeros(len(weighted[part]))
            found = room[: len(total)]
            for codes, table in looked_up:
                # "wrap" spares the check of every code: they are this class's own, never out of range.
                total += table.take(codes[part], out=found, mode="wrap")
            halvings = np.floor(total / tables.HALVING + tables.HALVING_TOLERANCE)
            total -= halvings * tables.HALVING
            np.maximum(total, 0, out=total)
            weighted[part] = total
            likeness[part] = total / question.total * powers[halvings.astype(np.intp)]
            steps[part] = ranking.steps_of_all(likeness[part])
        return _Scores(weighted, likeness, steps)

    def _parts(self, rows: Integers) -> list[slice] | list[Integers]:
        """Return the rows in chunks; slices of all rows where they are most of them, which reads faster."""
        if len(rows) > _MOST * len(self):
            return [slice(start, start + _CHUNK) for start in range(0, len(self), _CHUNK)]
        return [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]

    def _factor_tables(self, question: Question) -> list[Table]:
        """Return tables by column: weight times score for each code."""
        found: list[Table] = []
        for name, weight in question.weights.items():
            factor, yours = profile.FACTORS_BY_NAME[name], question.answers[name].value
            if isinstance(factor, NumberFactor) and isinstance(yours, int | float):
                lows, highs = self._positions[f"{name}.low"], self._positions[f"{name}.high"]
                below, above = tables.number_tables(factor, yours, weight, lows, highs)
                found += [(f"{name}.low", below), (f"{name}.high", above)]
            elif isinstance(yours, frozenset):  # pragma: no branch  (an answer is one or the other)
                found.append((name, weight * tables.class_scores(name, yours)))
        return found

    def _limiter_tables(self, question: Question) -> list[Table]:
        """Return tables by column: HALVING for each code to which a limiter applies, else 0."""
        found: list[Table] = []
        for limiter in question.limiters:
            name, answer = limiter.factor, question.answers[limiter.factor]
            if isinstance(limiter, DistanceLimiter) and isinstance(answer.value, int | float):
                lows, highs = self._positions[f"{name}.low"], self._positions[f"{name}.high"]
                below, above = tables.distance_tables(limiter, answer.value, lows, highs)
                found += [(f"{name}.low", below), (f"{name}.high", above)]
            else:
                column = "facts" if name in tables.FACT_BITS else name
                found.append((column, tables.limiter_table(limiter, answer)))
        return found

    def _in_order(self, question: Question, rows: Integers, steps: Integers) -> Integers:
        """Return those rows best first. Likeness, known factors and row make one number, so one sort does."""
        width = len(profile.FACTORS) + 1
        keys = (profile.LIKENESS_STEPS - steps[rows]) * width - self._known(question, rows)
        keys = keys * len(self) + rows
        keys.sort()
        ordered: Integers = keys % max(1, len(self))
        return ordered

    def _known(self, question: Question, rows: Integers) -> Integers:
        """Return how many of the asked factors each of those rows knows."""
        asked = sum(1 << i for i, f in enumerate(profile.FACTORS) if f.name in question.weights)
        counts: Integers = np.bitwise_count(self.column("known")[rows] & asked).astype(np.int64)
        return counts

    def _known_weight(self, question: Question, rows: Integers) -> Floats:
        patterns = self.column("known")[rows]
        weight = np.zeros(len(rows))
        for bit, factor in enumerate(profile.FACTORS):
            if factor.name in question.weights:
                weight += question.weights[factor.name] * (patterns >> bit & 1)
        return weight


def _merged(parts: Iterable[Table]) -> dict[str, Floats]:
    """Return one table a column, the sum of its tables."""
    merged: dict[str, Floats] = {}
    for column, table in parts:
        merged[column] = merged[column] + table if column in merged else table
    return merged


def _with(rows: Integers, also: Integers | None) -> Integers:
    """Return the rows and, after them, those of `also` that are not among them."""
    if also is None:
        return rows
    return np.concatenate([rows, also[np.isin(also, rows, invert=True)]])


def _gathered(records: Iterable[Record]) -> tuple[Integers, Floats]:
    """Return whole-number columns (columns × records) and range ends (NaN where unknown) of the records."""
    whole: list[tuple[int, ...]] = []
    ends: list[list[float]] = []
    for record in records:
        values = record.values
        facts = sum(bit for name, bit in tables.FACT_BITS.items() if _is_true(values.get(name)))
        facts |= tables.NEEDS_FROST_BIT if record.needs_frost else 0
        known = sum(1 << i for i, factor in enumerate(profile.FACTORS) if factor.name in values)
        masks = [_class_mask(values.get(name), choice.codes) for name, choice in factors.CHOICES.items()]
        land_uses = _mask_of(record.land_uses, vocabulary.LAND_USES)
        whole.append((record.id, record.confirmed_on, land_uses, facts, known, *masks))
        ends.append([end for name in _NUMBERS for end in _ends_of(name, values.get(name))])
    return (
        np.array(whole, dtype=np.int64).reshape(-1, len(_WHOLE)).T,
        np.array(ends, dtype=np.float64).reshape(-1, len(_ENDS)).T,
    )


def _ends_of(name: str, value: object) -> tuple[float, float]:
    factor = profile.FACTORS_BY_NAME[name]
    if isinstance(value, Range) and isinstance(factor, NumberFactor):
        return axis(factor, value.low), axis(factor, value.high)
    return np.nan, np.nan


def _class_mask(value: object, codes: tuple[str, ...]) -> int:
    return _mask_of(value.codes, codes) if isinstance(value, Classes) else 0


def _mask_of(ticked: Iterable[str], codes: tuple[str, ...]) -> int:
    return sum(1 << codes.index(code) for code in ticked)


def _is_true(value: object) -> bool:
    return isinstance(value, BooleanValue) and value.value
