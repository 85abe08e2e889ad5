"""Distances, continents, coarse positions, and the outline of the world."""

import gzip
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zones import gazetteer, outline
from zones.geography import continent_of, distance_km, snap
from zones.vocabulary import CONTINENTS

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def test_known_distances() -> None:
    assert distance_km(48.8566, 2.3522, 51.5074, -0.1278) == pytest.approx(343.6, abs=1)
    assert distance_km(9.84, 1.54, 9.84, 1.54) == 0
    assert distance_km(0, 0, 0, 180) == pytest.approx(math.pi * 6371.0088)
    assert distance_km(90, 17, -90, -60) == pytest.approx(math.pi * 6371.0088)


def test_distance_across_the_date_line_is_short() -> None:
    assert distance_km(-17, 179.9, -17, -179.9) < 25


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_the_same_both_ways(a: float, b: float, c: float, d: float) -> None:
    assert distance_km(a, b, c, d) == pytest.approx(distance_km(c, d, a, b), abs=1e-6)


def test_every_country_with_places_has_a_continent() -> None:
    countries = gazetteer.countries()
    assert len(countries) > 240
    assert {continent_of(country) for country in countries} == set(CONTINENTS)


@pytest.mark.parametrize(
    ("country", "continent"),
    [
        ("BJ", "africa"),
        ("fr", "europe"),
        ("IN", "asia"),
        ("MX", "north_america"),
        ("BR", "south_america"),
        ("FJ", "oceania"),
    ],
)
def test_continents_of_countries(country: str, continent: str) -> None:
    assert continent_of(country) == continent


def test_an_unknown_country_has_no_continent() -> None:
    with pytest.raises(KeyError):
        continent_of("ZZ")


@pytest.mark.parametrize(
    ("given_position", "snapped"),
    [
        ((9.841, 1.542), (9.8, 1.5)),
        ((9.85, 1.55), (9.9, 1.6)),
        ((-9.85, -1.55), (-9.9, -1.6)),
        ((0.25, 0.35), (0.3, 0.4)),
        ((90, 180), (90.0, -180.0)),
        ((-90, -180), (-90.0, -180.0)),
        ((0, 179.96), (0.0, -180.0)),
        ((0, 179.94), (0.0, 179.9)),
        ((0, -179.96), (0.0, -180.0)),
        ((0, 200), (0.0, -160.0)),
        ((-0.01, -0.01), (0.0, 0.0)),
    ],
)
def test_positions_are_rounded_to_a_tenth(
    given_position: tuple[float, float], snapped: tuple[float, float]
) -> None:
    assert snap(*given_position) == snapped
    assert "-0.0" not in map(str, snap(*given_position))


@given(latitudes, longitudes)
def test_a_coarse_position_stays_near_and_valid(latitude: float, longitude: float) -> None:
    coarse = snap(latitude, longitude)
    assert -90 <= coarse[0] <= 90
    assert -180 <= coarse[1] < 180
    assert snap(*coarse) == coarse
    assert distance_km(latitude, longitude, *coarse) < 8


@pytest.mark.parametrize("position", [(90.1, 0), (0, 361), (math.nan, 0), (0, math.inf)])
def test_positions_off_the_globe_are_refused(position: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="not on the globe"):
        snap(*position)


@given(st.floats(-60, 84), longitudes)
def test_a_tap_on_the_map_comes_back(latitude: float, longitude: float) -> None:
    assert outline.to_position(*outline.to_point(latitude, longitude)) == pytest.approx((latitude, longitude))


def test_the_outline_is_one_small_path_inside_its_box() -> None:
    path = outline.outline_path()
    drawing = Path(outline.__file__).parent / "data" / outline.FILE_NAME
    assert re.fullmatch(r"[Mlz0-9. -]+", path)
    assert len(gzip.compress(drawing.read_bytes())) <= 6000
    for subpath in path.removesuffix("z").split("z"):
        start, _, steps = subpath.partition("l")
        x, y = map(float, start.removeprefix("M").split())
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            assert 0 <= x <= outline.WIDTH
            assert 0 <= y <= outline.HEIGHT + 5
