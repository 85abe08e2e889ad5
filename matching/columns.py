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
from typing import Any, Final, Self

import numpy as np

from matching import conflicts, limiters, profile, ranking
from matching.column_scores import CLOSE_RANK, Integers, RowScorer, Scores, ratio
from matching.profile import NumberFactor
from matching.question import Question, build_question
from matching.ranking import Group
from matching.records import Record
from matching.scoring import axis
from matching.tables import Floats, Mask
from zones import factors, vocabulary
from zones.land import Land
from zones.values import Classes, Range

FORMAT: Final = 2
# Likeness, in steps, that no row surpasses to which more limiters apply than to those that are scored first.
_BEYOND: Final = ranking.steps_of(limiters.HIGHEST_BEYOND)
_MATRIX, _POSITIONS, _META = "columns.npy", "positions.npy", "meta.json"

# Columns of whole numbers. Land uses, crops needed and classes are bit masks in the order of their
# vocabulary; "conflicts" has the bits of matching/conflicts.py, "known" one for every factor of the profile.
_NUMBERS: Final = tuple(factors.NUMBERS)
_WHOLE: Final = ("id", "confirmed_on", "land_uses", "conflicts", "needed_crops", "known", *factors.CHOICES)
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

    def ends(self, name: str) -> Floats:
        """Return the distinct range ends that the codes of a column such as "rain.low" stand for."""
        return self._positions[name]

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
        scorer = RowScorer(self, question)
        prune_to = limit if question.could_apply > limiters.MOST_APPLIED else None
        (weighted, likeness, steps, ranks), rows = self._scored(scorer, inside, counted, also, prune_to)
        groups = _group_counts(ranks[rows], total, is_grouped=question.is_grouped)
        if limit is not None and limit < len(rows):
            # Whatever the ties, the page lies among the rows from the last place's rank upwards.
            last = np.partition(ranks[rows], -limit)[-limit] if limit else 2 * CLOSE_RANK
            rows = rows[ranks[rows] >= last]
        rows = _with(self._in_order(scorer, rows, ranks)[:limit], also)
        known_weight = scorer.known_weight(rows)
        asked = scorer.asked_weight(rows)
        return Matches(
            rows=rows,
            ids=self.ids[rows],
            likeness=likeness[rows],
            similarity=ratio(weighted[rows], known_weight),
            coverage=ratio(known_weight, asked),
            known=scorer.known(rows),
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
        scorer: RowScorer,
        inside: Mask,
        counted: Mask | None,
        also: Integers | None,
        limit: int | None,
    ) -> tuple[Scores, Integers]:
        """Return scores, worked out for as few rows as will do, and the rows among which the page lies.

        With a `limit`, rows that several limiters apply to are left out where the page does without them.
        """
        everyone = np.flatnonzero(inside if counted is None else counted)
        if limit is not None:
            hopeful, applied = scorer.applied(everyone, up_to=limiters.MOST_APPLIED)
            page = hopeful[inside[hopeful]]
            if len(page) >= limit:
                if also is not None:
                    hopeful, applied = scorer.applied(np.union1d(hopeful, also))
                scores = scorer.scores(hopeful, applied)
                if np.count_nonzero(scores.steps[page] > _BEYOND) >= limit:
                    return scores, page
        # The page reaches down to where limiters decide.
        return scorer.scores(*scorer.applied(everyone)), np.flatnonzero(inside)

    def _in_order(self, scorer: RowScorer, rows: Integers, ranks: Integers) -> Integers:
        """Return those rows best first. Rank, known factors and row make one number, so one sort does."""
        width = len(profile.FACTORS) + 1
        keys = (CLOSE_RANK + profile.LIKENESS_STEPS - ranks[rows]) * width - scorer.known(rows)
        keys = keys * len(self) + rows
        keys.sort()
        ordered: Integers = keys % max(1, len(self))
        return ordered


def _group_counts(ranks: Integers, total: int, *, is_grouped: bool) -> dict[Group, int]:
    """Return the sizes of the groups. Those of the `total` whose ranks are not given count as "far"."""
    reached = int(np.count_nonzero(ranks >= ranking.steps_of(profile.NEAR_LIKENESS)))
    if not is_grouped:
        return {"listed": reached, "far": total - reached}
    close = int(np.count_nonzero(ranks >= CLOSE_RANK))
    return {"close": close, "near": reached - close, "far": total - reached}


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
        needed_crops = conflicts.crop_bits(limiters.needed_crops(record))
        known = sum(bit for name, bit in profile.FACTOR_BITS.items() if name in values)
        masks = [_class_mask(values.get(name), choice.codes) for name, choice in factors.CHOICES.items()]
        land_uses = _mask_of(record.land_uses, vocabulary.LAND_USES)
        first = (record.id, record.confirmed_on, land_uses, conflicts.bits_of(record), needed_crops, known)
        whole.append((*first, *masks))
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
