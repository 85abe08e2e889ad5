"""One analyser a language: accents optional, elided words cut off, one stem for singular and plural."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.analyser import (
    GAP,
    analyser,
    asked_stems,
    cleaned,
    folded_word,
    folded_words,
    plain_tokens,
    prepared,
    stems,
    surface_analyser,
    tokens,
    word_stemmer,
    written_words,
)
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES

PLURALS = {
    "en": [
        ("pit", "pits"), ("terrace", "terraces"), ("hedge", "hedges"), ("crop", "crops"), ("bund", "bunds"),
        ("legume", "legumes"), ("animal", "animals"), ("stone line", "stone lines"), ("compost", "composts"),
    ],
    "fr": [
        ("haie", "haies"), ("terrasse", "terrasses"), ("culture", "cultures"), ("cordon", "cordons"),
        ("animal", "animale"), ("fumier", "fumiers"), ("semence", "semences"), ("légume", "légumes"),
    ],
    "es": [
        ("terraza", "terrazas"), ("cultivo", "cultivos"), ("hoyo", "hoyos"), ("abono", "abonos"),
        ("erosión", "erosiones"), ("irrigación", "irrigaciones"), ("rotación", "rotaciones"),
        ("plantación", "plantaciones"), ("inundación", "inundaciones"), ("estación", "estaciones"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "one", "many"), [(code, *pair) for code, pairs in PLURALS.items() for pair in pairs]
)
def test_singular_and_plural_are_one_word(language: str, one: str, many: str) -> None:
    assert stems(one, language) == stems(many, language) != []


@pytest.mark.parametrize(
    ("language", "with_accents", "without"),
    [
        ("fr", "sécheresse", "secheresse"),
        ("es", "sequía", "sequia"),
        ("fr", "maïs", "mais"),
        ("en", "zaï", "zai"),
    ],
)
def test_accents_are_optional(language: str, with_accents: str, without: str) -> None:
    decomposed = unicodedata.normalize("NFD", with_accents)
    assert (
        stems(with_accents, language) == asked_stems(without, language) == stems(decomposed, language) != []
    )
    assert folded_words(with_accents) == [without]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'eau", ["eau"]),
        ("L’EAU", ["eau"]),
        ("d'engrais", ["engrais"]),
        ("qu'irrigation", ["irrigation"]),
        ("jusqu’ici", ["ici"]),
        ("Côte d’Ivoire", ["cote", "ivoire"]),
        ("the farmer's field", ["the", "farmer", "field"]),
        ("o'clock", ["o", "clock"]),
        ("vitamine C", ["vitamine", "c"]),
    ],
)
def test_elided_words_are_cut_off(text: str, expected: list[str]) -> None:
    assert folded_words(text) == expected


def test_small_words_are_dropped_and_their_places_kept() -> None:
    found = tokens("Cordons de pierres", "fr")
    assert [token.position for token in found] == [0, 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_lists_are_folded_words(language: str) -> None:
    for word in BY_CODE[language].stop_words:
        assert folded_words(word) == [word]


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "no"), ("fr", "sans"), ("es", "sin"), ("fr", "sol"), ("fr", "été"), ("fr", "maïs")],
)
def test_what_farmers_mean_is_no_stop_word(language: str, word: str) -> None:
    assert stems(word, language)


def test_invisible_characters_do_not_split_or_hide_words() -> None:
    assert folded_words("com\u00adpost \u202ezai\u200b\x00lines \ud800end") == [
        "compost",
        "zai",
        "lines",
        "end",
    ]


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_can_be_read_and_offsets_point_at_it(text: str, language: str) -> None:
    clean = cleaned(text)
    for token in (*tokens(text, language), *plain_tokens(text)):
        assert 0 <= token.start < token.end <= len(clean)
    assert analyser(language).analyze(clean) is not None


@given(st.text(alphabet="sdlqu'’aé 1", max_size=30))
def test_cutting_off_elided_words_moves_nothing(text: str) -> None:
    assert len(prepared(text)) == len(cleaned(text))


@given(st.text(max_size=80))
def test_written_and_folded_words_correspond(text: str) -> None:
    written = surface_analyser().analyze(cleaned(text))
    assert len(written) == len(folded_words(" ".join(written).replace("'", " ")))


# Letters of which a small one is longer, elisions, small words, and what is too long to be a word.
MIXED = st.text(alphabet="aeéïsSİẞœŒ'’l dqu1\u0301", max_size=60) | st.sampled_from(
    ["l'eau de la mare", "x" * 79, "x" * 80, "é" * 40, "mais du maïs", "the pits"]
)


@given(st.lists(st.text(max_size=40) | MIXED).map(" ".join), st.sampled_from(LANGUAGES))
def test_word_by_word_is_the_same_as_whole_texts(text: str, language: str) -> None:
    words = written_words(text)
    assert [stem for stem in map(word_stemmer(language), words) if stem != GAP] == stems(text, language)
    assert [word for word in map(folded_word, words) if word != GAP] == folded_words(text)


def test_a_word_keeps_its_place_whatever_stands_before_it() -> None:
    words = written_words(f"the {'x' * 90} pits")
    assert list(map(word_stemmer("en"), words)) == [GAP, GAP, "pit"]


def test_the_french_but_is_no_maize() -> None:
    assert stems("mais du maïs", "fr") == asked_stems("mais", "fr") == ["mais"]
