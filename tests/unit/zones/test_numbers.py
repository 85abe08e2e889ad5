"""Numbers as people type and paste them: one rule for every form and file."""

import math

import pytest

from zones.numbers import TwoReadings, read_number


@pytest.mark.parametrize(
    "typed",
    [
        "1200",
        "1,200",
        "1.200",
        "1 200",
        "1\u00a0200",
        "1\u202f200",
        "1’200",
        "1'200",
        "+1200",
        "\u200b1200\u202c",
    ],
)
def test_a_whole_quantity_is_read_with_any_sign_between_thousands(typed: str) -> None:
    assert read_number(typed, whole=True) == 1200


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1 234,5", 1234.5),
        ("12,34,567", 1234567),
        ("1.234.567", 1234567),
        ("12,5", 12.5),
        ("0.650", 0.65),
        ("−1,5", -1.5),
        ("- 1.5", -1.5),
        (".5", 0.5),
    ],
)
def test_decimals_stand_behind_a_comma_or_a_point(typed: str, number: float) -> None:
    assert read_number(typed, whole=False) == number


@pytest.mark.parametrize(
    "typed", ["", "abc", "1 2", "12 00", "1,2,3", "1e5", "nan", "inf", "1,234,56", "1.234.5", "--1", "12mm"]
)
def test_what_is_no_number_is_not_guessed(typed: str) -> None:
    assert read_number(typed, whole=True) is None
    assert read_number(typed, whole=False) is None


@pytest.mark.parametrize(("typed", "small", "large"), [("30.000", 30, 30000), ("-1,250", -1.25, -1250)])
def test_what_can_be_two_numbers_is_asked(typed: str, small: float, large: float) -> None:
    with pytest.raises(TwoReadings) as asked:
        read_number(typed, whole=False)
    assert (asked.value.small, asked.value.large) == (small, large)


@pytest.mark.parametrize(("high", "number"), [(90, 9.8), (math.inf, None)])
def test_bounds_settle_what_could_be_two(high: float, number: float | None) -> None:
    if number is None:
        with pytest.raises(TwoReadings):
            read_number("9,800", whole=False, high=high)
    else:
        assert read_number("9,800", whole=False, high=high) == number


def test_beyond_all_bounds_it_is_the_number_as_grouped() -> None:
    assert read_number("30.000", whole=False, low=0, high=20) == 30000
