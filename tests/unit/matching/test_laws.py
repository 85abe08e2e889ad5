"""The laws of the match: they hold for every land and every practice, whatever was asked and is known.

Laws 1 to 9 and 11 to 13 stand here, what an answer may cost in test_laws_of_answers.py, 10 in
test_laws_of_limiters.py, 14 in test_law_of_the_months.py, 15 in test_statements.py.
tests/mutants shows that broken scorers fail them.
"""

from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given

from matching.explanation import Explanation
from matching.question import build_question
from matching.records import Record
from matching.reference import scored
from tests.unit.matching import figures
from tests.unit.matching.drawing import CASES, Draws
from tests.unit.matching.expectations import (
    EXACT,
    asked_weights,
    before_limiters,
    explained,
    same,
    value_like,
    with_values,
    without,
)
from tests.unit.matching.figures import CODES, CURVES, GROUP_OF, GROUPS, NEEDS, TABLES, WEIGHTS
from zones import vocabulary
from zones.land import AnswerValue, Land, Sliders
from zones.values import Classes, Range, Value

T = TypeVar("T")


@given(CASES)
def test_01_the_same_place_completely_known_is_one(case: bytes) -> None:
    land = Draws(case).land()
    everything = {
        name: value_like(answer.value)
        for name, answer in land.answers().items()
        if name not in figures.NEEDED_FACTS
    }
    needs = {name for name, need in NEEDS.items() if land.answers().get(need.fact) is None}
    needs |= {name for name, need in NEEDS.items() if land.stated.get(need.fact) in need.meeting}
    record = Record(1, everything, frozenset(needs), frozenset({land.land_use or "mixed"}))
    if asked_weights(land):
        assert same(explained(land, record).likeness, 1)


@given(CASES)
def test_02_l_lies_between_zero_and_one_and_needs_a_question(case: bytes) -> None:
    land, record = Draws(case).pair()
    explanation = explained(land, record)
    if asked_weights(land):
        assert explanation.likeness is not None and 0 <= explanation.likeness <= 1
    else:
        assert (explanation.likeness, explanation.similarity, explanation.coverage, explanation.group) == (
            None,
        ) * 4


@given(CASES)
def test_02_l_is_similarity_times_coverage_times_half_for_each_limiter(case: bytes) -> None:
    land, record = Draws(case).pair()
    weights = asked_weights(land, record)
    if not weights:
        return
    explanation = explained(land, record)
    assert {factor.name: factor.weight for factor in explanation.factors} == pytest.approx(weights)
    known = [f for f in explanation.factors if f.score is not None]
    assert {f.name for f in known} == set(weights).intersection(record.values)
    known_weight = sum(weights[f.name] for f in known)
    similarity = sum(weights[f.name] * (f.score or 0) for f in known) / (known_weight or 1)
    coverage = known_weight / sum(weights.values())
    assert same(explanation.similarity, similarity)
    assert same(explanation.coverage, coverage)
    assert same(explanation.likeness, similarity * coverage / 2 ** len(explanation.limiters))
    assert scored(build_question(land), record) == (
        explanation.likeness,
        explanation.similarity,
        explanation.coverage,
    )


@pytest.mark.parametrize("name", CURVES)
def test_03_anchors_of_every_number_on_both_sides(name: str) -> None:
    curve = CURVES[name]
    first, last = curve.away(curve.low, 2), curve.away(curve.high, -2)
    for edge in np.linspace(first, last, 7):
        for side in (-1, 1):
            other_end = curve.away(edge, -side)
            record = Record(id=1, values={name: Range(min(edge, other_end), max(edge, other_end))})
            for halves, expected in ((0, 1), (1, 1 / 2), (2, 1 / 16)):
                land = Land(stated={name: float(curve.away(edge, side * halves))})
                assert same(explained(land, record).factors[0].score, expected)


@pytest.mark.parametrize("name", CURVES)
def test_03_values_beyond_the_span_count_as_its_end(name: str) -> None:
    curve = CURVES[name]
    far_above = curve.away(curve.high, 1)
    far_below = curve.away(curve.low, -1)
    for end, beyond, inner in (
        (curve.high, far_above, curve.away(curve.high, -1)),
        (curve.low, far_below, curve.away(curve.low, 1)),
    ):
        for theirs in (Range.point(beyond), Range(min(end, beyond), max(end, beyond))):
            for yours, expected in ((end, 1), (beyond, 1), (inner, 0.5)):
                land, record = Land(stated={name: float(yours)}), Record(id=1, values={name: theirs})
                # The span's end is known to three digits only.
                assert explained(land, record).factors[0].score == pytest.approx(expected, abs=1e-2)


@given(CASES)
def test_04_deleting_a_value_costs_exactly_its_weighted_score(case: bytes) -> None:
    """The water supply aside: it changes what is asked of the pair."""
    draws = Draws(case)
    land, record = draws.pair()
    weights = asked_weights(land, record)
    explanation = explained(land, record)
    for factor in explanation.factors:
        if factor.score is not None and factor.name != "water_supply":
            loss = before_limiters(explanation) - before_limiters(
                explained(land, without(record, factor.name))
            )
            share = weights[factor.name] * factor.score / sum(weights.values())
            assert same(loss, share)


@given(CASES)
def test_05_deleting_a_value_that_limits_nothing_never_raises_l(case: bytes) -> None:
    """What limits may be left out, and is then seen as not known; water supply has a table of its own."""
    land, record = Draws(case).pair()
    explanation = explained(land, record)
    if explanation.likeness is None:
        return
    limiting = {limiter.factor for limiter in explanation.applied}
    for name in record.values.keys() - {"water_supply"}:
        poorer = explained(land, without(record, name))
        assert before_limiters(poorer) <= before_limiters(explanation) + EXACT
        if name not in limiting:
            assert poorer.likeness is not None and poorer.likeness <= explanation.likeness + EXACT


@given(CASES)
def test_06_moving_a_number_away_lowers_l(case: bytes) -> None:
    draws = Draws(case)
    name, side = draws.pick(tuple(CURVES)), draws.pick((1, -1))
    curve = CURVES[name]
    edge = draws.between(curve.low, curve.high)
    other_end = curve.away(edge, -side * draws.between(0, 3))
    halves = sorted((draws.between(0, 4), draws.between(0, 4)))
    land = draws.land()
    # Frost is told, so that a colder month does not change a second fact; rainfed, so that all is asked.
    stated = {**land.stated, "frost": draws.chance(0.5), "water_supply": frozenset({"rainfed"})}
    theirs = Range(min(edge, other_end), max(edge, other_end))
    record = with_values(draws.record(land), **{name: theirs}, water_supply=Classes.of("rainfed"))

    def at(distance: float) -> Explanation:
        yours = float(np.clip(curve.away(edge, side * distance), curve.low, curve.high))
        return explained(replace(land, stated={**stated, name: yours}), record)

    nearer, further = (at(distance) for distance in halves)
    if nearer.likeness is None or further.likeness is None:
        return
    assert further.likeness <= nearer.likeness + EXACT
    before, after = (
        {factor.name: factor for factor in explanation.factors}.get(name) for explanation in (nearer, further)
    )
    if before and after and before.yours != after.yours and halves[0] > 0 and halves[1] - halves[0] > 1e-3:
        assert before.score is not None
        if before.score > 1e-6:
            assert before_limiters(further) < before_limiters(nearer)


@given(CASES)
def test_06_moving_an_ordered_class_away_never_raises_l(case: bytes) -> None:
    draws = Draws(case)
    name = draws.pick(("organic_matter", "slope", "mechanisation", "farm_size"))
    codes = CODES[name]
    land = draws.land()
    at = draws.byte() % len(codes)
    record = with_values(draws.record(land, needs=0), **{name: Classes.of(codes[at])})
    steps = range(at, len(codes)) if draws.chance(0.5) else range(at, -1, -1)
    lands = [replace(land, stated={**land.stated, name: frozenset({codes[i]})}) for i in steps]
    for nearer, further in pairwise(explained(land, record).likeness for land in lands):
        assert nearer is None or (further is not None and further <= nearer + EXACT)


@given(CASES)
def test_07_widening_a_range_never_lowers_l_before_limiters(case: bytes) -> None:
    draws = Draws(case)
    land, record = draws.pair()
    if not asked_weights(land):
        return
    before = before_limiters(explained(land, record))
    for name, value in record.values.items():
        if name == "water_supply":  # changes what is asked of the pair
            continue
        wider: Value = value
        if isinstance(value, Range):
            down, up = draws.between(0, 2), draws.between(0, 2)
            wider = Range(CURVES[name].away(value.low, -down), CURVES[name].away(value.high, up))
        elif isinstance(value, Classes):
            wider = Classes(value.codes | {draws.pick(CODES[name])})
        assert before_limiters(explained(land, with_values(record, **{name: wider}))) >= before - EXACT


@given(CASES)
def test_07_a_range_scores_as_its_best_point(case: bytes) -> None:
    draws = Draws(case)
    name = draws.pick(tuple(CURVES))
    yours = draws.answer(name)
    theirs = draws.value(name, yours)
    assert isinstance(theirs, Range) and isinstance(yours, float)

    def score(value: Value) -> float:
        points = explained(Land(stated={name: yours}), Record(id=1, values={name: value})).factors[0].score
        assert points is not None
        return points

    within = [theirs.low, theirs.high, min(max(yours, theirs.low), theirs.high)]
    assert same(score(theirs), max(score(Range.point(point)) for point in within))


@given(CASES)
def test_08_what_was_not_asked_changes_nothing(case: bytes) -> None:
    draws = Draws(case)
    land = draws.land(stated_share=0.4, facts=0.3)
    record = draws.record(land)
    asked = land.answers()
    water = {"water_supply"}  # decides how far rain counts, whoever states it
    other = {
        n: draws.value(n, None)
        for n in (*WEIGHTS, *figures.FACTS)
        if n not in asked.keys() | water and draws.chance(0.5)
    }
    kept = {name: value for name, value in record.values.items() if name in asked.keys() | water}
    assert explained(land, replace(record, values={**kept, **other})) == explained(land, record)
    untold = {
        need for need in vocabulary.NEEDS if (NEEDS[need].fact if need in NEEDS else "crops") not in asked
    }
    needing = replace(record, needs=record.needs ^ untold)
    assert explained(land, needing).likeness == explained(land, record).likeness


@given(CASES)
def test_09_swapping_farmer_and_practice_changes_nothing(case: bytes) -> None:
    draws = Draws(case)
    names = [name for name in WEIGHTS if name not in ("crops", "rooting_depth") and draws.chance(0.8)]

    def place() -> dict[str, AnswerValue]:
        answers: dict[str, AnswerValue] = {}
        for name in names:
            answers[name] = draws.answer(name) if name in CURVES else frozenset({draws.pick(CODES[name])})
        return answers

    ours, theirs = place(), place()
    if names:
        there = explained(
            Land(stated=ours), Record(id=1, values={n: value_like(v) for n, v in theirs.items()})
        )
        back = explained(
            Land(stated=theirs), Record(id=2, values={n: value_like(v) for n, v in ours.items()})
        )
        assert same(before_limiters(there), before_limiters(back))


@pytest.mark.parametrize("name", TABLES)
def test_11_every_cell_of_every_table(name: str) -> None:
    for i, yours in enumerate(CODES[name]):
        for j, theirs in enumerate(CODES[name]):
            land, record = Land(stated={name: frozenset({yours})}), Record(1, {name: Classes.of(theirs)})
            score = explained(land, record).factors[0].score
            assert score == pytest.approx(TABLES[name][i][j], abs=1e-6), f"farmer {yours}, practice {theirs}"


@given(CASES)
def test_11_of_several_ticked_the_best_pair_counts(case: bytes) -> None:
    draws = Draws(case)
    name = draws.pick(tuple(TABLES))
    yours, theirs = draws.ticks(CODES[name]), draws.ticks(CODES[name])
    position = CODES[name].index
    best = max(TABLES[name][position(a)][position(b)] for a in yours for b in theirs)
    score = explained(Land(stated={name: yours}), Record(1, {name: Classes(theirs)})).factors[0].score
    assert score == pytest.approx(best, abs=1e-6)


@given(CASES)
def test_11_crops_score_the_share_of_the_asked_groups(case: bytes) -> None:
    draws = Draws(case)
    yours = draws.ticks(CODES["crops"]) | draws.ticks(CODES["crops"])
    theirs = draws.ticks(CODES["crops"]) | draws.ticks(CODES["crops"])
    score = explained(Land(stated={"crops": yours}), Record(1, {"crops": Classes(theirs)})).factors[0].score
    assert same(score, sum(crop in theirs for crop in yours) / len(yours))


@given(CASES)
def test_12_sliders(case: bytes) -> None:
    draws = Draws(case)
    land, record = draws.pair()
    sliders = land.sliders
    scaled = Sliders(sliders.climate / 2, sliders.soil / 2, sliders.farming / 2)
    likeness, rescaled = (
        explained(land, record).likeness,
        explained(replace(land, sliders=scaled), record).likeness,
    )
    assert (likeness is None and rescaled is None) or (rescaled is not None and same(likeness, rescaled))
    none, ones = (explained(replace(land, sliders=Sliders(x, x, x)), record).likeness for x in (0.0, 1.0))
    assert none == ones

    group = draws.pick(tuple(GROUPS))
    without_group = replace(land, sliders=replace(Sliders(), **{group: 0.0}))
    names = [name for name, belongs in GROUP_OF.items() if belongs == group]
    stated = {name: value for name, value in land.stated.items() if name not in names}
    derived = {name: value for name, value in land.derived.items() if name not in names}
    if "water_supply" in land.stated:
        stated["water_supply"] = land.stated["water_supply"]  # it decides what is asked of the climate
    if any(name in WEIGHTS and GROUP_OF[name] != group for name in (*stated, *derived)):
        untold = replace(without_group, stated=stated, derived=derived)
        emptied = without(record, *(name for name in names if name != "water_supply"))
        assert explained(untold, record).likeness == explained(without_group, record).likeness
        assert explained(without_group, emptied).likeness == explained(without_group, record).likeness


@given(CASES)
def test_13_nothing_else_of_a_practice_or_a_land_counts(case: bytes) -> None:
    """Rain comes from the map here: what a person states is worked out anew for the place."""
    draws = Draws(case)
    land, record = draws.pair()
    stated = {name: value for name, value in land.stated.items() if name != "rain"}
    mapped = {
        name: value for name, value in land.stated.items() if name == "rain" and isinstance(value, float)
    }
    land = replace(land, stated=stated, derived={**land.derived, **mapped})
    here = explained(land, record)
    moved = replace(
        record,
        values=dict(reversed(list(record.values.items()))),
        country=draws.pick(("BJ", "FR")),
        latitude=draws.between(-90, 90),
        longitude=draws.between(-180, 180),
        confirmed_on=draws.byte(),
    )
    elsewhere = replace(
        land,
        place_name="Kopargo",
        latitude=draws.between(-90, 90),
        longitude=draws.between(-180, 180),
        stated=dict(reversed(list(land.stated.items()))),
        derived=dict(reversed(list(land.derived.items()))),
    )
    assert unflagged(explained(elsewhere, moved)) == unflagged(here)


def unflagged(explanation: Explanation) -> Explanation:
    """Without the remark that the map is only about right, which belongs to the place."""

    def plain(result: T) -> T:
        return replace(result, yours=replace(result.yours, is_about=False))  # type: ignore[attr-defined,type-var]

    return replace(
        explanation,
        factors=tuple(map(plain, explanation.factors)),
        applied=tuple(map(plain, explanation.applied)),
    )
