"""The judgements on the land matching can be used: nothing dangles, nothing is uncited."""

import json
import re
from typing import Any

import pytest

from benchmarks.judged import collection as judged
from zones import factors, gazetteer, vocabulary
from zones.countries import country_codes
from zones.geography import distance_km
from zones.grid import conditions_at

TRANSFERS: list[dict[str, Any]] = json.loads((judged.HERE / "transfers.json").read_text(encoding="utf-8"))
FARMS: list[dict[str, Any]] = json.loads((judged.HERE / "farms.json").read_text(encoding="utf-8"))
EVERY = [*TRANSFERS, *FARMS]

# What separates a town from the site that it stands for is less; this only catches a wrong place.
NEAR_KM = 15


def names(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["id"] for entry in entries]


def test_there_are_enough_of_them() -> None:
    assert len(TRANSFERS) >= 40
    assert len(FARMS) >= 30
    assert len(set(names(EVERY))) == len(EVERY)


def test_every_practice_named_is_in_the_collection() -> None:
    practices = judged.collection()
    practices.demand(entry["practice"] for entry in TRANSFERS)
    practices.demand(name for entry in FARMS for name in entry["grades"])


def test_a_practice_that_is_not_there_is_named() -> None:
    with pytest.raises(judged.MissingRecordsError, match="no-such-practice"):
        judged.collection().demand(["zai-yatenga", "no-such-practice"])


@pytest.mark.parametrize("entry", EVERY, ids=names(EVERY))
def test_the_place_is_a_place_on_land(entry: dict[str, Any]) -> None:
    assert entry["country"] in country_codes()
    towns = [town for town in gazetteer.find(entry["place"], limit=40) if town.country == entry["country"]]
    here = entry["latitude"], entry["longitude"]
    assert any(distance_km(*here, town.latitude, town.longitude) < NEAR_KM for town in towns)
    assert conditions_at(*here) is not None


@pytest.mark.parametrize("entry", EVERY, ids=names(EVERY))
def test_what_is_stated_can_be_asked(entry: dict[str, Any]) -> None:
    assert entry["land_use"] in vocabulary.LAND_USES
    for name, value in entry["stated"].items():
        if name in factors.CONSTRAINTS:
            assert isinstance(value, bool)
        else:
            assert value
            assert set(value) <= set(factors.CHOICES[name].codes)


@pytest.mark.parametrize("entry", TRANSFERS, ids=names(TRANSFERS))
def test_a_transfer_is_told_and_cited(entry: dict[str, Any]) -> None:
    assert entry["outcome"] in judged.OUTCOMES
    assert entry["kin"] in ("the same", "the same technique")
    assert entry["basis"] in ("farmers", "trial")
    assert isinstance(entry["checked"], bool)
    assert entry["note"]
    assert re.search(rf"\({entry['year']}\)\. \w", entry["citation"])


def test_a_transfer_leaves_its_country() -> None:
    practices = judged.collection()
    for entry in TRANSFERS:
        record = practices.practices[practices.place[entry["practice"]]].record
        assert record.country != entry["country"], entry["id"]


@pytest.mark.parametrize("entry", FARMS, ids=names(FARMS))
def test_a_farm_is_graded_with_reasons(entry: dict[str, Any]) -> None:
    assert entry["words"]
    assert entry["grades"]
    for grade, reason in entry["grades"].values():
        assert grade in judged.GRADES
        assert grade > 0, "what is not listed is 0"
        assert reason
