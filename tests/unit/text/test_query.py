"""What is typed always has a reading, and never becomes query syntax."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.query import MOST_CHARACTERS, MOST_WORDS, TextQuery, parse, replaced
from zones.vocabulary import LANGUAGES


def required(query: TextQuery) -> list[str]:
    return [word.folded for word in query.required]


@pytest.mark.parametrize(
    ("typed", "language", "words", "phrases"),
    [
        ("stone lines", "en", ["stone", "lines"], []),
        ("the stone lines", "en", ["stone", "lines"], []),
        ("Cordons de pierres", "fr", ["cordons", "pierres"], []),
        ("l'eau du sol", "fr", ["eau", "sol"], []),
        ('"stone lines" zaï', "en", ["zai"], ["stone lines"]),
        ("« cordons pierreux »", "fr", [], ["cordons pierreux"]),
        ("“half moons”", "en", [], ["half moons"]),
        ('"terase"', "en", ["terase"], []),
        ('unclosed "quote field', "en", ["unclosed", "quote", "field"], []),
        ("zone:Aw AND title:* -no +yes (x) [y TO z] ~2 ^9", "en", None, []),
        ("stone stone STONE", "en", ["stone"], []),
        ("thé", "fr", ["the"], []),
        ("the", "en", ["the"], []),
        ("de la", "fr", ["de", "la"], []),
        ("the cordons", "fr", ["cordons"], []),
        ("!!! ??? ...", "en", [], []),
        ("", "en", [], []),
        ("土壌 soil почва", "en", ["土壌", "soil", "почва"], []),
        ("no till", "en", ["no", "till"], []),
    ],
)
def test_readings(typed: str, language: str, words: list[str] | None, phrases: list[str]) -> None:
    query = parse(typed, language)
    if words is not None:
        assert required(query) == words
    assert [phrase.typed for phrase in query.phrases] == phrases


@pytest.mark.parametrize(("count", "enough"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (8, 6)])
def test_two_words_are_both_needed_and_of_more_most(count: int, enough: int) -> None:
    words = ["stone", "line", "zai", "pit", "hedge", "maize", "compost", "manure"][:count]
    assert parse(" ".join(words), "en").minimum_match == enough


@pytest.mark.parametrize(
    ("named", "needed", "extra", "enough"),
    [
        ({}, [["stone"], ["lines"], ["rwanda"]], [], 2),
        ({"stone lines": {"stone-bunds"}}, [["stone", "lines"]], [["rwanda"]], 1),
        ({"stone lines": {"a"}, "rwanda": {"b"}}, [["stone", "lines"], ["rwanda"]], [], 2),
        ({"rwanda": {"b"}}, [["rwanda"], ["stone"], ["lines"]], [], 2),
    ],
)
def test_concepts_decide_when_they_are_half_of_what_is_asked(
    named: dict[str, set[str]], needed: list[list[str]], extra: list[list[str]], enough: int
) -> None:
    concepts = {run: frozenset(ids) for run, ids in named.items()}
    query = parse("the stone lines in rwanda", "en").with_concepts(concepts)
    assert [[word.folded for word in part.words] for part in query.needed] == needed
    assert [[word.folded for word in part.words] for part in query.extra] == extra
    assert query.minimum_match == enough


def test_a_quoted_word_is_not_a_concept() -> None:
    query = parse('"stone" lines', "en").with_concepts({"stone lines": frozenset({"stone-bunds"})})
    assert [word.folded for word in query.unnamed] == ["stone"]


def test_endless_text_is_cut_at_a_word_and_said() -> None:
    query = parse("manure " * 2000, "en")
    assert query.is_cut
    assert len(query.text) <= MOST_CHARACTERS
    assert required(query) == ["manure"]
    many = parse(" ".join(f"w{number}" for number in range(40)), "en")
    assert many.is_cut
    assert len(many.words) <= MOST_WORDS


def test_words_are_replaced_in_place() -> None:
    assert replaced("Terase, and “stoen” lines!", {"terase": "terrace", "stoen": "stone"}) == (
        "terrace, and “stone” lines!"
    )


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_has_a_reading(text: str, language: str) -> None:
    query = parse(text, language)
    assert query.minimum_match <= len(query.required)
    assert parse(query.text, language).required == query.required or query.is_cut
