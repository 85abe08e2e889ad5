"""What follows from a stated rain: by the laws of the bucket, and at places that readers know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zones.derivation import FOLLOWS_FROM_RAIN, climate_ranges, corrected_for_altitude, corrected_for_rain
from zones.grid import Climate, conditions_at
from zones.land import Answer, Land, land_at
from zones.values import Range

MARADI = (13.6, 7.7)
PLACES = {
    "Maradi": MARADI,
    "Copargo": (9.84, 1.54),
    "Chartres": (48.45, 1.48),
    "Saskatoon": (52.1, -106.7),
    "Machakos": (-1.5, 37.3),
    "Puno": (-15.84, -70.02),
    "Pokhara": (28.27, 83.97),
    "Cairo": (30.06, 31.25),
    "Alaotra": (-17.8, 48.4),
}
rains = st.integers(min_value=0, max_value=6000).map(float)
places = st.sampled_from(sorted(PLACES.values()))


def climate_of(place: tuple[float, float]) -> Climate:
    climate = conditions_at(*place)
    assert climate is not None
    return climate


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_the_maps_own_sum_gives_the_maps_climate(place: tuple[float, float]) -> None:
    climate = climate_of(place)
    assert corrected_for_rain(climate, climate.rain_mm_per_year) == climate
    nearly = corrected_for_rain(climate, climate.rain_mm_per_year + 0.001)
    assert nearly.growing_period_days == pytest.approx(climate.growing_period_days, abs=1)
    assert nearly.aridity_ratio == pytest.approx(climate.aridity_ratio, abs=0.002)
    assert nearly.season_temperature_c == pytest.approx(climate.season_temperature_c, abs=0.2)
    assert nearly.first_wet_month == climate.first_wet_month


@given(places, rains)
def test_the_months_add_up_to_what_was_stated(place: tuple[float, float], rain: float) -> None:
    corrected = corrected_for_rain(climate_of(place), rain)
    assert corrected.rain_mm_per_year == rain
    assert sum(corrected.monthly_rain_mm) == pytest.approx(rain, abs=0.2)
    assert corrected.seasonality_pct == climate_of(place).seasonality_pct


@given(places, rains, rains)
def test_more_rain_is_never_drier_and_never_shortens_the_growing_period(
    place: tuple[float, float], one: float, other: float
) -> None:
    less, more = (corrected_for_rain(climate_of(place), rain) for rain in sorted((one, other)))
    assert less.aridity_ratio <= more.aridity_ratio
    assert less.growing_period_days <= more.growing_period_days


@given(places, rains, rains, st.floats(0, 1))
def test_a_range_holds_what_any_rain_in_it_gives(
    place: tuple[float, float], one: float, other: float, share: float
) -> None:
    low, high = sorted((one, other))
    climate = climate_of(place)
    found = climate_ranges(climate, Range(low, high))
    between = corrected_for_rain(climate, round(low + share * (high - low))).values()
    for name, rounding in (("aridity", 0.006), ("growing_period", 0)):
        assert found[name].low - rounding <= between[name] <= found[name].high + rounding
    for end in (low, high):
        season = corrected_for_rain(climate, end).season_temperature_c
        assert found["season_temperature"].low - 0.06 <= season <= found["season_temperature"].high + 0.06


def test_a_practice_in_the_sahel_reaches_as_far_as_its_rain() -> None:
    on_the_map = climate_of(MARADI).values()
    found = climate_ranges(climate_of(MARADI), Range(300, 900))
    land = land_at(*MARADI, stated={"rain": 800.0}).answers()
    for name in ("aridity", "growing_period"):
        assert found[name].origin == "from_stated_rain"
        assert found[name].low < on_the_map[name] < found[name].high
        value = land[name].value
        assert isinstance(value, float) and found[name].low < value < found[name].high
        assert land[name].origin == "from_stated_rain"
    assert {name for name, value in found.items() if value.origin == "derived"} >= {
        *("rain", "temperature_range", "coldest_month", "seasonality")
    }


def test_without_a_stated_rain_the_map_speaks() -> None:
    climate = climate_of(MARADI)
    for rain in (None, Range(300, 900, "derived"), Range(-5, 100), Range(0, 90_000)):
        found = climate_ranges(climate, rain)
        assert {value.origin for value in found.values()} == {"derived"}
        assert all(value.low == value.high for value in found.values())


def test_the_warmth_of_the_season_is_the_maps_unless_the_rain_moves_it() -> None:
    moved = land_at(*MARADI, stated={"rain": 800.0}).answers()["season_temperature"]
    assert moved.origin == "from_stated_rain"
    wet = climate_of((1.35, 103.82))
    kept = climate_ranges(wet, Range(2500, 3000))["season_temperature"]
    assert (kept.low, kept.high, kept.origin) == (
        *(round(wet.season_temperature_c, 1), round(wet.season_temperature_c, 1)),
        "derived",
    )


def test_altitude_and_rain_are_both_counted() -> None:
    climate = climate_of(PLACES["Puno"])
    both = land_at(*PLACES["Puno"], altitude_m=4200, stated={"rain": 500.0}).climate
    assert both == corrected_for_rain(
        corrected_for_altitude(land_at(*PLACES["Puno"]).climate or climate, 4200), 500
    )
    assert both is not None and both.elevation_m == 4200 and both.rain_mm_per_year == 500


def test_what_the_farmer_states_of_it_stays_stated() -> None:
    answers = land_at(*MARADI, stated={"rain": 800.0, "growing_period": 90.0}).answers()
    assert answers["growing_period"] == Answer(90.0, "stated")
    assert answers["aridity"].origin == "from_stated_rain"


def test_without_a_position_nothing_follows() -> None:
    assert set(Land(stated={"rain": 800.0}).answers()) == {"rain"}


def test_where_the_map_has_no_rain_at_all_there_is_nothing_to_scale() -> None:
    climate = climate_of((-85.0, 20.0))
    assert climate.rain_mm_per_year == 0
    assert corrected_for_rain(climate, 300) is climate
    assert {value.origin for value in climate_ranges(climate, Range(200, 300)).values()} == {"derived"}
    land = land_at(-85.0, 20.0, stated={"rain": 300.0}).answers()
    assert land["aridity"].origin == "derived"


def test_less_than_no_rain_is_refused() -> None:
    with pytest.raises(ValueError, match="not a sum of rain"):
        corrected_for_rain(climate_of(MARADI), -1)


def test_figures_of_unsure_cells_are_about() -> None:
    flagged = climate_of(PLACES["Alaotra"])
    assert flagged.has_steep_rain and not flagged.is_mountain and not flagged.is_coast
    about = {name for name, value in climate_ranges(flagged, None).items() if value.is_about}
    assert about == {"rain", "aridity", "growing_period", "seasonality"}
    told = land_at(*PLACES["Alaotra"], stated={"rain": 1050.0}).answers()
    assert {name for name in FOLLOWS_FROM_RAIN if told[name].is_about} == set()
    mountain = climate_ranges(climate_of(PLACES["Pokhara"]), None)
    assert all(value.is_about for value in mountain.values())
    plain = climate_ranges(climate_of(PLACES["Copargo"]), None)
    assert not any(value.is_about for value in plain.values())
