"""What is derived from twelve months: known kinds of climate, and both halves of the globe alike."""

import csv
from pathlib import Path

import numpy as np
import pytest

from zones.grid import conditions_at
from zones.growing_period import Derived, derive, potential_evapotranspiration

MONSOON = (0, 2, 10, 30, 80, 120, 190, 230, 140, 40, 2, 0)
HOT = (25, 28, 31, 33, 32, 30, 28, 27, 28, 30, 28, 25)
TWO_RAINS = (40, 50, 120, 250, 180, 30, 15, 15, 30, 45, 170, 120)
HIGHLAND = (20, 21, 21, 20, 19, 18, 17, 18, 19, 20, 20, 20)
EVEN = (55, 45, 50, 50, 60, 55, 60, 55, 50, 60, 55, 60)
TEMPERATE = (4, 5, 8, 10, 14, 17, 19, 19, 16, 12, 7, 5)


def stations() -> list[dict[str, str]]:
    with (Path(__file__).parents[2] / "data" / "stations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def year(latitude: float, rain: tuple[float, ...], temperature: tuple[float, ...]) -> Derived:
    return derive(
        np.array([latitude]),
        np.array([rain], dtype=np.float64).T,
        np.array([temperature], dtype=np.float64).T,
    )


def test_one_rainy_season() -> None:
    sahel = year(12.4, MONSOON, HOT)
    assert (sahel.first_wet_month[0], sahel.last_wet_month[0]) == (6, 9)
    assert sahel.second_first_month[0] == 0
    assert sahel.dry_months[0] == 8
    # FAO gives 120 to 180 days for the Sudan savanna with such rain.
    assert 120 <= sahel.growing_period_days[0] <= 180
    assert 26 < sahel.season_temperature_c[0] < 30


def test_two_rainy_seasons() -> None:
    east_africa = year(-1.3, TWO_RAINS, HIGHLAND)
    assert (east_africa.first_wet_month[0], east_africa.last_wet_month[0]) == (3, 5)
    assert (east_africa.second_first_month[0], east_africa.second_last_month[0]) == (11, 12)


def test_a_season_may_run_over_new_year() -> None:
    south = year(-12.4, MONSOON[6:] + MONSOON[:6], HOT[6:] + HOT[:6])
    assert (south.first_wet_month[0], south.last_wet_month[0]) == (12, 3)


def test_frost_does_not_make_two_seasons() -> None:
    prairie = year(
        52.1,
        (15, 10, 15, 22, 45, 70, 60, 45, 30, 17, 13, 15),
        (-14, -12, -5, 4, 11, 16, 19, 18, 12, 4, -5, -12),
    )
    assert prairie.second_first_month[0] == 0


def test_cold_ends_the_growing_period() -> None:
    beauce = year(48.4, EVEN, TEMPERATE)
    assert 180 <= beauce.growing_period_days[0] <= 300
    assert 10 < beauce.season_temperature_c[0] < 15


def test_without_rain_there_is_no_growing_period_and_the_warm_months_count() -> None:
    desert = year(24.0, (0,) * 12, (8, 11, 15, 20, 25, 30, 32, 31, 28, 22, 15, 9))
    assert desert.growing_period_days[0] == 0
    assert desert.season_temperature_c[0] == pytest.approx(np.mean([11, 15, 20, 25, 30, 32, 31, 28, 22, 15]))
    assert (desert.dry_months[0], desert.first_wet_month[0], desert.aridity_ratio[0]) == (12, 0, 0)


def test_without_a_warm_month_the_warmest_counts() -> None:
    ice = year(78.0, (20,) * 12, (-30, -30, -28, -20, -9, -1, 3, 2, -5, -15, -22, -28))
    assert ice.growing_period_days[0] == 0
    assert ice.season_temperature_c[0] == 3


def test_rain_all_year_has_no_first_and_no_last_month() -> None:
    equator = year(0.0, (250,) * 12, (26,) * 12)
    assert (equator.first_wet_month[0], equator.last_wet_month[0], equator.dry_months[0]) == (0, 0, 0)
    assert equator.growing_period_days[0] == 365
    assert equator.seasonality_pct[0] == pytest.approx(0)


def test_snow_waters_the_spring() -> None:
    winter_rain = (60, 60, 60, 40, 0, 0, 0, 0, 0, 0, 60, 60)
    cold = (-10, -10, -5, -1, 12, 18, 20, 18, 12, 5, -3, -9)
    dry_winter = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    assert year(50.0, winter_rain, cold).growing_period_days[0] > 20
    assert year(50.0, dry_winter, cold).growing_period_days[0] == 0


def test_the_same_climates_in_the_other_hemisphere_are_the_same() -> None:
    climates = [conditions_at(float(row["latitude"]), float(row["longitude"])) for row in stations()]
    known = [climate for climate in climates if climate is not None]
    latitude = np.array([climate.latitude for climate in known])
    rain = np.array([climate.monthly_rain_mm for climate in known]).T
    temperature = np.array([climate.monthly_temperature_c for climate in known]).T
    here = derive(latitude, rain, temperature)
    there = derive(-latitude, np.roll(rain, 6, axis=0), np.roll(temperature, 6, axis=0))
    days = np.abs(here.growing_period_days - there.growing_period_days)
    assert (days <= 10).mean() >= 0.9
    assert there.aridity_ratio == pytest.approx(here.aridity_ratio, rel=0.015)
    assert there.seasonality_pct == pytest.approx(here.seasonality_pct)
    assert there.coldest_month_c == pytest.approx(here.coldest_month_c)
    assert np.abs(there.season_temperature_c - here.season_temperature_c).max() < 0.7


def test_many_places_at_once_are_as_one_by_one() -> None:
    latitudes, rains, temperatures = (12.4, 48.4), (MONSOON, EVEN), (HOT, TEMPERATE)
    both = derive(np.array(latitudes), np.array(rains, dtype=float).T, np.array(temperatures, dtype=float).T)
    for number, (latitude, rain, temperature) in enumerate(zip(latitudes, rains, temperatures, strict=True)):
        alone = year(latitude, rain, temperature)
        for name in Derived.__slots__:
            assert getattr(both, name)[number] == pytest.approx(getattr(alone, name)[0])


def test_evaporation_is_zero_in_deep_frost_and_in_the_polar_night() -> None:
    frozen = potential_evapotranspiration(np.array([80.0]), np.full((12, 1), -20.0))
    mild = potential_evapotranspiration(np.array([80.0]), np.full((12, 1), 10.0))
    assert not frozen.any()
    assert mild[0, 0] == 0
    assert mild[5, 0] > 50
