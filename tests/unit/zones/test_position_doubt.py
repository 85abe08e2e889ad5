"""Positions that are hardly in the country that is told with them, and those that may well be."""

import pytest

from zones.position_doubt import doubt


@pytest.mark.parametrize(
    ("position", "country", "slip", "meant"),
    [
        ((1.5, 9.8), "BJ", "swapped", (9.8, 1.5)),
        ((-2.5, 13.5), "BF", "swapped", (13.5, -2.5)),
        ((9.8, -1.5), "BJ", "sign", (9.8, 1.5)),
        ((-13.5, 2.5), "BF", "sign", (13.5, -2.5)),
        ((-1.5, 9.8), "BJ", "swapped_sign", (9.8, 1.5)),
    ],
)
def test_a_slip_is_named_with_the_position_that_was_meant(
    position: tuple[float, float], country: str, slip: str, meant: tuple[float, float]
) -> None:
    found = doubt(*position, [country])
    assert found is not None
    assert (found.slip, found.meant) == (slip, meant)
    assert found.meant_town is not None and found.meant_town.country == country


def test_zero_and_the_sea_are_doubted_in_any_country_and_in_none() -> None:
    for countries in (["BJ"], []):
        zero, sea = doubt(0, 0, countries), doubt(3.0, -20.0, countries)
        assert zero is not None and zero.is_zero
        assert sea is not None and sea.town is None


def test_another_country_is_doubted_though_no_slip_explains_it() -> None:
    found = doubt(48.9, 2.4, ["BJ"])
    assert found is not None and found.town is not None
    assert found.town.country == "FR" and found.meant is None
    assert doubt(48.9, 2.4, ["BJ", "FR"]) is None
    assert doubt(48.9, 2.4, []) is None


@pytest.mark.parametrize(
    ("position", "country"),
    [
        ((9.8, 1.5), "BJ"),
        ((11.9, 3.4), "BJ"),  # a town of Niger is nearer
        ((22.0, -5.0), "ML"),  # desert
        ((6.4, 2.4), "BJ"),  # shore
        ((1.4, 173.0), "KI"),  # an island that the climate map leaves out
        ((0.0, 6.6), "ST"),
    ],
)
def test_borders_deserts_shores_and_islands_are_not_doubted(
    position: tuple[float, float], country: str
) -> None:
    assert doubt(*position, [country]) is None
