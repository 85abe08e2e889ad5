"""Climate of places that readers know, edges of the globe, and how far the grid is from published values."""

import math
import os
from pathlib import Path

import pytest

from zones import factors, grid
from zones.build.station_errors import compare, in_africa, summarise
from zones.derivation import corrected_for_altitude
from zones.grid import Climate, conditions_at

MEGABYTE = 1_000_000


def climate_of(latitude: float, longitude: float) -> Climate:
    climate = conditions_at(latitude, longitude)
    assert climate is not None
    return climate


KOPPEN = {
    "Singapore": (1.35, 103.82, "Af"),
    "Manaus": (-3.1, -60.02, "Af"),
    "Miami": (25.77, -80.25, "Am"),
    "Ouagadougou": (12.37, -1.53, "BSh"),
    "Bamako": (12.65, -8.0, "Aw"),
    "Parakou": (9.34, 2.63, "Aw"),
    "Bangkok": (13.75, 100.5, "Aw"),
    "Cairo": (30.06, 31.25, "BWh"),
    "Riyadh": (24.69, 46.72, "BWh"),
    "Denver": (39.74, -104.98, "BSk"),
    "Rome": (41.89, 12.51, "Csa"),
    "Seville": (37.38, -5.97, "Csa"),
    "Porto": (41.15, -8.61, "Csb"),
    "Chartres": (48.45, 1.48, "Cfb"),
    "London": (51.51, -0.13, "Cfb"),
    "Buenos Aires": (-34.61, -58.38, "Cfa"),
    "Antananarivo": (-18.91, 47.54, "Cwb"),
    "Johannesburg": (-26.2, 28.04, "Cwb"),
    "Moscow": (55.75, 37.62, "Dfb"),
    "Winnipeg": (49.88, -97.15, "Dfb"),
    "Chicago": (41.85, -87.65, "Dfa"),
    "Fairbanks": (64.84, -147.72, "Dfc"),
    "South Pole": (-90.0, 0.0, "EF"),
}


@pytest.mark.parametrize("city", KOPPEN)
def test_koppen_class_of_known_cities(city: str) -> None:
    latitude, longitude, expected = KOPPEN[city]
    assert climate_of(latitude, longitude).koppen == expected


def test_the_savanna_of_copargo() -> None:
    climate = climate_of(9.84, 1.54)
    assert 1100 < climate.rain_mm_per_year < 1400
    assert (climate.first_wet_month, climate.last_wet_month, climate.second_season) == (5, 10, None)
    assert 180 <= climate.growing_period_days <= 269
    assert climate.coldest_month_c > 22
    assert not climate.is_mountain
    assert not climate.is_coast
    assert climate.snapped_km == 0


def test_two_rainy_seasons_at_the_coast_of_benin() -> None:
    climate = climate_of(6.37, 2.43)
    assert climate.second_season is not None
    assert climate.is_coast


def test_rain_of_the_sahel_is_not_too_dry() -> None:
    assert 700 < climate_of(12.37, -1.53).rain_mm_per_year < 850
    assert 400 < climate_of(13.5, 7.1).rain_mm_per_year < 520


def test_values_are_the_climate_factors_within_their_bounds() -> None:
    for latitude, longitude, _ in KOPPEN.values():
        values = climate_of(latitude, longitude).values()
        assert tuple(values) == tuple(factor.name for factor in factors.CLIMATE)
        for factor in factors.CLIMATE:
            assert factor.low <= values[factor.name] <= factor.high


def test_months_add_up_to_the_year() -> None:
    for latitude, longitude, _ in KOPPEN.values():
        climate = climate_of(latitude, longitude)
        assert sum(climate.monthly_rain_mm) == pytest.approx(climate.rain_mm_per_year, abs=1)
        assert climate.coldest_month_c == min(climate.monthly_temperature_c)
        assert climate.warmest_month_c == max(climate.monthly_temperature_c)
        assert climate.coldest_month_c <= climate.mean_temperature_c <= climate.warmest_month_c


def test_both_sides_of_the_date_line_are_one_place() -> None:
    assert conditions_at(-16.8, 180) == conditions_at(-16.8, -180)
    assert conditions_at(-16.8, 181) == conditions_at(-16.8, -179)
    assert conditions_at(9.84, -358.46) == conditions_at(9.84, 1.54)


def test_snapping_reaches_across_the_date_line() -> None:
    # Taveuni in Fiji ends just west of 180; this is the sea just east of it, and the other way about.
    shore = [
        conditions_at(latitude / 4 + 0.1, longitude)
        for latitude in range(-80, -60)
        for longitude in (-179.3, 179.3)
    ]
    found = [climate for climate in shore if climate is not None and climate.snapped_km]
    assert any(climate.longitude > 0 for climate in found)
    assert any(climate.longitude < 0 for climate in found)


def test_the_poles() -> None:
    assert conditions_at(90, 0) is None
    assert conditions_at(90, 180) is None
    south = climate_of(-90, 77)
    assert south.mean_temperature_c < -40
    assert south.growing_period_days == 0


@pytest.mark.parametrize(("latitude", "longitude"), [(0, -140), (45, -40), (-50, 90), (20, 65)])
def test_open_sea_has_no_climate(latitude: float, longitude: float) -> None:
    assert conditions_at(latitude, longitude) is None


def test_a_point_at_sea_takes_the_shore_and_says_how_far() -> None:
    climate = climate_of(6.0, 2.43)
    assert 0 < climate.snapped_km < 60
    assert climate.latitude > 6


def test_land_more_than_three_cells_away_is_not_taken() -> None:
    assert conditions_at(6.2, 2.43) is not None
    assert conditions_at(4.6, 1.6) is None


@pytest.mark.parametrize(
    ("island", "latitude", "longitude"),
    [
        ("Réunion", -21.11, 55.53),
        ("Mauritius", -20.3, 57.58),
        ("Praia", 14.93, -23.51),
        ("Mahé", -4.67, 55.47),
        ("São Tomé", 0.34, 6.73),
        ("Malé", 4.17, 73.51),
        ("Funafuti", -8.52, 179.2),
        ("Tarawa", 1.33, 172.98),
        ("Jamestown", -15.94, -5.72),
        ("Nukuʻalofa", -21.14, -175.2),
        ("Barbados", 13.1, -59.6),
    ],
)
def test_small_islands_have_a_climate(island: str, latitude: float, longitude: float) -> None:
    climate = climate_of(latitude, longitude)
    assert climate.is_coast
    assert climate.snapped_km < 10
    assert climate.koppen in ("", *grid.KOPPEN_CLASSES)


@pytest.mark.parametrize(
    ("valley", "latitude", "longitude"),
    [
        ("Innsbruck", 47.27, 11.39),
        ("Aosta", 45.74, 7.32),
        ("Pokhara", 28.27, 83.97),
        ("Medellín", 6.25, -75.56),
        ("Huaraz", -9.53, -77.53),
        ("Bujumbura", -3.38, 29.36),
    ],
)
def test_a_mountain_valley_is_warned_about(valley: str, latitude: float, longitude: float) -> None:
    assert climate_of(latitude, longitude).is_mountain


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(12.37, -1.53), (48.45, 1.48), (9.84, 1.54), (-9.4, -40.5)]
)
def test_plains_are_not_warned_about(latitude: float, longitude: float) -> None:
    climate = climate_of(latitude, longitude)
    assert not climate.is_mountain
    assert not climate.is_coast


@pytest.mark.parametrize("longitude", [48.2, 48.4, 48.6])
@pytest.mark.parametrize("latitude", [-17.0, -17.3, -17.6, -17.9, -18.2])
def test_rain_that_changes_much_over_a_short_way_is_warned_about(latitude: float, longitude: float) -> None:
    """About 1,050 mm fall around Lake Alaotra, between a wet coast and a dry plateau."""
    climate = climate_of(latitude, longitude)
    assert climate.rain_mm_per_year > 1500
    assert climate.has_steep_rain


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(12.37, -1.53), (48.45, 1.48), (9.84, 1.54), (30.06, 31.25), (-3.1, -60.0)]
)
def test_even_rain_is_not_warned_about(latitude: float, longitude: float) -> None:
    assert not climate_of(latitude, longitude).has_steep_rain


@pytest.mark.parametrize(
    ("town", "latitude", "longitude"), [("Jequié", -13.86, -40.09), ("Bujumbura", -3.38, 29.36)]
)
def test_a_dry_class_where_the_months_are_wet_is_not_told(
    town: str, latitude: float, longitude: float
) -> None:
    assert climate_of(latitude, longitude).koppen == ""


@pytest.mark.parametrize("place", [(6.2, -75.5), (-6.2, 39.2), (0.0, 37.0), (-0.0, 37.0), (-45.0, 170.0)])
def test_asking_again_gives_the_same(place: tuple[float, float]) -> None:
    assert conditions_at(*place) == conditions_at(*place)


def test_a_cell_edge_belongs_to_the_cell_north_and_east_of_it() -> None:
    assert climate_of(10.0, 2.0).latitude == 10.125
    assert climate_of(10.0, 2.0).longitude == 2.125
    assert climate_of(-10.0, -50.0).latitude == -9.875


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-91, 0), (0, 361), (0, -400), (math.nan, 0), (0, math.nan), (math.inf, 0), (0, -math.inf)],
)
def test_places_off_the_globe_are_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="not on the globe"):
        conditions_at(latitude, longitude)


def test_a_valley_is_warmer_than_its_cell() -> None:
    pokhara = climate_of(28.27, 83.97)
    corrected = corrected_for_altitude(pokhara, 820)
    shift = (pokhara.elevation_m - 820) * 0.005
    assert shift > 2
    assert corrected.mean_temperature_c == pytest.approx(pokhara.mean_temperature_c + shift, abs=0.01)
    assert corrected.coldest_month_c == pytest.approx(pokhara.coldest_month_c + shift, abs=0.01)
    assert corrected.aridity_ratio < pokhara.aridity_ratio
    assert corrected.growing_period_days > pokhara.growing_period_days
    assert corrected.monthly_rain_mm == pokhara.monthly_rain_mm
    assert corrected.elevation_m == 820


def test_correcting_twice_changes_nothing_more() -> None:
    once = corrected_for_altitude(climate_of(-13.53, -71.97), 3400)
    assert corrected_for_altitude(once, 3400) == once


def test_the_cells_own_height_changes_nothing() -> None:
    climate = climate_of(47.27, 11.39)
    assert corrected_for_altitude(climate, climate.elevation_m) is climate


@pytest.mark.parametrize("altitude", [-501, 9001, math.nan, math.inf])
def test_impossible_heights_are_refused(altitude: float) -> None:
    with pytest.raises(ValueError, match="not a height"):
        corrected_for_altitude(climate_of(9.84, 1.54), altitude)


def test_a_small_correction_agrees_with_the_packed_values() -> None:
    for latitude, longitude, _ in KOPPEN.values():
        climate = climate_of(latitude, longitude)
        nearly = corrected_for_altitude(climate, climate.elevation_m + 0.01)
        assert nearly.aridity_ratio == pytest.approx(climate.aridity_ratio, abs=0.002)
        assert nearly.growing_period_days == pytest.approx(climate.growing_period_days, abs=1)
        assert nearly.season_temperature_c == pytest.approx(climate.season_temperature_c, abs=0.2)
        assert nearly.second_season == climate.second_season


@pytest.mark.parametrize("africa", [False, True], ids=["all", "africa"])
def test_errors_against_published_values_of_cities(*, africa: bool) -> None:
    comparisons = compare()
    assert len(comparisons) == 270
    summary = summarise(in_africa(comparisons) if africa else comparisons)
    assert summary.cities >= 26
    assert summary.rain_median_pct <= 10
    assert summary.rain_p90_pct <= 25
    assert summary.rain_far_pct <= 5
    assert summary.temperature_median_c <= 0.6
    assert summary.temperature_p90_c <= 1.5


def test_cities_far_off_are_those_that_the_grid_is_unsure_of() -> None:
    far = [c for c in compare() if c.rain_is_far or abs(c.temperature_error_c) > 2]
    assert far
    assert all(c.about for c in far)


def test_the_page_of_the_docs_tells_the_printed_errors() -> None:
    from zones.build.station_errors import report

    page = Path(__file__).parents[3] / "docs" / "climate-grid.md"
    assert report(compare()) in page.read_text(encoding="utf-8")


def test_the_file_stays_small() -> None:
    assert os.path.getsize(grid.DATA_FILE) <= 5 * MEGABYTE
