"""Random places are the same every time and plausible; conflicts read the land and nothing else."""

import random

import pytest

from benchmarks.judged import collection as judged
from benchmarks.judged.conflicts import Condition, conflicts, objections
from benchmarks.random_places import drawn_places, look, plausible_land
from matching.ranking import GROUPS
from zones.grid import conditions_at
from zones.land import Answer, land_at

PRACTICES = judged.collection()
RULES = conflicts()


def test_places_are_growing_land_and_the_same_every_time() -> None:
    places = drawn_places(60, 7)
    assert places == drawn_places(60, 7)
    assert len(set(places)) == 60
    for place in places:
        climate = conditions_at(*place)
        assert climate is not None
        assert climate.growing_period_days >= 60
        assert climate.season_temperature_c >= 8


def test_every_place_is_told_what_could_be_so() -> None:
    lands = [plausible_land(*place, random.Random(1)) for place in drawn_places(60, 7)]
    for land in lands:
        assert {"texture", "slope", "water_supply", "crops", "mechanisation", "farm_size"} == set(land.stated)
        crops = land.stated["crops"]
        assert isinstance(crops, frozenset)
        assert crops
        if land.land_use == "grazing":
            assert crops <= {"cattle", "small_livestock"}


def test_every_rule_names_practices_of_the_collection_with_its_reason() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES) >= 15
    for rule in RULES:
        PRACTICES.demand(rule.practices)
        assert rule.practices
        assert rule.when
        assert rule.why


def test_what_is_not_told_meets_no_condition() -> None:
    assert not any(condition.is_met(None) for rule in RULES for condition in rule.when)


@pytest.mark.parametrize(
    ("relation", "met"), [("within", [True, False, False]), ("without", [False, False, True])]
)
def test_classes_lie_within_or_without(relation: str, met: list[bool]) -> None:
    condition = Condition("crops", relation, frozenset({"cattle", "small_livestock"}))
    told = [{"cattle"}, {"cattle", "maize"}, {"maize"}]
    assert [condition.is_met(Answer(frozenset(codes), "stated")) for codes in told] == met


def test_an_objection_needs_all_its_conditions() -> None:
    iowa = {"mechanisation": frozenset({"motor"}), "crops": frozenset({"maize"})}
    small = objections(RULES, land_at(41.6, -93.3, stated=iowa | {"farm_size": frozenset({"20_100"})}))
    large = objections(RULES, land_at(41.6, -93.3, stated=iowa | {"farm_size": frozenset({"over_100"})}))
    assert "fanya-juu-machakos" not in small
    assert large["fanya-juu-machakos"] == ["by-hand-on-a-large-motorised-farm"]


def test_no_rule_speaks_against_a_practice_where_it_is_done() -> None:
    for practice in PRACTICES.practices:
        record = practice.record
        told = {
            name: value.codes
            for name, value in record.values.items()
            if hasattr(value, "codes") and value.origin == "stated"
        }
        land = land_at(record.latitude or 0.0, record.longitude or 0.0, stated=told)
        assert practice.name not in objections(RULES, land)


def test_every_result_of_the_first_group_is_counted() -> None:
    lands = [plausible_land(*place, random.Random(3)) for place in drawn_places(12, 3)]
    found = look(PRACTICES, [(land, objections(RULES, land)) for land in lands])
    assert found.first.results == sum(found.sizes[GROUPS[0]])
    assert found.first.objectionable <= found.first.results <= found.likely.results
    assert all(len(sizes) == len(lands) for sizes in found.sizes.values())
