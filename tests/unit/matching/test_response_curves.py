"""The product of a curve and weights is the weighted score, within the bound that the benchmark relies on."""

from dataclasses import replace

from hypothesis import given

from benchmarks.response_curves import bound, curve_of, weights_of
from matching import profile
from matching.profile import ClassFactor
from matching.question import ask
from matching.reference import explain
from tests.unit.matching.drawing import CASES, Draws

CLASSES = {factor.name for factor in profile.FACTORS if isinstance(factor, ClassFactor)}


@given(CASES)
def test_the_product_is_the_weighted_score_within_the_bound(case: bytes) -> None:
    land, record = Draws(case).pair()
    one_class = {
        name: frozenset([min(told)]) if name in CLASSES and isinstance(told, frozenset) else told
        for name, told in land.stated.items()
    }
    land = replace(land, stated=one_class)
    question, found = ask(land), explain(land, record)
    if question.total <= 0 or found is None or found.S is None or found.C is None:
        return
    product = float(curve_of(record) @ weights_of(question))
    assert abs(product - found.S * found.C) <= bound(question) + 1e-9
    assert bound(question) < 0.02
