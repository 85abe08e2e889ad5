"""The cells of the map: what a circle counts is what opens, and no circle covers another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.partners.map_cells import PART_CELL, PART_PIXELS, REACH_PIXELS, WORLD_CELL, Box, circles, tapped
from zones.outline import HEIGHT, WIDTH

LATITUDES = st.floats(-90, 90).map(lambda number: round(number, 1))
LONGITUDES = st.floats(-180, 180).map(lambda number: round(number, 1))
POINTS = st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=1, max_size=60)


def columns(points: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    rows = np.array(points, dtype=float)
    return rows[:, 0], rows[:, 1]


@given(POINTS)
def test_circles_of_the_world_and_of_its_parts_count_every_point_once(
    points: list[tuple[float, float]],
) -> None:
    latitude, longitude = columns(points)
    world = circles(latitude, longitude, None)
    assert sum(circle.count for circle in world) == len(points)
    for circle in world:
        inside = circle.box.holds(latitude, longitude)
        assert np.count_nonzero(inside) == circle.count
        part = circles(latitude[inside], longitude[inside], circle.box)
        assert sum(each.count for each in part) == circle.count
        assert all(each.box.part == circle.box for each in part)


@given(POINTS)
def test_a_circle_stays_in_its_cell(points: list[tuple[float, float]]) -> None:
    for circle in circles(*columns(points), None):
        left, top = circle.box.west + 180, 84 - circle.box.north
        assert left <= circle.x - circle.radius and circle.x + circle.radius <= left + WORLD_CELL
        assert top <= circle.y - circle.radius and circle.y + circle.radius <= top + WORLD_CELL
        assert 0 <= circle.x <= WIDTH and 0 <= circle.y <= HEIGHT


@given(POINTS)
def test_a_tap_in_the_middle_of_a_circle_is_meant_for_it(points: list[tuple[float, float]]) -> None:
    found = circles(*columns(points), None)
    assert [tapped(found, circle.x, circle.y) for circle in found] == found


def test_a_tap_far_from_all_circles_is_meant_for_none() -> None:
    found = circles(*columns([(9.8, 1.5)]), None)
    (only,) = found
    assert tapped(found, only.x + REACH_PIXELS - 1, only.y) == only
    assert tapped(found, only.x + REACH_PIXELS + 1, only.y) is None
    assert tapped([], 1, 1) is None


def test_a_part_is_drawn_as_wide_as_a_phone() -> None:
    part = circles(*columns([(12.1, -11.9)]), None)[0].box
    (circle,) = circles(*columns([(12.1, -11.9)]), part)
    assert circle.box.degrees == PART_CELL
    assert 0 <= circle.x <= PART_PIXELS and 0 <= circle.y <= PART_PIXELS


@pytest.mark.parametrize(
    "text", ["", "12,-12", "12,-12,5", "13,-12,24", "12,-11,24", "90,0,2", "-60,0,2", "12,180,24"]
)
def test_what_is_no_cell_is_not_read(text: str) -> None:
    assert Box.read(text) is None


@pytest.mark.parametrize("text", ["12,-12,24", "84,-180,24", "-36,156,24", "12,-12,2", "-58,178,2"])
def test_a_cell_is_read_as_it_is_written(text: str) -> None:
    assert str(Box.read(text)) == text
