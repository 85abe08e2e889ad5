"""What a correspondent is told about a record, and that nothing in a file can break the telling."""

import json
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.interchange import schema
from practices.interchange.cross_field import ValidationOptions
from practices.interchange.problems import MESSAGES
from practices.interchange.readers import Row
from practices.interchange.record_json import dump
from practices.interchange.validator import MOST_PROBLEMS, Checked, validate
from tests.examples.practice_record import practice_record, words
from zones import vocabulary
from zones.values import BooleanValue, Classes, Need, Range

RECORD = practice_record()


def check(data: Any, options: ValidationOptions | None = None) -> Checked:
    return validate([Row("file.json", 0, data)], options)


def problems_of(data: Any, options: ValidationOptions | None = None) -> set[tuple[str, str]]:
    return {(problem.path, problem.code) for problem in check(data, options).problems}


def test_a_complete_record_is_read_as_it_stands() -> None:
    checked = check(
        RECORD, ValidationOptions(languages=vocabulary.LANGUAGES, regions={"west-africa"}, drawings=())
    )
    assert checked.problems == ()
    record = checked.entries[0].record
    assert record.name["fr"] == "Stone lines en français"
    assert record.conditions == {
        "rain": Range(500, 800, source="c1"),
        "texture": Classes.of("sandy", "loamy", source="c1"),
        "crops": Classes.of("millet_sorghum"),
        "frost": BooleanValue(False, source="c2"),
    }
    assert record.labour_person_days_per_ha == Range(80, 120)
    assert record.cost is not None
    assert record.cost.high == 150.5


def needs_of(**changes: Any) -> tuple[Need, ...]:
    checked = check(practice_record(**changes))
    assert checked.problems == ()
    return checked.entries[0].record.needs


def test_needs_are_kept_in_one_order_with_their_sources() -> None:
    given = [{"need": "rice"}, {"need": "frost", "source": "c2"}, {"need": "flood", "source": None}]
    assert needs_of(needs=given) == (Need("flood"), Need("frost", "c2"), Need("rice"))


@pytest.mark.parametrize("needs", [None, [], [{"need": "slope", "source": "c1"}]])
def test_a_file_from_before_needs_were_named_says_the_same_of_frost(needs: Any) -> None:
    without = needs_of(needs=needs)
    assert needs_of(needs=needs, needs_frost=True) == (*without, Need("frost"))
    for nothing in (False, None):
        assert needs_of(needs=needs, needs_frost=nothing) == without


def test_a_need_for_frost_that_has_a_source_keeps_it() -> None:
    given = [{"need": "frost", "source": "c1"}]
    assert needs_of(needs=given, needs_frost=True) == (Need("frost", "c1"),)


def test_what_is_dumped_reads_back_equal() -> None:
    record = check(RECORD).entries[0].record
    again = check(json.loads(json.dumps(dump(record))))
    assert again.problems == ()
    assert again.entries[0].record == record


def test_core_fields_are_enough() -> None:
    core = {key: RECORD[key] for key in ("id", "region", "place_name", "land_uses", "outcome", "licence")}
    assert problems_of(core | {"name": {"fr": "Cordons pierreux"}}) == set()
    assert problems_of({}) == {(key, "required") for key in (*core, "name")}


@pytest.mark.parametrize("nothing", [None, "", [], {}])
def test_unknown_may_be_told_in_any_empty_way(nothing: Any) -> None:
    optional = ("altitude_m", "conditions", "cost", "steps", "tags", "citations", "summary", "local_names")
    record = practice_record(**dict.fromkeys((*optional, "needs", "soil_carbon", "see_it_done"), nothing))
    assert problems_of(record) == set()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"latitude": 91}, ("latitude", "out_of_bounds")),
        ({"longitude": -180.5}, ("longitude", "out_of_bounds")),
        ({"latitude": float("nan")}, ("latitude", "out_of_bounds")),
        ({"latitude": 10**400}, ("latitude", "out_of_bounds")),
        ({"latitude": "thirteen"}, ("latitude", "not_a_number")),
        ({"latitude": True}, ("latitude", "not_a_number")),
        ({"latitude": None}, ("latitude", "half_position")),
        ({"altitude_m": 1.5}, ("altitude_m", "not_whole")),
        ({"since_year": 2990}, ("since_year", "out_of_bounds")),
        ({"since_year": 1990, "until_year": 1980}, ("until_year", "ends_before_start")),
        ({"country": "Burkina Faso"}, ("country", "unknown_code")),
        ({"country": "ZZ"}, ("country", "unknown_code")),
        ({"outcome": ["adopted"]}, ("outcome", "unknown_code")),
        ({"land_uses": "cropland"}, ("land_uses", "not_a_list")),
        ({"land_uses": ["cropland", {}]}, ("land_uses", "unknown_code")),
        ({"id": "../../etc/passwd"}, ("id", "wrong_form")),
        ({"drawing": "a/b"}, ("drawing", "wrong_form")),
        ({"harvest": 3}, ("", "unknown_key")),
        ({"name": "Stone lines"}, ("name", "not_a_table")),
        ({"name": {"en": "   "}}, ("name", "required")),
        ({"name": {"en": "Stone\nlines"}}, ("name.en", "one_line")),
        ({"name": {"en": "x" * 121}}, ("name.en", "too_long")),
        ({"name": {"en": "x" * 10_000_000}}, ("name.en", "too_long")),
        ({"name": {"en": "Stone", "de": "Steine"}}, ("name", "unknown_language")),
        ({"name": {"en": "a\x00b"}}, ("name.en", "strange_characters")),
        ({"name": {"en": "a\ud800b"}}, ("name.en", "strange_characters")),
        ({"name": {"en": "a\u202eb"}}, ("name.en", "strange_characters")),
        ({"conditions": {"rain": {"low": 800, "high": 500}}}, ("conditions.rain", "reversed")),
        ({"conditions": {"rain": {"low": 800}}}, ("conditions.rain.high", "required")),
        ({"conditions": {"rain": {"low": -1, "high": 5}}}, ("conditions.rain.low", "out_of_bounds")),
        ({"conditions": {"rain": 600}}, ("conditions.rain", "not_a_table")),
        ({"conditions": {"snow": {"low": 1, "high": 5}}}, ("conditions", "unknown_factor")),
        ({"conditions": {"texture": {"codes": ["mud"]}}}, ("conditions.texture.codes", "unknown_code")),
        ({"conditions": {"frost": {"value": "no"}}}, ("conditions.frost.value", "not_yes_no")),
        (
            {"conditions": {"frost": {"value": True, "source": "c9"}}},
            ("conditions.frost.source", "unknown_source"),
        ),
        ({"needs": "slope"}, ("needs", "not_a_list")),
        ({"needs": ["slope"]}, ("needs[1]", "not_a_table")),
        ({"needs": [{"need": "slope"}, {"need": "rain"}]}, ("needs[2].need", "unknown_code")),
        ({"needs": [{"need": ["slope"]}]}, ("needs[1].need", "unknown_code")),
        ({"needs": [{"source": "c1"}]}, ("needs[1].need", "required")),
        ({"needs": [{"need": "slope", "why": "c1"}]}, ("needs[1]", "unknown_key")),
        ({"needs": [{"need": "slope", "source": 1}]}, ("needs[1].source", "not_text_value")),
        ({"needs": [{"need": "slope", "source": "c9"}]}, ("needs.slope.source", "unknown_source")),
        ({"needs": [{"need": "slope"}, {"need": "slope"}]}, ("needs", "repeated")),
        ({"needs": [{"need": "slope"}] * 1000}, ("needs", "too_many_rows")),
        ({"needs_frost": "no"}, ("", "unknown_key")),
        ({"labour_person_days_per_ha": {"low": 9, "high": 1}}, ("labour_person_days_per_ha", "reversed")),
        ({"labour_months": [0]}, ("labour_months", "out_of_bounds")),
        ({"cost": {"low": 1, "currency": "francs"}}, ("cost.currency", "unknown_code")),
        ({"zones": ["hot"]}, ("zones", "unknown_code")),
        ({"cost": {"low": 3, "high": 2, "currency": "XOF"}}, ("cost", "reversed")),
        ({"steps": [{"when": words("Early")}]}, ("steps[1].text", "required")),
        ({"steps": ["Dig"]}, ("steps[1]", "not_a_table")),
        ({"steps": [{}] * 1000}, ("steps", "too_many_rows")),
        ({"impacts": [{"indicator": "yield", "score": 4}]}, ("impacts[1].score", "out_of_bounds")),
        ({"impacts": [{"indicator": "yield"}, {"indicator": "yield"}]}, ("impacts", "repeated")),
        (
            {"citations": [{"key": "c1", "text": "A", "doi": "doi:10.1/x"}]},
            ("citations[1].doi", "wrong_form"),
        ),
        (
            {"citations": [{"key": "c1", "text": "A", "url": "javascript:alert(1)"}]},
            ("citations[1].url", "wrong_form"),
        ),
    ],
)
def test_each_fault_is_named_where_it_stands(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    assert problem in problems_of(practice_record(**changes))
    assert check(practice_record(**changes)).entries == ()


def test_all_faults_are_told_at_once() -> None:
    faulty = practice_record(latitude=91, outcome="fine", name={"en": "a\x07"}, colour="red")
    assert {
        ("latitude", "out_of_bounds"),
        ("outcome", "unknown_code"),
        ("name.en", "strange_characters"),
    } <= problems_of(faulty)
    assert ("", "unknown_key") in problems_of(faulty)


def test_demands_beyond_the_schema() -> None:
    record = practice_record(summary={"en": "Only English"}, drawing="no-such-drawing")
    options = ValidationOptions(languages=vocabulary.LANGUAGES, regions={"europe"}, drawings={"zai"})
    assert problems_of(record) == set()
    assert problems_of(record, options) == {
        ("summary", "language_missing"),
        ("region", "unknown_region"),
        ("drawing", "unknown_drawing"),
    }


def test_a_repeated_record_is_told_with_its_first_place() -> None:
    checked = validate([Row("a.json", 0, RECORD), Row("b.json", 2, RECORD)])
    assert [problem.message for problem in checked.problems] == [
        "“stone-lines-testland” was already given in a.json."
    ]
    assert str(checked.problems[0]).startswith("b.json, record 2, id: ")


def test_a_flood_of_faults_is_cut_short() -> None:
    flood = {f"key{number}": number for number in range(100_000)}
    problems = check(flood).problems
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "more_problems"


def test_text_is_kept_in_one_form() -> None:
    record = (
        check(practice_record(name={"fr": " Zai\u0308 \t"}, summary={"en": "one \r\ntwo\n"}))
        .entries[0]
        .record
    )
    assert record.name == {"fr": "Zaï"}
    assert record.summary == {"en": "one\ntwo"}


def test_a_position_is_rounded_before_anything_else_sees_it() -> None:
    record = check(practice_record(latitude=13.5678, longitude=-2.4321)).entries[0].record
    assert (record.latitude, record.longitude) == (13.6, -2.4)


def test_order_and_repetition_of_codes_do_not_matter() -> None:
    codes = ["erosion_control", "water_harvesting", "erosion_control"]
    record = (
        check(practice_record(practice_groups=codes, tags=["Stones", "contour", "stones"])).entries[0].record
    )
    assert record.practice_groups == ("water_harvesting", "erosion_control")
    assert record.tags == ("contour", "stones")


ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=20)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT | st.just(10**400),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=15,
)
PATHS = [
    (key,) for key in RECORD
] + [
    ("conditions", "rain"), ("conditions", "rain", "low"), ("conditions", "texture", "codes"),
    ("conditions", "frost", "value"), ("conditions", "rain", "source"), ("name", "en"), ("steps", 0),
    ("steps", 0, "text"), ("steps", 1, "when", "fr"), ("impacts", 0, "score"), ("cost", "low"),
    ("soil_carbon", "known"), ("soil_carbon", "measured"), ("soil_carbon", "measured", 0, "low"),
    ("soil_carbon", "measured", 0, "finding"), ("see_it_done", 0, "minutes"), ("see_it_done", 0, "url"),
    ("citations", 0, "url"), ("labour_person_days_per_ha", "high"),
]  # fmt: skip


@given(ANY_JSON)
def test_no_value_breaks_the_validator(value: Any) -> None:
    for problem in check(value).problems:
        assert problem.message


@given(st.sampled_from(PATHS), ANY_JSON)
@settings(max_examples=400)
def test_no_value_anywhere_in_a_record_breaks_the_validator(path: tuple[Any, ...], value: Any) -> None:
    record = practice_record()
    target: Any = record
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    checked = check(record)
    for problem in checked.problems:
        str(problem).encode()
        assert len(str(problem)) < 500
    assert bool(checked.problems) != bool(checked.entries)
    for entry in checked.entries:
        again = check(json.loads(json.dumps(dump(entry.record))))
        assert [found.record for found in again.entries] == [entry.record]


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
def test_messages_name_only_what_they_are_given(language: str) -> None:
    names = (
        "value found most length characters low high first until since language reason small large"
        " where number heading known"
    )
    given_values = dict.fromkeys(names.split(), "x")
    with override(language):
        for message in MESSAGES.values():
            assert str(message) % given_values


def test_the_example_has_every_text_of_a_record() -> None:
    """What it lacks is tried by no test of exchanged records."""
    assert set(schema.prose_fields(schema.Record)) <= set(RECORD)


def test_numbers_in_texts_are_read_as_forms_read_them() -> None:
    typed = practice_record(
        altitude_m="1 200",
        since_year="1985",
        area_ha="1,5",
        labour_person_days_per_ha={"low": "80", "high": "1.200"},
        conditions={"rain": {"low": "1,200", "high": "1’400"}, "ph": {"low": "6,500", "high": "7"}},
    )
    checked = check(typed)
    assert checked.problems == ()
    record = checked.entries[0].record
    assert (record.altitude_m, record.since_year, record.area_ha) == (1200, 1985, 1.5)
    assert record.labour_person_days_per_ha == Range(80, 1200)
    assert record.conditions == {"rain": Range(1200, 1400), "ph": Range(6.5, 7)}


def test_a_number_that_can_be_two_is_asked_about() -> None:
    checked = check(practice_record(cost={"low": 1, "high": "30.000", "currency": "XOF"}, area_ha="1,250"))
    found = {problem.path: problem.message for problem in checked.problems}
    assert set(found) == {"cost.high", "area_ha"}
    assert "30" in found["cost.high"] and "30000" in found["cost.high"]
    assert "1.25" in found["area_ha"] and "1250" in found["area_ha"]
    with override("fr"):
        (asked,) = (problem.message for problem in checked.problems if problem.path == "area_ha")
    assert "1,25 ou 1250" in asked


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [(-2.4, 13.6, "13.6, -2.4"), (0, 0, "both 0"), (13.6, 2.4, "13.6, -2.4"), (3, -20, "in the sea")],
)
def test_a_position_outside_the_country_is_refused_until_it_is_confirmed(
    latitude: float, longitude: float, said: str
) -> None:
    doubtful = {"latitude": latitude, "longitude": longitude}
    problems = check(practice_record(**doubtful)).problems
    assert [(problem.path, problem.code) for problem in problems] == [("latitude", "doubtful_position")]
    assert said in problems[0].message
    confirmed = check(practice_record(**doubtful, position_confirmed=True))
    assert confirmed.problems == () and confirmed.entries[0].record.position_confirmed


@pytest.mark.parametrize(
    ("day", "code"),
    [("9999-12-31", "day_to_come"), ("0001-01-01", "day_too_early"), ("1899-12-31", "day_too_early")],
)
def test_an_agreement_of_another_age_is_a_slip(day: str, code: str) -> None:
    agreed = {"agreed_on": day, "text": "publication-1", "given": ""}
    assert ("publication.agreed_on", code) in problems_of(practice_record(publication=agreed))


def test_words_are_kept_composed() -> None:
    record = (
        check(practice_record(name={"fr": "E\u0301tude\u200b"}, tags=["e\u0301levage", "Élevage"]))
        .entries[0]
        .record
    )
    assert record.name == {"fr": "Étude"}
    assert record.tags == ("élevage",)
