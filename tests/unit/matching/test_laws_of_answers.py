"""Law 5, from the farmer's side: what a true answer costs where the practice agrees or is silent."""

from dataclasses import replace

from hypothesis import given

from tests.unit.matching import figures
from tests.unit.matching.drawing import CASES, Draws
from tests.unit.matching.expectations import (
    EXACT,
    asked_weights,
    explained,
    same,
    value_like,
    with_values,
    without,
)
from tests.unit.matching.figures import WEIGHTS


@given(CASES)
def test_05_a_true_answer_costs_no_more_than_its_share(case: bytes) -> None:
    """It never lowers a record that states the same and agrees; silence costs its share, never a halving."""
    draws = Draws(case)
    land, record = draws.pair()
    asked = [name for name in WEIGHTS if name in land.stated and name not in ("water_supply", "rain")]
    if not asked or "frost" not in land.stated:
        return
    name = draws.pick(asked)
    before = replace(land, stated={n: v for n, v in land.stated.items() if n != name})
    record = replace(record, needs=frozenset())
    agreeing = with_values(record, **{name: value_like(land.stated[name])})
    silent = without(record, name)
    weights = asked_weights(land, record)
    if name not in weights or len(weights) == 1:
        return
    untold, told = explained(before, agreeing).likeness, explained(land, agreeing).likeness
    assert untold is not None and told is not None and told >= untold - EXACT
    untold, told = explained(before, silent).likeness, explained(land, silent).likeness
    assert untold is not None
    assert same(told, untold * (1 - weights[name] / sum(weights.values())))


@given(CASES)
def test_05_a_fact_that_only_limits_costs_nothing_where_the_practice_is_silent_or_agrees(case: bytes) -> None:
    draws = Draws(case)
    land, record = draws.pair()
    name = draws.pick(figures.FACTS)
    record = replace(record, needs=record.needs - {"frost", "flood"})
    told = replace(land, stated={**land.stated, name: draws.chance(0.5)})
    before = replace(land, stated={n: v for n, v in land.stated.items() if n != name})
    if "coldest_month" in before.answers() and name == "frost":
        return
    for values in (without(record, name), with_values(record, **{name: value_like(told.stated[name])})):
        assert explained(told, values).likeness == explained(before, values).likeness
