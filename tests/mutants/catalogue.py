"""Scorers broken on purpose, each in one way that a person could break one by mistake.

A mutant is a function that patches the profile or one function; its name says what is wrong. The laws have to
notice every one of them.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pytest

from matching import explanation, profile, question, reference, scoring
from matching.explanation import FactorResult
from matching.profile import ClassFactor, Factor, NumberFactor
from matching.records import Record
from zones.land import Land
from zones.values import Range

Patch = pytest.MonkeyPatch
MUTANTS: Final[dict[str, Callable[[Patch], None]]] = {}


def mutant(break_it: Callable[[Patch], None]) -> Callable[[Patch], None]:
    MUTANTS[break_it.__name__] = break_it
    return break_it


def named(name: str, break_it: Callable[[Patch], None]) -> None:
    MUTANTS[name] = break_it


def change(patch: Patch, name: str, **changes: Any) -> None:
    """A factor of the profile with other data."""
    factors = tuple(replace(f, **changes) if f.name == name else f for f in profile.FACTORS)
    install(patch, factors)


def install(patch: Patch, factors: tuple[Factor, ...]) -> None:
    patch.setattr(profile, "FACTORS", factors)
    patch.setattr(profile, "FACTORS_BY_NAME", {factor.name: factor for factor in factors})


def change_limiter(patch: Patch, name: str, **changes: Any) -> None:
    changed = tuple(replace(f, **changes) if f.name == name else f for f in profile.LIMITERS)
    patch.setattr(profile, "LIMITERS", changed)


def rescore(patch: Patch, score: Callable[[NumberFactor, float, Range], float]) -> None:
    patch.setattr(scoring, "number_score", score)


def retable(patch: Patch, name: str, cell: Callable[[int, int, float], float]) -> None:
    factor = profile.FACTORS_BY_NAME[name]
    assert isinstance(factor, ClassFactor)
    rows = tuple(tuple(cell(i, j, x) for j, x in enumerate(row)) for i, row in enumerate(factor.table))
    change(patch, name, table=rows)


# --- figures of the profile ---------------------------------------------------------------------------

named("rain weighs twice as much", lambda patch: change(patch, "rain", weight=0.16))
named("texture weighs a hundredth less", lambda patch: change(patch, "texture", weight=0.11))
named("farm size weighs nothing", lambda patch: change(patch, "farm_size", weight=0.0))
named("temperature halves at 5 degrees", lambda patch: change(patch, "season_temperature", half=5))
named("growing period halves at a whole class", lambda patch: change(patch, "growing_period", half=90))
named("rain halves at a ratio of two", lambda patch: change(patch, "rain", half=2))
named("seasonality halves at 10 points", lambda patch: change(patch, "seasonality", half=10))
named("acidity halves at two units", lambda patch: change(patch, "ph", half=2))
named("yearly swing halves at three degrees", lambda patch: change(patch, "temperature_range", half=3))
named("coldest month halves like the season", lambda patch: change(patch, "coldest_month", half=3))
named("rain is linear", lambda patch: change(patch, "rain", logarithmic=False, half=250))
named("aridity is linear", lambda patch: change(patch, "aridity", logarithmic=False, half=0.3))
named("growing period has no cap", lambda patch: change(patch, "growing_period", high=366))
named("span of temperature ends too early", lambda patch: change(patch, "season_temperature", high=28))
named("slope belongs to the climate slider", lambda patch: change(patch, "slope", slider="climate"))
named("texture neighbours score nothing", lambda p: retable(p, "texture", lambda i, j, x: float(i == j)))
named("cracking clay is no kin of clay", lambda p: retable(p, "texture", lambda i, j, x: x * (i + j != 5)))
named(
    "depth is symmetrical",
    lambda p: retable(p, "rooting_depth", lambda i, j, x: (1, 0.5, 0.2, 0, 0)[abs(i - j)]),
)
named(
    "depth is the wrong way round",
    lambda p: retable(p, "rooting_depth", lambda i, j, x: (1, 0.5, 0.2, 0, 0)[max(0, i - j)]),
)
named("slope halves at one class", lambda p: retable(p, "slope", lambda i, j, x: 2.0 ** -((i - j) ** 2)))
named("farm sizes fall off faster", lambda p: retable(p, "farm_size", lambda i, j, x: 0.5 if x == 0.6 else x))
named("some watering is as good as any", lambda p: retable(p, "water_supply", lambda i, j, x: min(1, 2 * x)))
named("systems have no neighbours", lambda p: retable(p, "system", lambda i, j, x: float(i == j)))
named("machines do not matter", lambda p: retable(p, "mechanisation", lambda i, j, x: 1.0))
named("yearly swing is not compared", lambda patch: change(patch, "temperature_range", weight=0.0))
named("organic matter is off by one", lambda p: retable(p, "organic_matter", lambda i, j, x: float(i <= j)))


@mutant
def all_factors_weigh_the_same(patch: Patch) -> None:
    install(patch, tuple(replace(factor, weight=1 / 17) for factor in profile.FACTORS))


@mutant
def crops_and_farm_size_swap_weights(patch: Patch) -> None:
    swapped = {"crops": 0.03, "farm_size": 0.08}
    install(patch, tuple(replace(f, weight=swapped.get(f.name, f.weight)) for f in profile.FACTORS))


# --- the curve and the distance -------------------------------------------------------------------------


def _halves(factor: NumberFactor, yours: float, theirs: Range) -> float:
    return scoring.distance(factor, yours, theirs) / scoring.separation(factor, factor.half)


named("curve is exponential", lambda p: rescore(p, lambda f, y, t: 2 ** -_halves(f, y, t)))
named("curve is k over k plus d", lambda p: rescore(p, lambda f, y, t: 1 / (1 + _halves(f, y, t))))
named("curve is to the base e", lambda p: rescore(p, lambda f, y, t: math.exp(-(_halves(f, y, t) ** 2))))
named("curve is a step", lambda p: rescore(p, lambda f, y, t: float(_halves(f, y, t) <= 1)))
named(
    "curve is flat near the range",
    lambda p: rescore(p, lambda f, y, t: 2 ** -(max(0, _halves(f, y, t) - 1) ** 2)),
)
named(
    "curve never falls below a tenth",
    lambda p: rescore(p, lambda f, y, t: max(0.1, 2 ** -(_halves(f, y, t) ** 2))),
)


def _redistance(patch: Patch, distance: Callable[[float, float, float], float]) -> None:
    def broken(factor: NumberFactor, yours: float, theirs: Range) -> float:
        return distance(*(scoring.axis(factor, x) for x in (yours, theirs.low, theirs.high)))

    patch.setattr(scoring, "distance", broken)


named(
    "a range scores at its middle", lambda p: _redistance(p, lambda v, low, high: abs(v - (low + high) / 2))
)
named(
    "a range scores at its far end",
    lambda p: _redistance(p, lambda v, low, high: max(abs(v - low), abs(v - high))),
)
named("above the range counts as inside", lambda p: _redistance(p, lambda v, low, high: max(low - v, 0)))
named("below the range counts as inside", lambda p: _redistance(p, lambda v, low, high: max(v - high, 0)))
named("only the low end is looked at", lambda p: _redistance(p, lambda v, low, high: abs(v - low)))


@mutant
def values_are_not_kept_within_the_span(patch: Patch) -> None:
    def axis(factor: NumberFactor, value: float) -> float:
        return math.log(max(value, 1e-9)) if factor.logarithmic else value

    patch.setattr(scoring, "axis", axis)


@mutant
def only_the_farmers_value_is_kept_within_the_span(patch: Patch) -> None:
    kept = scoring.axis

    def distance(factor: NumberFactor, yours: float, theirs: Range) -> float:
        raw = (math.log(x) if factor.logarithmic else x for x in (theirs.low, theirs.high))
        low, high = raw
        return max(low - kept(factor, yours), kept(factor, yours) - high, 0)

    patch.setattr(scoring, "distance", distance)


# --- classes --------------------------------------------------------------------------------------------


def _pairs(factor: ClassFactor, yours: frozenset[str], theirs: frozenset[str]) -> list[float]:
    position = factor.codes.index
    return [factor.table[position(a)][position(b)] for a in yours for b in theirs]


named(
    "the worst pair counts", lambda p: p.setattr(scoring, "class_score", lambda f, y, t: min(_pairs(f, y, t)))
)
named(
    "the mean pair counts",
    lambda p: p.setattr(scoring, "class_score", lambda f, y, t: np.mean(_pairs(f, y, t))),
)
named(
    "any common crop is enough", lambda p: p.setattr(scoring, "share_score", lambda y, t: float(bool(y & t)))
)
named(
    "share of the practice's crops",
    lambda p: p.setattr(scoring, "share_score", lambda y, t: len(y & t) / len(t)),
)
named(
    "crops in common over crops of both",
    lambda p: p.setattr(scoring, "share_score", lambda y, t: len(y & t) / len(y | t)),
)

# --- how scores become L --------------------------------------------------------------------------------


def _rescore_unknown(patch: Patch, neutral: float) -> None:
    original = reference._result

    def broken(asked: question.Question, factor: Factor, record: Record, weight: float) -> FactorResult:
        result = original(asked, factor, record, weight)
        return replace(result, score=neutral) if result.score is None else result

    patch.setattr(reference, "_result", broken)


def _recover(patch: Patch, coverage: Callable[[float], float]) -> None:
    original = reference.known_share
    patch.setattr(reference, "known_share", lambda points: coverage(original(points)))


named("unknown counts as a neutral half", lambda patch: _rescore_unknown(patch, 0.5))
named("unknown counts as equal", lambda patch: _rescore_unknown(patch, 1.0))
named("coverage is left out", lambda patch: _recover(patch, lambda coverage: 1.0))
named("coverage under a square root", lambda patch: _recover(patch, math.sqrt))
named("coverage squared", lambda patch: _recover(patch, lambda coverage: coverage * coverage))
named("everything scores one", lambda patch: patch.setattr(reference, "weighted_mean", lambda points: 1.0))


@mutant
def coverage_counts_factors_instead_of_weight(patch: Patch) -> None:
    def coverage(points: reference.Points) -> float:
        known = [score is not None for _weight, score in points]
        return sum(known) / len(known)

    patch.setattr(reference, "known_share", coverage)


@mutant
def coverage_of_all_factors_instead_of_those_asked(patch: Patch) -> None:
    patch.setattr(reference, "known_share", lambda points: sum(w for w, score in points if score is not None))


@mutant
def similarity_without_weights(patch: Patch) -> None:
    def similarity(points: reference.Points) -> float:
        scores = [score for _weight, score in points if score is not None]
        return sum(scores) / len(scores) if scores else 0.0

    patch.setattr(reference, "weighted_mean", similarity)


@mutant
def similarity_of_the_worst_factor(patch: Patch) -> None:
    patch.setattr(
        reference,
        "weighted_mean",
        lambda points: min((score for _weight, score in points if score is not None), default=0.0),
    )


@mutant
def similarity_is_a_geometric_mean(patch: Patch) -> None:
    def similarity(points: reference.Points) -> float:
        known = [(weight, max(score, 1e-12)) for weight, score in points if score is not None]
        weight = sum(w for w, _s in known)
        return math.exp(sum(w * math.log(s) for w, s in known) / weight) if known else 0.0

    patch.setattr(reference, "weighted_mean", similarity)


@mutant
def nothing_asked_scores_nought(patch: Patch) -> None:
    original = reference.explain

    def explain(asked: Land, record: Record) -> explanation.Explanation | None:
        found = original(asked, record)
        return (
            replace(found, likeness=0.0, similarity=0.0, coverage=0.0, group="far")
            if found and found.likeness is None
            else found
        )

    patch.setattr(reference, "explain", explain)


@mutant
def what_was_not_asked_counts_too(patch: Patch) -> None:
    """A practice is rewarded for being well described."""
    original = reference.explain

    def explain(asked: Land, record: Record) -> explanation.Explanation | None:
        found = original(asked, record)
        if found is None or found.likeness is None:
            return found
        return replace(found, likeness=found.likeness * (0.9 + 0.1 * len(record.values) / 19))

    patch.setattr(reference, "explain", explain)


@mutant
def practices_of_ones_own_country_are_preferred(patch: Patch) -> None:
    original = reference.explain

    def explain(asked: Land, record: Record) -> explanation.Explanation | None:
        found = original(asked, record)
        if found is None or found.likeness is None or record.country != "BJ":
            return found
        return replace(found, likeness=min(1.0, found.likeness * 1.05))

    patch.setattr(reference, "explain", explain)
