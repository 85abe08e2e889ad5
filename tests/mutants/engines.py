"""Broken engines: the reference stays whole, the columns are broken. See catalogue.py."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np

from matching import columns, conflicts, limiters, tables
from matching.column_scores import RowScorer
from tests.mutants.catalogue import Patch
from zones.land import Land

ENGINE_MUTANTS: Final[dict[str, Callable[[Patch], None]]] = {}


def engine_mutant(break_it: Callable[[Patch], None]) -> Callable[[Patch], None]:
    ENGINE_MUTANTS[break_it.__name__] = break_it
    return break_it


def _retable(patch: Patch, name: str, broken: Callable[[Any, Any], Any]) -> None:
    original = getattr(tables, name)
    patch.setattr(tables, name, lambda *given: broken(original, given))


@engine_mutant
def columns_in_single_precision(patch: Patch) -> None:
    _retable(patch, "class_scores", lambda made, given: (made(*given) + 1e-7).astype(np.float32))


@engine_mutant
def columns_take_unknown_ends_for_inside(patch: Patch) -> None:
    def broken(made: Any, given: Any) -> Any:
        below, above = made(*given)
        below = below.copy()
        below[0] = given[2]
        return below, above

    _retable(patch, "number_tables", broken)


@engine_mutant
def columns_forget_the_upper_end(patch: Patch) -> None:
    _retable(patch, "number_tables", lambda made, given: (made(*given)[0], made(*given)[1] * 0))


@engine_mutant
def columns_forget_limits_of_distance(patch: Patch) -> None:
    _retable(patch, "distance_tables", lambda made, given: tuple(table * 0 for table in made(*given)))


@engine_mutant
def columns_let_silence_limit_distances(patch: Patch) -> None:
    def broken(made: Any, given: Any) -> Any:
        below, above = made(*given)
        below = below.copy()
        below[0] = True
        return below, above

    _retable(patch, "distance_tables", broken)


@engine_mutant
def columns_forget_conflicts(patch: Patch) -> None:
    patch.setattr(conflicts, "bits_denied", lambda *given: 0)


@engine_mutant
def columns_forget_needs(patch: Patch) -> None:
    original = conflicts.bits_of
    patch.setattr(conflicts, "bits_of", lambda record: original(replace(record, needs=frozenset())))


@engine_mutant
def columns_forget_crops_needed(patch: Patch) -> None:
    patch.setattr(conflicts, "crop_bits", lambda codes: 0)


@engine_mutant
def columns_count_limiters_once(patch: Patch) -> None:
    original = RowScorer.scores
    patch.setattr(RowScorer, "scores", lambda self, rows, some: original(self, rows, np.minimum(some, 1)))


@engine_mutant
def columns_forget_water(patch: Patch) -> None:
    patch.setattr(tables, "rain_shares", lambda yours: np.ones(8))


@engine_mutant
def columns_order_by_likeness_alone(patch: Patch) -> None:
    patch.setattr(RowScorer, "_is_like", lambda self, rows: np.zeros(len(rows), dtype=np.bool_))


@engine_mutant
def columns_call_close_whatever_is_likely(patch: Patch) -> None:
    patch.setattr(RowScorer, "_is_like", lambda self, rows: np.ones(len(rows), dtype=np.bool_))


@engine_mutant
def columns_count_known_factors_that_were_not_asked(patch: Patch) -> None:
    def known(self: RowScorer, rows: Any) -> Any:
        return np.bitwise_count(self._store.column("known")[rows]).astype(np.int64)

    patch.setattr(RowScorer, "known", known)


@engine_mutant
def columns_leave_out_what_one_limiter_applies_to(patch: Patch) -> None:
    patch.setattr(limiters, "MOST_APPLIED", 0)


@engine_mutant
def columns_trust_a_page_that_reaches_down_to_what_was_left_out(patch: Patch) -> None:
    patch.setattr(columns, "_BEYOND", -1)


@engine_mutant
def columns_cut_the_page_before_ties_are_settled(patch: Patch) -> None:
    original = columns.Columns.match

    def match(self: columns.Columns, asked: Land, *, allowed: Any = None, limit: int | None = None) -> Any:
        whole = original(self, asked, allowed=allowed)
        if whole.likeness is None or limit is None:
            return original(self, asked, allowed=allowed, limit=limit)
        page = np.argsort(-np.round(whole.likeness, 5)[::-1], kind="stable")[:limit]
        page = len(whole.likeness) - 1 - page
        return replace(
            whole,
            rows=whole.rows[page],
            ids=whole.ids[page],
            likeness=whole.likeness[page],
            similarity=whole.similarity[page],
            coverage=whole.coverage[page],
            known=whole.known[page],
        )

    patch.setattr(columns.Columns, "match", match)


@engine_mutant
def columns_ignore_what_is_allowed(patch: Patch) -> None:
    original = columns.Columns._inside
    patch.setattr(columns.Columns, "_inside", lambda self, asked, allowed: original(self, asked, None))


@engine_mutant
def columns_ignore_the_gate(patch: Patch) -> None:
    original = columns.Columns._inside
    patch.setattr(
        columns.Columns,
        "_inside",
        lambda self, asked, allowed: original(self, replace(asked, gate=None), allowed),
    )
