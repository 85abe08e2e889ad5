"""Law 14: a climate half a year later and on the other half of the globe is the same climate."""

import numpy as np
import pytest

from zones.grid import conditions_at
from zones.growing_period import Derived, derive


@pytest.fixture(scope="module")
def here_and_mirrored() -> tuple[Derived, Derived]:
    """Real climates on a coarse raster of the land, and each of them mirrored."""
    cells = [
        climate
        for latitude in np.arange(-54.0, 66.0, 4.0)
        for longitude in np.arange(-178.0, 180.0, 11.0)
        if (climate := conditions_at(float(latitude), float(longitude))) and climate.snapped_km == 0
    ]
    latitude = np.array([cell.latitude for cell in cells])
    rain = np.array([cell.monthly_rain_mm for cell in cells]).T
    temperature = np.array([cell.monthly_temperature_c for cell in cells]).T
    assert len(cells) > 200
    return derive(latitude, rain, temperature), derive(
        -latitude, np.roll(rain, 6, axis=0), np.roll(temperature, 6, axis=0)
    )


def test_14_rain_coldest_month_and_seasonality_are_equal(here_and_mirrored: tuple[Derived, Derived]) -> None:
    here, there = here_and_mirrored
    assert np.allclose(here.rain_mm_per_year, there.rain_mm_per_year)
    assert np.allclose(here.coldest_month_c, there.coldest_month_c)
    assert np.allclose(here.seasonality_pct, there.seasonality_pct)


def test_14_what_depends_on_the_lengths_of_months_hardly_moves(
    here_and_mirrored: tuple[Derived, Derived],
) -> None:
    here, there = here_and_mirrored
    assert np.max(np.abs(here.aridity_ratio / there.aridity_ratio - 1)) < 0.02
    assert np.quantile(np.abs(here.season_temperature_c - there.season_temperature_c), 0.9) < 0.3
    assert np.quantile(np.abs(here.growing_period_days - there.growing_period_days), 0.9) <= 10
