"""Numbers of the admin are read by people: all of their digits, as their language writes them."""

import pytest
from django.utils import translation

from network.number_text import number_text, range_text


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("en", 2_000_000.0, "2,000,000"),
        ("fr", 2_000_000.0, "2\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000"),
        ("fr", 43.5, "43,5"),
        ("es", 0.1 + 0.2, "0,3"),
        ("en", -5000.0, "\N{MINUS SIGN}5,000"),
        ("en", 0.0, "0"),
    ],
)
def test_a_number_is_written_out(language: str, number: float, text: str) -> None:
    with translation.override(language):
        assert number_text(number) == text


def test_a_range_stands_behind_its_best_number() -> None:
    assert range_text(1000, 20000, 50000) == "20,000 (1,000 – 50,000)"
    assert range_text(1000, None, 50000) == "1,000 – 50,000"
    assert range_text(None, 20000, None) == "20,000"
