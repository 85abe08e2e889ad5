"""The name of a place in an address is believed as far as it is a spelling of that place."""

from collections.abc import Mapping

import pytest

from zones.land_reading import read_land

Params = Mapping[str, list[str]]


@pytest.mark.parametrize(
    ("where", "given", "kept"),
    [
        ({"place": ["2394822"]}, "Paris", ""),
        ({"place": ["2394822"]}, "copargo", "Copargo"),
        ({"place": ["2394822"]}, "KOPARGO", "Kopargo"),
        ({"lat": ["9.8"], "lon": ["1.5"]}, "Paris", ""),
        ({"lat": ["9.8"], "lon": ["1.5"]}, "kopargo", "Kopargo"),
        ({"place": ["9.8, 1.5"]}, "Paris", ""),
        ({"lat": ["0"], "lon": ["-150"]}, "Paris", ""),
    ],
)
def test_an_address_says_nothing_wrong_of_a_place(where: Params, given: str, kept: str) -> None:
    land, problems = read_land({**where, "place_name": [given]})
    assert (land.place_name, problems) == (kept, [])
    assert land.latitude is not None


def test_a_place_told_now_stands_before_an_older_name() -> None:
    assert read_land({"place": ["Copargo"], "place_name": ["Paris"]})[0].place_name == "Copargo"
