"""A tap on the map, as pixels, comes out where the finger was."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.presenters.land.world_map import (
    TILE_DEGREES,
    MapTile,
    position_tapped,
    tapped,
    tile_svg,
    was_tapped,
    world_svg,
)
from readers.presenters.land.zone_map import zone_svg
from zones.naming import ALL_ZONES

places = st.tuples(st.floats(-60, 84), st.floats(-180, 180))


@given(places)
def test_a_tile_holds_the_place_it_was_made_for(place: tuple[float, float]) -> None:
    latitude, longitude = place
    tile = MapTile.around(latitude, longitude)
    assert tile.north - TILE_DEGREES <= latitude <= tile.north
    assert tile.west <= longitude <= tile.west + TILE_DEGREES
    assert MapTile.read(str(tile)) == tile


@pytest.mark.parametrize("text", ["", "12", "12,x", "1,2", "12,-6,0", "900,0", "٣,6", "12,--6"])
def test_a_tile_that_is_none_is_refused(text: str) -> None:
    assert MapTile.read(text) is None


def test_taps_on_the_world_and_on_a_tile() -> None:
    assert tapped("180", "84", None) == (0.0, 0.0)
    tile = MapTile.around(9.8, 1.5)
    found = tapped(str(round((1.5 - tile.west) * 20)), str(round((tile.north - 9.8) * 20)), tile)
    assert found == pytest.approx((9.8, 1.5), abs=0.05)
    assert tapped("-1", "5", tile) is None
    assert tapped("1e3", "5", None) is None


@pytest.mark.parametrize("tile", [None, MapTile.around(9.8, 1.5)])
def test_a_tap_on_the_wide_map_is_the_same_place(tile: MapTile | None) -> None:
    narrow = {"map.x": "180", "map.y": "74"}
    wide = {"wide.x": "270", "wide.y": "111"}
    assert position_tapped(wide, tile) == pytest.approx(position_tapped(narrow, tile))
    assert was_tapped(narrow) and was_tapped(wide) and not was_tapped({"map": "1"})
    assert position_tapped({"wide.x": "12"}, tile) is None
    assert position_tapped({"wide.x": "-3", "wide.y": "1"}, tile) is None


def test_a_tile_names_its_towns_and_is_well_formed() -> None:
    drawing = tile_svg(MapTile.around(9.8, 1.5))
    ElementTree.fromstring(drawing)  # noqa: S314  our own drawing
    assert "Ouagadougou" in drawing


@pytest.mark.parametrize(
    "drawing", [world_svg(), tile_svg(MapTile.around(9.8, 1.5)), zone_svg(ALL_ZONES["arid-hot"])]
)
def test_maps_take_their_colours_from_the_tokens(drawing: str) -> None:
    style, _, shapes = drawing.partition("</style>")
    assert "prefers-color-scheme: dark" in style
    assert "fill=" not in shapes and "stroke=" not in shapes and "#" not in shapes
    classes = set(re.findall(r'class="([^"]+)"', shapes))
    assert {"sea"} < classes
    for name in {name for names in classes for name in names.split()}:
        assert f".{name}{{" in style
