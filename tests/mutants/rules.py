"""More broken scorers: limiters, sliders, gate, order and groups; and broken engines. See catalogue.py."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np

from matching import columns, explanation, limiters, profile, question, ranking, reference, tables
from matching.profile import (
    DistanceLimiter,
    FactLimiter,
    FrostLimiter,
    Limiter,
    StepsLimiter,
)
from matching.question import Question
from matching.records import Record
from tests.mutants.catalogue import Patch, change_limiter, mutant, named
from zones import land
from zones.land import Answer, Land, Sliders

ENGINE_MUTANTS: Final[dict[str, Callable[[Patch], None]]] = {}


def engine_mutant(break_it: Callable[[Patch], None]) -> Callable[[Patch], None]:
    ENGINE_MUTANTS[break_it.__name__] = break_it
    return break_it


# --- limiters -------------------------------------------------------------------------------------------


def _drop(patch: Patch, name: str) -> None:
    patch.setattr(profile, "LIMITERS", tuple(f for f in profile.LIMITERS if f.name != name))


def _each(name: str) -> Callable[[Patch], None]:
    return lambda patch: _drop(patch, name)


for _limiter in profile.LIMITERS:
    named(f"limiter dropped: {_limiter.name}", _each(_limiter.name))

named("a limiter takes three tenths", lambda p: p.setattr(profile, "LIMITER_FACTOR", 0.7))
named("temperature limit is 5 degrees", lambda p: change_limiter(p, "season_temperature", limit=5))
named("aridity limit is a ratio of three", lambda p: change_limiter(p, "aridity", limit=3))
named("exactly at the limit counts as over it", lambda p: p.setattr(profile, "DISTANCE_TOLERANCE", -1e-6))
named("one class steeper is too steep", lambda p: change_limiter(p, "slope", steps=1))
named("three classes steeper are too steep", lambda p: change_limiter(p, "slope", steps=3))
named(
    "some irrigation does not clear",
    lambda p: change_limiter(p, "irrigation", clearing=frozenset({"rainfed"})),
)
named(
    "who waters sometimes is limited too",
    lambda p: change_limiter(p, "irrigation", limited=frozenset({"rainfed", "supplementary"})),
)


def _reclear(patch: Patch, broken: Callable[[Limiter, Answer, Record, bool], bool]) -> None:
    original = limiters.is_cleared
    patch.setattr(limiters, "is_cleared", lambda f, a, r: broken(f, a, r, original(f, a, r)))


def _reapply(patch: Patch, broken: Callable[[Limiter, Answer | None, bool], bool]) -> None:
    original = limiters.may_apply
    patch.setattr(limiters, "may_apply", lambda f, a: broken(f, a, original(f, a)))


named("silence clears a limiter", lambda p: _reclear(p, lambda f, a, r, was: was or f.factor not in r.values))
named("only silence limits", lambda p: _reclear(p, lambda f, a, r, was: was or f.factor in r.values))
named(
    "any statement about a fact clears it",
    lambda p: _reclear(p, lambda f, a, r, was: was or (isinstance(f, FactLimiter) and f.factor in r.values)),
)
named(
    "needing frost is not looked at",
    lambda p: _reclear(p, lambda f, a, r, was: was or (isinstance(f, FrostLimiter) and a.value is False)),
)
named(
    "a practice that needs frost is limited where frost is",
    lambda p: _reclear(p, lambda f, a, r, was: was and not (isinstance(f, FrostLimiter) and r.needs_frost)),
)
named("gentlest instead of steepest slope", lambda p: p.setattr(limiters, "highest", limiters.lowest))
named("steepest of the farmer's slopes", lambda p: p.setattr(limiters, "lowest", limiters.highest))
named(
    "slope not stated limits flat land too",
    lambda p: _reapply(p, lambda f, a, was: was or (isinstance(f, StepsLimiter) and a is not None)),
)
named(
    "a farmer without salt is limited too",
    lambda p: _reapply(p, lambda f, a, was: was or (isinstance(f, FactLimiter) and a is not None)),
)
named(
    "climate limits only what a person stated",
    lambda p: _reapply(
        p,
        lambda f, a, was: (
            was and not (isinstance(f, DistanceLimiter) and a is not None and a.origin == "derived")
        ),
    ),
)
named("frost from the map up to 8 degrees", lambda p: p.setattr(land, "FROST_UP_TO_C", 8))
named("no frost from the map from 17 degrees", lambda p: p.setattr(land, "FROST_FREE_FROM_C", 17))


@mutant
def several_limiters_halve_once(patch: Patch) -> None:
    _re_explain(patch, lambda e: replace(e, likeness=e.similarity * e.coverage * (0.5 if e.applied else 1)))


@mutant
def limiters_lower_by_a_constant(patch: Patch) -> None:
    _re_explain(
        patch, lambda e: replace(e, likeness=max(0.0, e.similarity * e.coverage - 0.1 * len(e.applied)))
    )


@mutant
def limiters_are_named_but_do_not_count(patch: Patch) -> None:
    _re_explain(patch, lambda e: replace(e, likeness=e.similarity * e.coverage))


def _re_explain(patch: Patch, broken: Callable[[Any], explanation.Explanation]) -> None:
    original = reference.explain

    def explain(asked: Land, record: Record) -> explanation.Explanation | None:
        found = original(asked, record)
        return broken(found) if found is not None and found.likeness is not None else found

    patch.setattr(reference, "explain", explain)


# --- sliders and gate -----------------------------------------------------------------------------------


def _reweigh(patch: Patch, broken: Callable[[Sliders], dict[str, float]]) -> None:
    patch.setattr(question, "slider_weights", broken)


def _plain(sliders: Sliders) -> dict[str, float]:
    return {"climate": sliders.climate, "soil": sliders.soil, "farming": sliders.farming}


named("sliders are ignored", lambda p: _reweigh(p, lambda s: dict.fromkeys(_plain(s), 1.0)))
named("sliders all at nought ask nothing", lambda p: _reweigh(p, _plain))
named(
    "sliders at nought count as one",
    lambda p: _reweigh(p, lambda s: {g: x or 1.0 for g, x in _plain(s).items()}),
)
named("sliders are added", lambda p: _reweigh(p, lambda s: {g: x + 0.1 for g, x in _plain(s).items()}))
named(
    "soil and climate sliders are exchanged",
    lambda p: _reweigh(p, lambda s: {"climate": s.soil, "soil": s.climate, "farming": s.farming}),
)


@mutant
def a_slider_at_nought_leaves_its_limiters(patch: Patch) -> None:
    original = question.build_question

    def broken(asked: Land) -> Question:
        whole = original(replace(asked, sliders=Sliders()))
        return replace(original(asked), limiters=whole.limiters)

    patch.setattr(reference, "build_question", broken)


def _repass(patch: Patch, passes: Callable[[Question, frozenset[str]], bool]) -> None:
    patch.setattr(Question, "passes", passes)


named("the gate is open", lambda p: _repass(p, lambda q, uses: True))
named(
    "mixed does not pass the gate",
    lambda p: _repass(p, lambda q, uses: q.gate is None or bool(q.gate & uses - {"mixed"})),
)
named(
    "every land use must fit the gate", lambda p: _repass(p, lambda q, uses: q.gate is None or uses <= q.gate)
)

# --- order, groups, states ------------------------------------------------------------------------------


def _reorder(patch: Patch, key: Callable[[int, int, int, int], tuple[int, ...]]) -> None:
    def order_key(likeness: float | None, known: int, confirmed_on: int, record_id: int) -> tuple[int, ...]:
        return key(0 if likeness is None else ranking.steps_of(likeness), known, confirmed_on, record_id)

    patch.setattr(ranking, "order_key", order_key)


named("the furthest come first", lambda p: _reorder(p, lambda s, known, day, i: (s, -known, -day, i)))
named(
    "order forgets how much is known", lambda p: _reorder(p, lambda steps, known, day, i: (-steps, -day, i))
)
named(
    "fewer factors known come first",
    lambda p: _reorder(p, lambda steps, known, day, i: (-steps, known, -day, i)),
)
named(
    "longest confirmed come first",
    lambda p: _reorder(p, lambda steps, known, day, i: (-steps, -known, day, i)),
)
named("newest id comes first", lambda p: _reorder(p, lambda s, known, day, i: (-s, -known, -day, -i)))
named(
    "known factors go before L", lambda p: _reorder(p, lambda steps, known, day, i: (-known, -steps, -day, i))
)
named(
    "L is ordered to the last digit",
    lambda p: p.setattr(ranking, "steps_of", lambda x: x * 1e5),
)
named("L is ordered in hundredths", lambda p: p.setattr(profile, "LIKENESS_STEPS", 100))
named("close is above one half, not from it", lambda p: p.setattr(profile, "CLOSE_LIKENESS", 0.50001))
named("near begins at a quarter", lambda p: p.setattr(profile, "NEAR_LIKENESS", 0.25))
named("a state is close above three quarters", lambda p: p.setattr(profile, "CLOSE_SCORE", 0.7500001))
named("a state is near above a quarter", lambda p: p.setattr(profile, "NEAR_SCORE", 0.2500001))

# --- engines: the reference stays whole, the columns are broken -------------------------------------------


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
def columns_let_silence_clear_distances(patch: Patch) -> None:
    def broken(made: Any, given: Any) -> Any:
        below, above = made(*given)
        below = below.copy()
        below[0] = 0
        return below, above

    _retable(patch, "distance_tables", broken)


@engine_mutant
def columns_forget_limiters_of_classes(patch: Patch) -> None:
    _retable(patch, "limiter_table", lambda made, given: made(*given) * 0)


@engine_mutant
def columns_count_limiters_once(patch: Patch) -> None:
    patch.setattr(tables, "HALVING_TOLERANCE", -0.5)


@engine_mutant
def columns_forget_needing_frost(patch: Patch) -> None:
    patch.setattr(tables, "NEEDS_FROST_BIT", 0)


@engine_mutant
def columns_count_known_factors_that_were_not_asked(patch: Patch) -> None:
    def known(self: columns.Columns, asked: Question, rows: Any) -> Any:
        return np.bitwise_count(self.column("known")[rows]).astype(np.int64)

    patch.setattr(columns.Columns, "_known", known)


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
