"""The language of the test set's conflicts: every operator, what is not known, and what is refused."""

from collections.abc import Mapping
from typing import Any

import pytest

from benchmarks.judged import collection as judged
from benchmarks.judged import objectionable
from benchmarks.judged.objectionable import Conflict, Place, conflicts, objections, places
from benchmarks.judged.sets import closed_objections
from zones.grid import conditions_at
from zones.land import Land

FILE = closed_objections()
EVERY = {"record": "id", "op": "any"}
ALWAYS = {"not": {"fact": "told.crops", "op": "is_only", "value": []}}
CROPS = ["maize", "rice"]


def rule(record: Mapping[str, Any] = EVERY, when: Mapping[str, Any] = ALWAYS) -> Conflict:
    return conflicts([{"id": "c", "words": "", "record": record, "when": when}])[0]


def speaks(conflict: Conflict, *, here: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    return bool(objections([conflict], Place(Land(), here), {"one": record}))


@pytest.mark.parametrize(
    ("op", "value", "met"),
    [
        ("<", 5, [False, False, True]),
        (">", 5, [True, False, False]),
        ("abs_<", 6, [False, True, False]),
        ("abs_>", 6, [True, False, True]),
    ],
)
def test_numbers(op: str, value: float, met: list[bool]) -> None:
    conflict = rule(when={"fact": "lat", "op": op, "value": value})
    assert [speaks(conflict, here={"lat": lat}, record={}) for lat in (7, 5, -7)] == met
    assert not speaks(conflict, here={}, record={})


@pytest.mark.parametrize(
    ("op", "met"),
    [
        ("has_any", [True, True, False, False]),
        ("lacks_all", [False, False, True, True]),
        ("is_only", [True, False, False, False]),
        ("only_among", [True, False, False, False]),
    ],
)
def test_lists_of_codes(op: str, met: list[bool]) -> None:
    conflict = rule(when={"fact": "told.crops", "op": op, "value": CROPS})
    told = [{"maize"}, {"maize", "cattle"}, {"cattle"}, set()]
    assert [speaks(conflict, here={"told.crops": frozenset(codes)}, record={}) for codes in told] == met
    assert not speaks(conflict, here={}, record={})


def test_the_record_is_asked_like_the_place() -> None:
    animals = rule(record={"record": "conditions.crops.codes", "op": "lacks_all", "value": ["cattle"]})
    assert speaks(animals, here={}, record={"conditions.crops.codes": frozenset({"maize"})})
    assert not speaks(animals, here={}, record={"conditions.crops.codes": frozenset({"cattle"})})
    assert not speaks(animals, here={}, record={})
    cropland = rule(record={"record": "land_uses", "op": "is_only", "value": ["cropland"]})
    assert speaks(cropland, here={}, record={"land_uses": frozenset({"cropland"})})
    assert not speaks(cropland, here={}, record={"land_uses": frozenset({"cropland", "grazing"})})
    named = rule(record={"record": "id", "op": "in", "value": ["zai-yatenga"]})
    assert [speaks(named, here={}, record={"id": name}) for name in ("zai-yatenga", "other")] == [True, False]


def test_a_difference_is_counted_either_way_and_beyond_the_limit_only() -> None:
    conflict = rule(when={"fact": "coldest_month_c", "op": "differs_from_record_by_more_than", "value": 20})
    there = {"at_record.coldest_month_c": 0.0}
    met = [speaks(conflict, here={"coldest_month_c": cold}, record=there) for cold in (21.0, 20.0, -21.0)]
    assert met == [True, False, True]
    assert not speaks(conflict, here={"coldest_month_c": 21.0}, record={})
    assert not speaks(conflict, here={}, record=there)


def test_the_record_has_its_own_measures() -> None:
    conflict = rule(when={"fact": "at_record.aridity", "op": "<", "value": 0.3})
    met = [speaks(conflict, here={"aridity": 9}, record={"at_record.aridity": ratio}) for ratio in (0.2, 0.4)]
    assert met == [True, False]


def test_all_any_and_not() -> None:
    wet = {"fact": "annual_rain_mm", "op": ">", "value": 900}
    flat = {"fact": "told.slope", "op": "is_only", "value": ["flat"]}
    lands: list[Mapping[str, Any]] = [
        {"annual_rain_mm": 1000, "told.slope": frozenset({"flat"})},
        {"annual_rain_mm": 1000},
        {"annual_rain_mm": 100},
    ]

    def met(when: Mapping[str, Any]) -> list[bool]:
        return [speaks(rule(when=when), here=here, record={}) for here in lands]

    assert met({"all": [wet, flat]}) == [True, False, False]
    assert met({"any": [wet, flat]}) == [True, True, False]
    # Not of what is not told is true.
    assert met({"all": [wet, {"not": flat}]}) == [False, True, False]


@pytest.mark.parametrize(
    "when",
    [
        {"fact": "lat", "op": "<=", "value": 5},
        {"fact": "altitude", "op": "<", "value": 5},
        {"fact": "told.crops", "op": "<", "value": 5},
        {"fact": "lat", "op": "has_any", "value": ["maize"]},
        {"fact": "told.system", "op": "has_any", "value": ["annual_crops"]},
        {"fact": "told.crops", "op": "has_any", "value": ["banana"]},
        {"fact": "told.crops", "op": "equals", "value": ["maize"]},
        {"fact": "crops", "op": "has_any", "value": ["maize"]},
        {"fact": "at_record.lat", "op": "differs_from_record_by_more_than", "value": 5},
        {"fact": "lat", "op": "<", "value": 5, "unless": 1},
        {"none": []},
        {"all": [], "any": []},
        {"not": {"fact": "lat", "op": "near", "value": 5}},
    ],
)
def test_an_unknown_test_of_a_place_is_refused(when: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match="no such"):
        rule(when=when)


@pytest.mark.parametrize(
    "record",
    [
        {"record": "id", "op": "in", "value": ["no-such-record"]},
        {"record": "id", "op": "like", "value": ["zai-yatenga"]},
        {"record": "country", "op": "has_any", "value": ["BF"]},
        {"record": "conditions.mood.codes", "op": "has_any", "value": ["good"]},
        {"record": "conditions.crops.codes", "op": "any_of", "value": ["maize"]},
    ],
)
def test_an_unknown_test_of_a_record_is_refused(record: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match="no such"):
        rule(record=record)


def test_something_told_that_is_no_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="no such fact"):
        places([{"latitude": 9.3, "longitude": 2.6, "told": {"mood": ["good"]}}])


def test_a_record_is_measured_at_its_coordinates_whatever_its_altitude_and_conditions() -> None:
    data = {
        "id": "high",
        "latitude": -16.5,
        "longitude": -68.5,
        "altitude_m": 3800,
        "land_uses": ["cropland"],
        "conditions": {
            "coldest_month": {"low": 30, "high": 30},
            "crops": {"codes": ["maize"]},
            "slope": None,
        },
    }
    facts = objectionable.facts_of_record(data)
    climate = conditions_at(-16.5, -68.5)
    assert climate is not None
    assert facts["at_record.coldest_month_c"] == climate.coldest_month_c
    assert facts["at_record.annual_rain_mm"] == climate.rain_mm_per_year
    assert facts["conditions.crops.codes"] == {"maize"}
    assert "conditions.slope.codes" not in facts


def test_the_whole_file_is_understood() -> None:
    found = places(FILE["places"])
    assert len(found) == 300
    assert sum(bool(place.land.stated) for place in found) == 150
    assert len({conflict.id for conflict in conflicts(FILE["conflicts"])}) == 42


def test_no_conflict_speaks_against_a_record_at_its_own_place() -> None:
    """A record told to itself: its coordinates, and what it states of what can be told."""
    rules = conflicts(FILE["conflicts"])
    names = [practice.name for practice in judged.collection().practices]
    for name, record in objectionable.record_facts(names).items():
        there = {
            fact.removeprefix("at_record."): value
            for fact, value in record.items()
            if fact.startswith("at_record.")
        }
        told = {
            f"told.{fact}": record[f"conditions.{fact}.codes"]
            for fact in objectionable.TOLD
            if f"conditions.{fact}.codes" in record
        }
        assert not objections(rules, Place(Land(), there | told), {name: record})
