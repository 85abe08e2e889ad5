"""An SMS stays one SMS, whatever a practice is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.presenters.practice.short_message import (
    BASIC,
    EXTENDED,
    LONGEST,
    gsm_length,
    gsm_text,
    short_message,
)

LINK = "https://example.org/p/1p/fr"


@given(st.lists(st.text(max_size=400), max_size=4))
def test_whatever_is_said_it_is_one_sms_with_the_whole_link(parts: list[str]) -> None:
    text = short_message(parts, LINK)
    assert gsm_length(text) <= LONGEST
    assert set(text) <= BASIC | EXTENDED
    assert text.endswith(LINK)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Zaï\N{NO-BREAK SPACE}: l’été à œuvrer…", "Zai : l'été à oeuvrer..."),
        ("¿Cómo se hizo? «Así» – año", '¿Como se hizo? "Asi" - año'),
        ("ngŋɛ ሰላም 👍 fin", "ngnge fin"),
    ],
)
def test_letters_that_an_sms_lacks_are_written_otherwise(written: str, sent: str) -> None:
    assert gsm_text(written) == sent


def test_what_does_not_fit_is_left_out_from_the_end() -> None:
    name = "Stone lines on the slope " * 5
    assert "Benin" not in short_message([name, "Adopted", "Kopargo, Benin"], LINK)
    assert short_message([name * 3, "Adopted"], LINK).startswith("Stone lines on the slope Stone")
    assert "..." in short_message([name * 3], LINK)
