"""A Köppen class is held against the months of its place."""

import pytest

from zones.koppen import contradicts

WET, DRY, EVEN = [1250] * 12, [20] * 12, [600] * 12
HOT, MILD, SNOWY, COLD = (
    [270] * 12,
    [80, 90, 110, 140, 170, 200, 220, 220, 180, 140, 110, 90],
    [-120, -90, -20, 60, 130, 180, 200, 190, 130, 60, -20, -80],
    [-300] * 6 + [20] * 6,
)


@pytest.mark.parametrize(
    ("letters", "rain", "temperature", "expected"),
    [
        ("BWh", WET, HOT, True),
        ("BWh", DRY, HOT, False),
        ("Af", WET, HOT, False),
        ("Af", DRY, HOT, True),
        ("Aw", WET, MILD, True),
        ("Cfb", EVEN, MILD, False),
        ("Cfb", EVEN, HOT, True),
        ("Cfb", EVEN, SNOWY, True),
        ("Dfb", EVEN, SNOWY, False),
        ("Dfb", EVEN, MILD, True),
        ("Dfb", EVEN, COLD, True),
        ("ET", EVEN, COLD, False),
        ("ET", EVEN, MILD, True),
    ],
)
def test_the_first_letter_must_be_possible(
    letters: str, rain: list[int], temperature: list[int], expected: bool
) -> None:
    assert contradicts(letters, 45.0, rain, temperature) is expected


def test_the_grids_own_errors_contradict_nothing() -> None:
    assert not contradicts("Aw", 10.0, EVEN, [170] * 12)
    assert contradicts("Aw", 10.0, EVEN, [160] * 12)
    assert not contradicts("Cfb", 45.0, EVEN, [-40, *MILD[1:]])


@pytest.mark.parametrize(("latitude", "expected"), [(30.0, False), (-30.0, True)])
def test_summer_rain_dries_faster_on_both_halves_of_the_globe(latitude: float, expected: bool) -> None:
    """600 mm at 20 °C: dry where it falls in summer (680 mm are asked), wet where in winter (400 mm)."""
    april_to_september = [0] * 3 + [1000] * 6 + [0] * 3
    assert contradicts("BSh", latitude, april_to_september, [200] * 12) is expected
