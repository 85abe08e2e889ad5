"""What a record tells of soil carbon, of tutorials elsewhere and of how its sources were read."""

from typing import Any

import pytest

from tests.examples.practice_record import practice_record
from tests.unit.interchange.test_validator import RECORD, check, problems_of
from zones import vocabulary


def test_a_file_from_before_quantities_were_named_tells_one_content() -> None:
    old = {"before_pct": 0.5, "after_pct": 0.4, "depth_cm": 20, "method": "Walkley-Black", "years": None}
    checked = check(practice_record(soil_carbon=old))
    assert checked.problems == ()
    carbon = checked.entries[0].record.soil_carbon
    assert carbon is not None and carbon.known == {}
    (measured,) = carbon.measured
    assert (measured.quantity, measured.finding) == ("carbon_content", "loss")
    assert (measured.before, measured.after, measured.depth_to_cm) == (0.5, 0.4, 20)
    assert measured.method == dict.fromkeys(vocabulary.LANGUAGES, "Walkley-Black")
    assert check(practice_record(soil_carbon=dict.fromkeys(old))).entries[0].record.soil_carbon is None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"quantity": None}, ("quantity", "required")),
        ({"quantity": "carbon"}, ("quantity", "unknown_code")),
        ({"quantity": "organic_matter", "after": 101}, ("after", "content_above_all")),
        ({"quantity": "carbon_content", "before": -0.5}, ("before", "out_of_bounds")),
        ({"low": -2, "high": 3}, ("low", "amount_below_zero")),
        ({"quantity": "carbon_rate", "after": 4}, ("after", "rate_as_amount")),
        ({"quantity": "carbon_rate", "low": 4}, ("high", "half_range")),
        ({"quantity": "carbon_rate", "low": 9.5, "high": 7.3}, ("high", "range_reversed")),
        ({"quantity": "carbon_rate", "low": -5, "high": -1}, ("finding", "finding_disagrees")),
        ({"before": 1.3, "after": 1.04}, ("finding", "finding_disagrees")),
        ({"before": 1.3, "low": 1, "high": 1.3}, ("finding", "finding_disagrees")),
        ({"finding": "loss", "before": 0.9, "after": 1.5}, ("finding", "finding_disagrees")),
        ({"after": 1, "low": 2, "high": 3}, ("after", "after_out_of_range")),
        ({"depth_from_cm": 30, "depth_to_cm": 15}, ("depth_to_cm", "depth_reversed")),
        ({"depth_from_cm": 0, "depth_to_cm": 0}, ("depth_to_cm", "depth_reversed")),
        ({"years": -1}, ("years", "out_of_bounds")),
        ({"source": "c9"}, ("source", "unknown_source")),
        ({"method": {"en": "x" * 201}}, ("method.en", "too_long")),
    ],
)
def test_a_measurement_of_soil_carbon_agrees_with_itself(
    changes: dict[str, Any], problem: tuple[str, str]
) -> None:
    told = {"quantity": "carbon_stock", "finding": "gain", "source": "c1"} | changes
    name, code = problem
    assert problems_of(practice_record(soil_carbon={"measured": [told]})) == {
        (f"soil_carbon.measured[1].{name}", code)
    }


@pytest.mark.parametrize(
    "told",
    [
        {"quantity": "carbon_rate", "finding": "gain", "low": 7.3, "high": 9.5, "depth_to_cm": 15},
        {"quantity": "carbon_rate", "finding": "no_change", "depth_from_cm": 15},
        {"quantity": "carbon_rate", "finding": "loss", "low": -3, "high": -3},
        {"quantity": "carbon_content", "finding": "no_change", "before": 0.62, "after": 0.65},
        {"quantity": "organic_matter", "finding": "gain", "after": 2.1, "comparison": "beside"},
    ],
)
def test_what_a_source_says_of_carbon_can_be_told(told: dict[str, Any]) -> None:
    assert problems_of(practice_record(soil_carbon={"measured": [told]})) == set()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"url": None}, ("url", "required")),
        ({"url": "ftp://example.org/film"}, ("url", "wrong_form")),
        ({"url": "javascript:alert(1)"}, ("url", "wrong_form")),
        ({"language": "French"}, ("language", "too_long")),
        ({"kind": "podcast"}, ("kind", "unknown_code")),
        ({"minutes": 0}, ("minutes", "out_of_bounds")),
        ({"checked_on": "2990-01-01"}, ("checked_on", "day_to_come")),
    ],
)
def test_a_tutorial_says_where_it_leads_and_what_it_is(
    changes: dict[str, Any], problem: tuple[str, str]
) -> None:
    film = RECORD["see_it_done"][0] | changes
    name, code = problem
    assert (f"see_it_done[1].{name}", code) in problems_of(practice_record(see_it_done=[film]))


def test_how_a_source_was_read_is_one_of_few_words() -> None:
    sources = [RECORD["citations"][0] | {"read_as": "twice"}, RECORD["citations"][1]]
    assert problems_of(practice_record(citations=sources)) == {("citations[1].read_as", "unknown_code")}
