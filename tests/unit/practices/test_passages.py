"""What is cut of a text reads as if it had been written so."""

import pytest

from practices.passages import whole_sentences


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Short.", "Short."),
        ("Creuser est pénible. Au début, il faut 300 heures.", "Creuser est pénible."),
        ("Creuser est pénible ! Au début, il faut 300 heures.", "Creuser est pénible !"),
        ("It took 3 ha approx. 40 days of hard and dull work.", "It took 3 ha approx. 40 days…"),
        ("One. Two works. Three does not, nor do the others.", "One. Two works."),
        ("No sentence of all these words ends early enough.", "No sentence of all these…"),
    ],
)
def test_a_text_ends_with_a_sentence_or_says_that_it_goes_on(text: str, shown: str) -> None:
    assert whole_sentences(text, 30) == shown
