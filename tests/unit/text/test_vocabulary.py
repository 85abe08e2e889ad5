"""Corrections are one slip away, spelled as people spell the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.vocabulary import Vocabulary

WORDS = Vocabulary.of_terms(
    "en",
    {
        "terrace": 9,
        "terraces": 3,
        "manure": 8,
        "zaï": 5,
        "sécheresse": 4,
        "stone": 7,
        "stove": 1,
        "there": 50,
    }.items(),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("terace", "terrace"),
        ("terrrace", "terrace"),
        ("manuer", "manure"),
        ("mznure", "manure"),
        ("secheresze", "sécheresse"),
        ("stonne", "stone"),
        ("tterraces", "terraces"),
    ],
)
def test_one_slip_is_understood(typed: str, meant: str) -> None:
    assert WORDS.neighbours(typed)[0].written == meant


@pytest.mark.parametrize("typed", ["xyzzy", "ter", "1234", "trrce", "", "土壌学者", "stoe", "stonr"])
def test_no_guess_where_nothing_is_near(typed: str) -> None:
    assert WORDS.neighbours(typed) == []


def test_small_words_are_no_correction() -> None:
    assert WORDS.neighbours("theree") == []


def test_spellings_with_and_without_accents_are_one_word() -> None:
    both = Vocabulary.of_terms("fr", [("maïs", 5), ("mais", 2)])
    assert both.count("mais") == 7
    assert len(both) == 1


@given(st.text(alphabet="abcdeé", min_size=6, max_size=9), st.integers(0, 8), st.sampled_from("abcde"))
def test_every_single_slip_leads_back(word: str, at: int, letter: str) -> None:
    vocabulary = Vocabulary.of_terms("es", [(word, 1)])
    folded = word.replace("é", "e")
    at %= len(folded)
    slips = {
        folded[:at] + folded[at + 1 :],
        folded[:at] + letter + folded[at:],
        folded[:at] + letter + folded[at + 1 :],
    }
    for slip in slips - {folded}:
        if len(slip) >= 6:
            assert [entry.written for entry in vocabulary.neighbours(slip)] == [word]
