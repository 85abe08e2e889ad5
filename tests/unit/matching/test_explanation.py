"""Explanations: states of factors and their groups, the main difference, what was not asked yet, JSON."""

import json

import pytest
from hypothesis import given

from matching import reference
from matching.explanation import Explanation, to_json
from matching.records import Record
from tests.unit.matching.drawing import CASES, Draws
from zones.land import AnswerValue, Land, Sliders
from zones.values import BooleanValue, Classes, Range, Value


def explained(
    stated: dict[str, AnswerValue], values: dict[str, Value], derived: dict[str, float] | None = None
) -> Explanation:
    found = reference.explain(Land(stated=stated, derived=derived or {}), Record(7, values))
    assert found is not None
    return found


def factor_group(name: str, stated: dict[str, AnswerValue], values: dict[str, Value]) -> str:
    return explained(stated, values).factor_groups[name]


SANDY: dict[str, AnswerValue] = {"texture": frozenset({"sandy"})}


@pytest.mark.parametrize(
    ("stated", "values", "state"),
    [
        ({}, {"texture": Classes.of("sandy")}, "unknown"),
        (SANDY, {}, "unknown"),
        (SANDY, {"texture": Classes.of("sandy")}, "close"),
        (SANDY, {"texture": Classes.of("loamy")}, "near"),
        (SANDY, {"texture": Classes.of("clay")}, "different"),
        # Three of four that weigh the same are close, organic matter is the opposite.
        (
            {**SANDY, "ph": 6.0, "rooting_depth": frozenset({"0_20"}), "organic_matter": frozenset({"low"})},
            {
                "texture": Classes.of("sandy"),
                "ph": Range.point(6),
                "rooting_depth": Classes.of("0_20"),
                "organic_matter": Classes.of("high"),
            },
            "near",
        ),
        # Of three that weigh the same only organic matter is known.
        (
            {**SANDY, "ph": 6.0, "organic_matter": frozenset({"low"})},
            {"organic_matter": Classes.of("low")},
            "near",
        ),
        ({**SANDY, "salinity": True}, {"texture": Classes.of("sandy")}, "close"),
        (
            {**SANDY, "salinity": True},
            {"texture": Classes.of("sandy"), "salinity": BooleanValue(False)},
            "different",
        ),
        (
            {**SANDY, "salinity": True},
            {"texture": Classes.of("sandy"), "salinity": BooleanValue(True)},
            "close",
        ),
        ({"salinity": True}, {}, "unknown"),
        ({"salinity": True}, {"salinity": BooleanValue(False)}, "different"),
    ],
)
def test_state_of_the_soil(stated: dict[str, AnswerValue], values: dict[str, Value], state: str) -> None:
    assert factor_group("soil", stated, values) == state


@given(CASES)
def test_a_close_block_holds_nothing_different_and_no_limiter(case: bytes) -> None:
    land, record = Draws(case).pair()
    explanation = reference.explain(land, record)
    assert explanation is not None
    assert set(explanation.factor_groups) == {"climate", "soil", "slope", "farming"}
    for name, state in explanation.factor_groups.items():
        parts = [factor.state for factor in explanation.factors if factor.factor_group == name]
        if state == "close":
            assert "different" not in parts
            assert name not in [limiter.factor_group for limiter in explanation.applied]
    assert explanation.fits + explanation.near + explanation.differs + explanation.unknown == len(
        explanation.factors
    )


@pytest.mark.parametrize(("texture", "is_close"), [("sandy", True), ("clay", False)])
def test_where_too_little_was_asked_for_groups_likeness_alone_says_what_is_close(
    texture: str, is_close: bool
) -> None:
    assert explained(SANDY, {"texture": Classes.of(texture)}).is_close == is_close


@given(CASES)
def test_where_enough_was_asked_the_group_says_it(case: bytes) -> None:
    explanation = reference.explain(*Draws(case).pair())
    assert explanation is not None
    if explanation.group != "listed":
        assert explanation.is_close == (explanation.group == "close")


def test_telling_is_the_factor_that_costs_most() -> None:
    stated: dict[str, AnswerValue] = {**SANDY, "ph": 6.0, "farm_size": frozenset({"under_1"})}
    values: dict[str, Value] = {
        "texture": Classes.of("loamy"),
        "ph": Range.point(7),
        "farm_size": Classes.of("over_100"),
    }
    assert explained(stated, values).main_difference == "texture"  # .05·½ as pH, but before it
    assert explained(stated, {**values, "texture": Classes.of("sandy")}).main_difference == "ph"


def test_telling_prefers_a_limiter() -> None:
    stated: dict[str, AnswerValue] = {**SANDY, "salinity": True, "waterlogging": True}
    clay: dict[str, Value] = {"texture": Classes.of("clay")}
    assert explained(stated, clay).main_difference == "texture"
    contrary = explained(stated, {**clay, "waterlogging": BooleanValue(False)})
    assert contrary.main_difference == "waterlogging"
    assert [(limiter.name, limiter.theirs) for limiter in contrary.applied] == [
        ("waterlogging", BooleanValue(False)),
    ]


def test_nothing_tells_against_what_is_close_or_unknown() -> None:
    assert explained({**SANDY, "ph": 6.0}, {"texture": Classes.of("sandy")}).main_difference is None


def test_silence_about_what_could_limit_is_named() -> None:
    """Only where a person told it: any slope, and of the rest what a statement could speak against."""
    stated: dict[str, AnswerValue] = {
        **SANDY,
        "salinity": True,
        "waterlogging": False,
        "slope": frozenset({"flat"}),
        "water_supply": frozenset({"rainfed"}),
    }
    assert explained(stated, {}).silent == ("salinity", "water_supply", "slope")
    known: dict[str, Value] = {"slope": Classes.of("steep"), "salinity": BooleanValue(False)}
    assert explained(stated, known).silent == ("water_supply",)
    assert explained({**SANDY}, {}, {"coldest_month": 2.0}).silent == (), "frost was read from the map"


def test_needs_are_listed_with_what_the_answers_say_of_them() -> None:
    land = Land(stated={**SANDY, "flood": False, "crops": frozenset({"rice"})})
    record = Record(7, {}, frozenset({"slope", "flood", "rice", "maize"}))
    found = reference.explain(land, record)
    assert found is not None
    assert [(need.name, need.fact, need.state) for need in found.needs] == [
        ("flood", "flood", "denied"),
        ("slope", "slope", "untold"),
        ("crops", "crops", "met"),
    ]
    assert found.needs[2].codes == {"rice", "maize"}
    assert (found.limiters, found.main_difference) == (("needs_flood",), "needs_flood")
    assert found.applied[0].is_need


def test_json_holds_what_a_script_relies_on() -> None:
    explanation = explained(
        {"texture": frozenset({"loamy", "sandy"}), "salinity": True, "ph": 6.5},
        {
            "texture": Classes.of("clay", origin="derived"),
            "rain": Range(5, 6),
            "salinity": BooleanValue(False),
        },
        {"rain": 800.0},
    )
    entry = to_json(explanation)
    assert json.loads(json.dumps(entry)) == entry
    assert list(entry) == ["id", "L", "S", "C", "group", "limiters", "needs", "factors"]
    assert (entry["id"], entry["group"], entry["limiters"]) == (7, "far", ["salinity"])
    assert entry["L"] == pytest.approx(entry["S"] * entry["C"] / 2, abs=1e-4)
    rain, texture, ph = entry["factors"]
    assert rain["origin"] == {"yours": "derived", "theirs": "stated"}
    assert rain["theirs"] == {"low": 5, "high": 6}
    assert texture == {
        "name": "texture",
        "weight": 0.05,
        "score": 0.5,
        "state": "near",
        "yours": ["sandy", "loamy"],
        "theirs": ["clay"],
        "origin": {"yours": "stated", "theirs": "derived"},
    }
    assert (ph["score"], ph["state"], ph["theirs"], ph["origin"]["theirs"]) == (None, "unknown", None, None)


def test_json_of_nothing_asked() -> None:
    entry = to_json(explained({}, {"ph": Range.point(6)}))
    assert [entry[key] for key in ("L", "S", "C", "group", "factors")] == [None, None, None, None, []]


def test_a_factor_whose_slider_is_at_nought_is_not_compared() -> None:
    land = Land(stated={**SANDY, "ph": 6.0, "crops": frozenset({"maize"})}, sliders=Sliders(soil=0))
    explanation = reference.explain(land, Record(1))
    assert explanation is not None
    assert [factor.name for factor in explanation.factors] == ["crops"]
