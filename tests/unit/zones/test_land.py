"""A farmer's land from an address and back: nothing that a browser sends may break it."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zones import factors, gazetteer, vocabulary
from zones.land import Answer, Land, Sliders, land_at
from zones.land_reading import Problem, read_land

Params = Mapping[str, list[str]]

OWN = (
    "place",
    "place_name",
    "lat",
    "lon",
    "altitude",
    *factors.NAMES,
    "salinity",
    "waterlogging",
    "frost",
    "land_use",
    "weigh_climate",
    "weigh_soil",
    "weigh_farming",
)


def params_of(land: Land) -> dict[str, list[str]]:
    params: dict[str, list[str]] = {}
    for name, value in land.to_query():
        params.setdefault(name, []).append(value)
    return params


def problem_codes(**params: str | list[str]) -> list[tuple[str, str]]:
    given = {name: [value] if isinstance(value, str) else value for name, value in params.items()}
    return [(problem.parameter, problem.code) for problem in read_land(given)[1]]


# --- numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameter", "text", "value"),
    [
        ("rain", "800", 800),
        ("rain", " 800 ", 800),
        ("rain", "800.4", 800),
        ("rain", "1,200", 1200),
        ("rain", "1.200", 1200),
        ("rain", "1 200", 1200),
        ("rain", "1\N{NO-BREAK SPACE}200", 1200),
        ("rain", "1\N{NARROW NO-BREAK SPACE}200", 1200),
        ("rain", "+650", 650),
        ("ph", "6,5", 6.5),
        ("ph", "6.54", 6.5),
        ("aridity", ",65", 0.65),
        ("aridity", "1,200", 1.2),
        ("season_temperature", "9,7", 9.7),
        ("coldest_month", "-4", -4),
        ("coldest_month", "\N{MINUS SIGN}4,5", -4.5),
        ("coldest_month", "-0", 0),
    ],
)
def test_numbers_as_people_write_them(parameter: str, text: str, value: float) -> None:
    land, problems = read_land({parameter: [text]})
    assert problems == []
    assert land.stated == {parameter: value}
    assert str(land.stated[parameter]) == str(float(value)), "no negative zero"


@pytest.mark.parametrize(
    "text", ["wet", "nan", "inf", "-inf", "1e3", "0x10", "1_000", "8 mm", "--3", "1,2,3", "٣٠٠"]
)
def test_what_is_no_number(text: str) -> None:
    land, problems = read_land({"rain": [text], "ph": ["6"]})
    assert [(problem.parameter, problem.value, problem.code) for problem in problems] == [
        ("rain", text, "not_a_number")
    ]
    assert land.stated == {"ph": 6.0}, "the rest is kept"


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        ("rain", "-1"),
        ("rain", "99999"),
        ("ph", "14"),
        ("growing_period", "400"),
        ("lat", "91"),
        ("lon", "-181"),
        ("altitude", "9000"),
        ("weigh_soil", "2,1"),
        ("weigh_soil", "-1"),
        ("season_temperature", "400"),
    ],
)
def test_numbers_that_cannot_be(parameter: str, text: str) -> None:
    assert (parameter, "out_of_range") in problem_codes(**{parameter: text})


# --- codes, texts and repetitions -----------------------------------------------------------------------


def test_choices_may_repeat_and_unknown_ones_are_named() -> None:
    land, problems = read_land({"crops": ["maize", "cattle", "maize", "unicorns", ""]})
    assert land.stated == {"crops": frozenset({"maize", "cattle"})}
    assert problems == [Problem("crops", "unicorns", "unknown_code")]


def test_facts_and_land_use() -> None:
    land, problems = read_land(
        {"salinity": ["yes"], "frost": ["no"], "waterlogging": [""], "land_use": ["any"]}
    )
    assert (land.stated, land.land_use, problems) == ({"salinity": True, "frost": False}, "any", [])
    assert problem_codes(salinity="perhaps", land_use="city") == [
        ("salinity", "not_yes_no"),
        ("land_use", "unknown_code"),
    ]


@pytest.mark.parametrize("parameter", OWN)
def test_hostile_values_are_problems_and_nothing_else(parameter: str) -> None:
    for value, code in (
        ("x" * 10_000, "too_long"),
        ("1" * 10_000, "too_long"),
        ("8\x00", "control_character"),
        ("800\n", "control_character"),
        ("Para\u061ckou", "control_character"),
        ("\ud800", "control_character"),
    ):
        land, problems = read_land({parameter: [value]})
        assert (parameter, code) in [(problem.parameter, problem.code) for problem in problems]
        assert land == Land()
        for problem in problems:
            assert len(problem.value) <= 60 and problem.value.isprintable()


def test_invisible_marks_are_taken_out() -> None:
    marked = {
        "place_name": ["\u202aPara\u00adkou\u202c\u200b"],
        "rain": ["\ufeff8\u206000"],
        "crops": ["mai\u200dze"],
    }
    land, problems = read_land(marked)
    assert problems == []
    assert (land.place_name, land.stated) == ("Parakou", {"rain": 800.0, "crops": frozenset({"maize"})})
    assert read_land({"place_name": ["می\u200cخواهم"]})[0].place_name == "می\u200cخواهم"


def test_repeated_values_of_a_single_answer() -> None:
    land, problems = read_land({"rain": ["800", "800"], "ph": ["6", "7"]})
    assert land.stated == {"rain": 800.0, "ph": 6.0}
    assert [(problem.parameter, problem.value, problem.code) for problem in problems] == [
        ("ph", "7", "repeated")
    ]


def test_a_flood_of_values_is_cut() -> None:
    land, problems = read_land({"crops": ["maize"] * 100_000})
    assert land.stated == {"crops": frozenset({"maize"})}
    assert problems == [Problem("crops", "", "too_many")]


def test_parameters_of_others_are_not_looked_at() -> None:
    assert read_land({"q": ["half moons"], "page": ["2"], "": ["x"], "sort": ["\x00"]}) == (Land(), [])


@pytest.mark.parametrize("typed", ["9,34 2,63", "9.3400000000001, 2.6300000000001", "9°20'N 2°38'E"])
def test_a_position_typed_as_a_place(typed: str) -> None:
    land, problems = read_land({"place": [typed], "texture": ["clay"]})
    assert problems == []
    assert (land.latitude, land.longitude, land.place_name) == (9.3, 2.6, "")
    assert land.town is not None and land.town.country == "BJ"
    assert ("lat", "9.3") in land.to_query()


def test_a_position_off_the_globe_is_a_problem() -> None:
    land, problems = read_land({"place": ["95, 10"], "texture": ["clay"]})
    assert problems == [Problem("place", "95, 10", "off_the_globe")]
    assert (land.latitude, land.place_name) == (None, "")


def test_at_sea_nothing_can_be_compared() -> None:
    at_sea, inland = (
        {"lat": [lat], "lon": [lon], "texture": ["clay"]} for lat, lon in (("0", "-150"), ("9", "2"))
    )
    assert read_land(at_sea)[0].is_at_sea and not read_land(at_sea)[0].can_be_compared
    assert read_land(at_sea)[0].town is None
    assert not read_land(inland)[0].is_at_sea and read_land(inland)[0].can_be_compared
    assert not Land().can_be_compared


# --- where --------------------------------------------------------------------------------------------


def test_a_position_brings_the_climate_of_the_map() -> None:
    land, problems = read_land({"lat": ["9,34"], "lon": ["2.63"]})
    assert problems == []
    assert (land.latitude, land.longitude) == (9.3, 2.6)
    assert land.climate is not None
    assert land.derived == land.climate.values()
    answers = land.answers()
    assert set(answers) == {*(factor.name for factor in factors.CLIMATE), "frost"}
    assert {answer.origin for answer in answers.values()} == {"derived"}
    assert answers["frost"] == Answer(False, "derived")


def test_what_the_farmer_says_wins_over_the_map() -> None:
    land, _problems = read_land({"lat": ["9.3"], "lon": ["2.6"], "rain": ["950"], "frost": ["yes"]})
    answers = land.answers()
    assert answers["rain"] == Answer(950.0, "stated")
    assert answers["frost"] == Answer(True, "stated")
    assert answers["aridity"].origin == "from_stated_rain"
    assert answers["coldest_month"].origin == "derived"


def test_altitude_corrects_the_temperature() -> None:
    low, high = (land_at(9.3, 2.6, altitude_m=altitude).derived for altitude in (500, 1500))
    assert high["coldest_month"] == pytest.approx(low["coldest_month"] - 5, abs=0.02)
    assert high["rain"] == low["rain"]


def test_at_sea_there_is_a_position_and_no_climate() -> None:
    land, problems = read_land({"lat": ["0"], "lon": ["-30"]})
    assert (land.latitude, land.longitude, land.climate, land.derived, problems) == (0, -30, None, {}, [])
    assert not land.is_empty


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"lat": ["9"]}, ("lon", "incomplete")),
        ({"lon": ["9"]}, ("lat", "incomplete")),
        ({"lat": ["north"], "lon": ["9"]}, ("lat", "not_a_number")),
    ],
)
def test_half_a_position_is_none(params: Params, problem: tuple[str, str]) -> None:
    land, problems = read_land(params)
    assert [(p.parameter, p.code) for p in problems] == [problem]
    assert land.latitude is None and land.longitude is None


def test_a_place_of_the_gazetteer_stands_for_its_position() -> None:
    parakou = gazetteer.find("Parakou")[0]
    land, problems = read_land({"place": [str(parakou.id)], "lat": ["50"], "lon": ["2"]})
    assert problems == []
    assert (land.place, land.latitude, land.longitude) == (parakou.id, 9.3, 2.6)
    assert land.to_query() == [("place", str(parakou.id))]


def test_an_unknown_place_falls_back_on_the_position() -> None:
    land, problems = read_land({"place": ["999999999999"], "lat": ["9.3"], "lon": ["2.6"]})
    assert [(problem.parameter, problem.code) for problem in problems] == [("place", "unknown_place")]
    assert (land.place, land.latitude) == (None, 9.3)


def test_a_place_in_words_is_left_to_the_caller() -> None:
    land, problems = read_land({"place": ["  Copargo  centre "], "texture": ["sandy"]})
    assert (land.place, land.place_name, land.latitude, problems) == (None, "Copargo centre", None, [])
    found = land.moved_to(9.84, 1.54, place=17)
    assert (found.place, found.place_name, found.latitude, found.stated) == (
        17,
        "Copargo centre",
        9.8,
        land.stated,
    )
    assert found.derived


# --- what follows from it -------------------------------------------------------------------------------


def test_a_fully_irrigated_farmer_is_not_asked_for_rain() -> None:
    params = {"lat": ["9.3"], "lon": ["2.6"], "rain": ["800"], "water_supply": ["full_irrigation"]}
    irrigated = read_land(params)[0].answers()
    assert "rain" not in irrigated and "growing_period" not in irrigated and "aridity" not in irrigated
    partly = read_land({**params, "water_supply": ["full_irrigation", "rainfed"]})[0].answers()
    assert "rain" in partly and "growing_period" in partly


@pytest.mark.parametrize(("coldest", "frost"), [("18", False), ("17.9", None), ("5.1", None), ("5", True)])
def test_frost_follows_from_the_coldest_month(coldest: str, frost: bool | None) -> None:
    answers = read_land({"coldest_month": [coldest]})[0].answers()
    assert answers.get("frost") == (None if frost is None else Answer(frost, "derived"))


def test_gate() -> None:
    assert Land().gate is None
    assert Land(land_use="any").gate is None
    assert Land(land_use="cropland").gate == {"cropland", "mixed"}
    assert Land(land_use="mixed").gate == set(vocabulary.LAND_USES)


@pytest.mark.parametrize("params", [{}, {"rain": [""]}, {"weigh_soil": ["2"]}, {"altitude": ["300"]}])
def test_empty(params: Params) -> None:
    assert read_land(params)[0].is_empty


@pytest.mark.parametrize(
    "params", [{"place": ["x"]}, {"rain": ["3"]}, {"land_use": ["any"]}, {"frost": ["no"]}]
)
def test_not_empty(params: Params) -> None:
    assert not read_land(params)[0].is_empty


# --- there and back -------------------------------------------------------------------------------------

PLACES = ("2392204", "2988507", "2643743")
TEXT = st.text(max_size=12)


def some(codes: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(codes), max_size=3)


def number(kind: factors.Number) -> st.SearchStrategy[list[str]]:
    spread = st.floats(kind.low - 1, kind.high + 1).map(lambda x: [f"{x:.3f}".replace(".", ",")])
    return st.one_of(st.just([]), spread)


ADDRESSES = st.fixed_dictionaries(
    {},
    optional={
        "place": st.one_of(st.sampled_from(PLACES).map(lambda text: [text]), st.lists(TEXT, max_size=2)),
        "place_name": st.lists(TEXT, max_size=2),
        "lat": st.floats(-95, 95).map(lambda x: [str(x)]),
        "lon": st.floats(-185, 185).map(lambda x: [str(x)]),
        "altitude": st.sampled_from([[], ["0"], ["1200"], ["1 200"], ["-3000"]]),
        **{factor.name: number(factor) for factor in factors.FACTORS if isinstance(factor, factors.Number)},
        **{
            factor.name: some(factor.codes)
            for factor in factors.FACTORS
            if isinstance(factor, factors.Choice)
        },
        **{name: st.sampled_from([["yes"], ["no"], ["x"]]) for name in factors.CONSTRAINTS},
        "land_use": st.sampled_from([["cropland"], ["any"], ["sea"]]),
        "weigh_climate": st.sampled_from([["0"], ["1"], ["1,5"], ["2"], ["9"]]),
        "weigh_farming": st.sampled_from([["0"], ["0.25"]]),
    },
)


@given(ADDRESSES)
def test_an_address_written_and_read_again_is_the_same_land(params: Params) -> None:
    land, _problems = read_land(params)
    again, problems = read_land(params_of(land))
    assert problems == []
    assert again == land
    assert again.to_query() == land.to_query()


@given(st.dictionaries(st.sampled_from(OWN), st.lists(st.text(), max_size=3)))
def test_nothing_raises(params: Params) -> None:
    land, problems = read_land(params)
    land.answers()
    assert read_land(params_of(land)) == (land, [])
    assert {problem.parameter for problem in problems} <= set(OWN)


def test_canonical_order() -> None:
    land = Land(
        latitude=9.3,
        longitude=-2.0,
        altitude_m=300.0,
        stated={"frost": False, "crops": frozenset({"cattle", "maize"}), "ph": 6.5, "rain": 800.0},
        land_use="cropland",
        sliders=Sliders(soil=0.5),
    )
    assert land.to_query() == [
        ("lat", "9.3"),
        ("lon", "-2"),
        ("altitude", "300"),
        ("rain", "800"),
        ("ph", "6.5"),
        ("crops", "maize"),
        ("crops", "cattle"),
        ("frost", "no"),
        ("land_use", "cropland"),
        ("weigh_soil", "0.5"),
    ]
