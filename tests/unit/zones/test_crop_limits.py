"""A crop's limits warn where it is not known to live, and say nothing where they do not bind."""

import json
from typing import Any

import pytest

from benchmarks.judged.collection import RECORDS
from zones import vocabulary
from zones.crop_limits import CROP_LIMITS, CropWarning, crop_warnings
from zones.land import Answer, AnswerValue, land_at

THESAURUS = RECORDS.parents[1] / "thesaurus" / "data"
STARTER: list[dict[str, Any]] = [
    json.loads(file.read_text(encoding="utf-8")) for file in sorted(RECORDS.glob("*.json"))
]


def told(**answers: AnswerValue) -> dict[str, Answer]:
    return {name: Answer(value, "stated") for name, value in answers.items()}


def test_cocoa_does_not_stand_a_cold_month() -> None:
    assert crop_warnings(["coffee_cocoa_tea"], told(coldest_month=9.0), named=["cocoa"]) == [
        CropWarning("cocoa", "winter_cold", 9.0, 17)
    ]
    assert crop_warnings(["coffee_cocoa_tea"], told(coldest_month=9.0), named=["coffee"])


def test_a_group_warns_only_of_what_its_hardiest_crop_does_not_stand() -> None:
    assert crop_warnings(["coffee_cocoa_tea"], told(coldest_month=9.0)) == []
    assert crop_warnings(["coffee_cocoa_tea"], told(coldest_month=1.0)) == [
        CropWarning("coffee_cocoa_tea", "winter_cold", 1.0, 3)
    ]


@pytest.mark.parametrize("crops", ["wheat_barley", "maize", "pulses_oilseeds", "cattle", "small_livestock"])
def test_winter_crops_summer_crops_and_animals_have_no_cold_limit(crops: str) -> None:
    assert crop_warnings([crops], told(coldest_month=-10.0)) == []


def test_wheat_wants_a_cool_season() -> None:
    [warning] = crop_warnings(["wheat_barley"], told(coldest_month=25.5))
    assert (warning.limit, warning.value) == ("winter_warmth", 25.5)
    assert crop_warnings(["wheat_barley"], told(coldest_month=16.9)) == []


def test_short_or_dry_years_are_said_unless_somebody_waters() -> None:
    dry = told(rain=300.0, growing_period=50.0)
    assert [warning.limit for warning in crop_warnings(["maize"], dry)] == ["growing_days", "rain"]
    for supply in ("supplementary", "full_irrigation"):
        assert crop_warnings(["maize"], dry | told(water_supply=frozenset({supply}))) == []
    assert crop_warnings(["maize"], dry | told(water_supply=frozenset({"rainfed"})))
    assert crop_warnings(["maize"], dry, practice_groups=["water_harvesting"]) == []


def test_the_season_of_who_waters_is_the_warm_one() -> None:
    watered = told(water_supply=frozenset({"full_irrigation"}), season_temperature=9.0, coldest_month=-4.0)
    assert crop_warnings(["cotton_sugar"], watered | told(temperature_range=31.0), named=["cotton"]) == []
    [warning] = crop_warnings(["cotton_sugar"], watered | told(temperature_range=15.0), named=["cotton"])
    assert (warning.limit, warning.value, warning.threshold) == ("season_warmth", 11.0, 15)


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert crop_warnings(vocabulary.CROPS, {}) == []


def test_crops_that_the_practice_has_not_are_not_spoken_of() -> None:
    assert crop_warnings(["maize"], told(coldest_month=-20.0), named=["cocoa"]) == []


def test_every_row_has_its_source_and_every_expert_limit_says_so() -> None:
    for row in CROP_LIMITS:
        assert row.source.startswith("FAO Ecocrop, ")
        if row.winter_cold is not None or row.winter_warmth is not None:
            assert "expert" in row.source, row.crop


def test_every_group_of_crops_is_there_and_every_crop_is_in_the_thesaurus() -> None:
    known = {concept["id"] for concept in json.loads((THESAURUS / "crops.json").read_text(encoding="utf-8"))}
    assert {row.group for row in CROP_LIMITS} == set(vocabulary.CROP_GROUPS)
    assert {row.crop for row in CROP_LIMITS} <= known


@pytest.mark.parametrize("record", STARTER, ids=lambda record: record["id"])
def test_no_practice_is_warned_of_at_its_own_place(record: dict[str, Any]) -> None:
    def codes(name: str) -> frozenset[str]:
        return frozenset((record["conditions"].get(name) or {"codes": ()})["codes"])

    supply = codes("water_supply")
    land = land_at(
        record["latitude"],
        record["longitude"],
        altitude_m=record.get("altitude_m"),
        stated={"water_supply": supply} if supply else {},
    )
    crops = codes("crops")
    for named in ((), record["tags"]):
        found = crop_warnings(crops, land.answers(), named=named, practice_groups=record["practice_groups"])
        assert found == []
