"""Concepts in texts and questions: the longest label wins, in any language, with or without accents."""

import pytest

from search.text.concepts import ConceptIndex, ConceptLabels

PITS = ConceptLabels(
    "planting-pits",
    ("water-harvesting",),
    {
        "en": ["planting pits"],
        "fr": ["trous de semis", "poquets"],
        "es": ["hoyos de siembra"],
        "": ["zaï", "tassa"],
    },
)
PIT_SILO = ConceptLabels(
    "pit-silo", ("storage",), {"en": ["pits"], "fr": ["silo-fosse"], "es": ["silo de foso"]}
)
HARVESTING = ConceptLabels(
    "water-harvesting",
    ("water",),
    {"en": ["water harvesting"], "fr": ["récolte de l’eau"], "es": ["cosecha de agua"]},
)
TEA = ConceptLabels("tea", (), {"en": ["tea"], "fr": ["thé"], "es": ["té"]})


@pytest.fixture
def concepts() -> ConceptIndex:
    return ConceptIndex([PITS, PIT_SILO, HARVESTING, TEA])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We dug planting pits before the rains.", "en"),
        ("A planting pit holds the first rain.", "en"),
        ("On creuse un trou de semis.", "fr"),
        ("Les TROUS DE SEMIS gardent l’eau", "fr"),
        ("Un hoyo de siembra por planta", "es"),
        ("zai, tassa", ""),
        ("Au Yatenga, le zaï rend la terre", "fr"),
    ],
)
def test_a_text_names_a_concept_in_any_number_and_case(
    concepts: ConceptIndex, text: str, language: str
) -> None:
    assert concepts.in_text(text, language).named == {"planting-pits"}


def test_the_longest_label_wins(concepts: ConceptIndex) -> None:
    assert concepts.in_text("planting pits", "en").named == {"planting-pits"}
    assert concepts.in_text("pits", "en").named == {"pit-silo"}


def test_words_that_only_share_a_beginning_name_nothing(concepts: ConceptIndex) -> None:
    assert concepts.in_text("planting maize beside pit-props", "en").named == {"pit-silo"}
    assert concepts.in_text("planting", "en").named == frozenset()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(
    "typed", ["zaï", "zai", "ZAI", "trous de semis", "trou semis", "hoyos de siembra", "planting pits"]
)
def test_a_reader_may_ask_in_any_language(concepts: ConceptIndex, typed: str, language: str) -> None:
    found = concepts.asked(typed, language)
    assert found and all("planting-pits" in ids for ids in found.values())


def test_the_readers_own_language_goes_before_the_others() -> None:
    animals = ConceptIndex(
        [
            ConceptLabels("chat", (), {"en": ["small talk"], "fr": ["chat"], "es": ["charla"]}),
            ConceptLabels("talk", (), {"en": ["chat"], "fr": ["causette"], "es": ["plática"]}),
        ]
    )
    assert animals.asked("chat", "fr") == {"chat": {"chat"}}
    assert animals.asked("chat", "en") == {"chat": {"talk"}}


def test_the_words_of_a_label_are_taken_together(concepts: ConceptIndex) -> None:
    assert concepts.asked("deep planting pits", "en") == {"planting pits": {"planting-pits"}}


@pytest.mark.parametrize(
    "typed", ["pits for planting", "planting in small pits", "pits that are for planting"]
)
def test_a_question_puts_the_words_of_a_label_in_any_order(concepts: ConceptIndex, typed: str) -> None:
    assert concepts.asked(typed, "en") == {
        " ".join(word for word in typed.split() if word in ("planting", "pits")): {"planting-pits"}
    }


def test_words_far_apart_do_not_name_together(concepts: ConceptIndex) -> None:
    assert concepts.asked("planting maize and sorghum beside pits", "en") == {"pits": {"pit-silo"}}


def test_a_label_at_the_end_of_a_text_may_be_shorter_than_others_with_its_first_word() -> None:
    index = ConceptIndex(
        [
            ConceptLabels("pits", (), {"en": ["planting pits"]}),
            ConceptLabels("rows", (), {"en": ["planting pits in rows"]}),
        ]
    )
    assert (
        index.in_text("planting pits", "en").named
        == index.asked("planting pits", "en")["planting pits"]
        == {"pits"}
    )


def test_a_text_may_put_a_word_inside_a_label(concepts: ConceptIndex) -> None:
    assert concepts.in_text("Planting deep pits takes long.", "en").named == {"planting-pits"}
    assert concepts.in_text("Planting maize and beans beside pits.", "en").named == {"pit-silo"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("tired soil", "en"),
        ("tired land", "en"),
        ("terre pauvre", "fr"),
        ("sol pauvre", "fr"),
        ("tierra cansada", "es"),
        ("suelo cansado", "es"),
    ],
)
def test_all_words_for_the_ground_say_the_same(text: str, language: str) -> None:
    labels = {"en": ["tired soil"], "fr": ["sol pauvre"], "es": ["suelo cansado"]}
    assert ConceptIndex([ConceptLabels("tired-soil", (), labels)]).in_text(text, language).named == {
        "tired-soil"
    }


def test_a_small_word_of_the_reader_is_no_word_of_another_language(concepts: ConceptIndex) -> None:
    assert concepts.asked("the pits", "en") == {"pits": {"pit-silo"}}


def test_an_accent_tells_a_small_word_from_a_crop(concepts: ConceptIndex) -> None:
    assert concepts.in_text("Le thé pousse en altitude", "fr").named == {"tea"}
    assert concepts.in_text("te lo dije", "es").named == frozenset()


def test_above_and_below_go_all_the_way(concepts: ConceptIndex) -> None:
    assert concepts.above(["planting-pits"]) == {"water-harvesting", "water"}
    assert concepts.below(["water"]) == {"water-harvesting", "planting-pits"}
    assert concepts.above(["unknown"]) == frozenset()


def test_a_circle_ends() -> None:
    circle = ConceptIndex([ConceptLabels("a", ("b",), {}), ConceptLabels("b", ("a",), {})])
    assert circle.above(["a"]) == {"b"}


CROPS = ConceptIndex(
    [
        ConceptLabels("maize", (), {"en": ["maize"], "fr": ["maïs"], "es": ["maíz"]}, "crops"),
        ConceptLabels("beans", (), {"en": ["beans"], "fr": ["haricots"], "es": ["frijol"]}, "crops"),
        ConceptLabels(
            "intercropping",
            (),
            {"en": ["maize and beans"], "fr": ["maïs et haricots"], "es": ["maíz con frijol"]},
        ),
        ConceptLabels("milpa", (), {"en": ["maize, beans and squash"], "fr": ["milpa"], "es": ["milpa"]}),
        ConceptLabels("yam", (), {"en": ["yam"], "fr": ["igname"], "es": ["ñame"]}, "crops"),
    ]
)
TWO_CROPS = [("en", "maize", "beans"), ("fr", "maïs", "haricots"), ("es", "maíz", "frijol")]


@pytest.mark.parametrize("between", [", ", "; ", ". ", ": ", " / ", "/", " – ", "—", " - ", "\n", " (", "• "])
@pytest.mark.parametrize(("language", "one", "other"), TWO_CROPS)
def test_a_label_never_reaches_over_punctuation(language: str, one: str, other: str, between: str) -> None:
    text = f"{one}{between}{other}"
    assert CROPS.in_text(text, language) == ({"maize", "beans"}, frozenset())
    if between != "\n":
        assert set(CROPS.asked(text, language).values()) == {frozenset({"maize"}), frozenset({"beans"})}


@pytest.mark.parametrize(("language", "one", "other"), TWO_CROPS)
def test_parts_of_a_longer_label_are_told_apart(language: str, one: str, other: str) -> None:
    assert CROPS.in_text(f"{one} {other}", language) == ({"intercropping"}, {"maize", "beans"})
    assert set(CROPS.asked(f"{one} {other}", language).values()) == {frozenset({"intercropping"})}


@pytest.mark.parametrize("text", ["maize, beans and squash", "maize beans squash"])
def test_a_label_that_has_a_comma_is_found_with_and_without(text: str) -> None:
    assert "milpa" in CROPS.in_text(text, "en").named
    assert frozenset({"milpa"}) in CROPS.asked(text, "en").values()


def test_nothing_stands_inside_a_label_but_a_word(concepts: ConceptIndex) -> None:
    assert concepts.in_text("planting, deep pits", "en").named == {"pit-silo"}


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("ñame", "es", {"yam"}),
        ("name", "es", {"yam"}),
        ("ñame", "en", {"yam"}),
        ("ÑAME", "fr", {"yam"}),
        ("name", "en", set()),
        ("name", "fr", set()),
    ],
)
def test_a_letter_of_one_language_is_no_accent_in_another(typed: str, language: str, meant: set[str]) -> None:
    assert set().union(*CROPS.asked(typed, language).values()) == meant
