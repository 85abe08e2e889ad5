"""Where zones lie: places known to be in one are on its map, and every square of land is in one at most."""

import numpy as np
import pytest

from zones import extent
from zones.grid import conditions_at
from zones.naming import ALL_ZONES, growing_period_class, temperature_class

CLIMATES = [zone for zone in ALL_ZONES.values() if zone.texture is None]


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (12.6, -7.5, "semi_arid-hot"),
        (17.5, 78.5, "semi_arid-hot"),
        (-3.5, -62.5, "humid-hot"),
        (23.5, 10.5, "arid-hot"),
    ],
)
def test_a_place_lies_on_the_map_of_its_zone(latitude: float, longitude: float, code: str) -> None:
    assert extent.extent(ALL_ZONES[code])[int(90 - latitude), int(longitude + 180)]


def test_zones_share_no_land_and_leave_the_sea_alone() -> None:
    covered = np.sum([extent.extent(zone) for zone in CLIMATES], axis=0)
    # A square that is half and half belongs to both.
    assert (covered > 1).sum() < 0.02 * extent.land().sum()
    assert not covered[~extent.land()].any()
    assert (covered > 0).sum() > 0.8 * extent.land().sum()


def test_a_zone_with_a_soil_reaches_as_far_as_its_climate() -> None:
    sandy, any_soil = ALL_ZONES["sub_humid-hot-sandy"], ALL_ZONES["sub_humid-hot"]
    assert (extent.extent(sandy) == extent.extent(any_soil)).all()


@pytest.mark.parametrize("zone", CLIMATES, ids=lambda zone: zone.code)
def test_its_towns_lie_in_it_each_in_another_country(zone: object) -> None:
    assert isinstance(zone, type(CLIMATES[0]))
    towns = extent.towns(zone, 8)
    assert len({town.country for town in towns}) == len(towns) <= 8
    for town in towns:
        climate = conditions_at(town.latitude, town.longitude)
        assert climate is not None
        assert growing_period_class(climate.growing_period_days) == zone.growing_period
        assert temperature_class(climate.season_temperature_c) == zone.temperature
