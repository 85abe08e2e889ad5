"""What is of another kind than its factor is refused, and never compared by accident."""

from dataclasses import replace

import numpy as np
import pytest

from matching import profile, tables
from matching.columns import Columns
from matching.limiters import applies, is_within
from matching.profile import ClassFactor, DistanceLimiter, NumberFactor, ShareFactor
from matching.question import build_question
from matching.records import Record
from matching.reference import scored
from matching.scoring import score
from zones.land import Land
from zones.values import Classes, Range

NUMBER = next(factor for factor in profile.FACTORS if isinstance(factor, NumberFactor))
CLASS = next(factor for factor in profile.FACTORS if isinstance(factor, ClassFactor))
SHARE = next(factor for factor in profile.FACTORS if isinstance(factor, ShareFactor))
DISTANCE = next(limiter for limiter in profile.LIMITERS if isinstance(limiter, DistanceLimiter))


@pytest.mark.parametrize("factor", [NUMBER, CLASS, SHARE])
def test_a_factor_scores_no_value_or_answer_of_another_kind(factor: profile.Factor) -> None:
    some_range, some_classes = Range(1, 2), Classes(frozenset({"clay"}))
    wrong_value = some_classes if factor is NUMBER else some_range
    right_answer = 1.0 if factor is NUMBER else frozenset({"clay"})
    with pytest.raises(TypeError, match=factor.name):
        score(factor, right_answer, wrong_value)
    wrong_answer = frozenset({"clay"}) if factor is NUMBER else 1.0
    right_value = some_range if factor is NUMBER else some_classes
    with pytest.raises(TypeError, match=factor.name):
        score(factor, wrong_answer, right_value)


def test_only_numbers_have_distances() -> None:
    limiter = replace(DISTANCE, factor=CLASS.name)
    with pytest.raises(TypeError, match=CLASS.name):
        is_within(limiter, 1.0, Range(1, 2))
    with pytest.raises(TypeError, match=CLASS.name):
        tables.distance_tables(limiter, 1.0, np.zeros(1), np.zeros(1))


def test_a_number_has_no_classes() -> None:
    with pytest.raises(TypeError, match=NUMBER.name):
        tables.class_scores(NUMBER.name, frozenset({"clay"}))


def test_silence_is_no_conflict() -> None:
    land = Land(stated={DISTANCE.factor: 0.5})
    answer = build_question(land).answers[DISTANCE.factor]
    assert not applies(DISTANCE, answer, Record(id=1))


def test_an_answer_of_another_kind_is_not_scored() -> None:
    land = Land(stated={NUMBER.name: frozenset({"clay"})})
    with pytest.raises(TypeError, match=NUMBER.name):
        Columns.build([Record(1)]).match(land)


def test_nothing_asked_has_no_scores() -> None:
    with pytest.raises(ValueError, match="nothing was asked"):
        scored(build_question(Land()), Record(id=1))


def test_the_rows_inside_are_those_that_a_match_goes_through() -> None:
    land = Land(stated={"ph": 6.0}, land_use="cropland")
    columns = Columns.build(
        [Record(1, land_uses=frozenset({"cropland"})), Record(2, land_uses=frozenset({"woodland"}))]
    )
    assert columns.ids[columns.inside(land)].tolist() == [1]
    assert columns.match(land).ids.tolist() == [1]
