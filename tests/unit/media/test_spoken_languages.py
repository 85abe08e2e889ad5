"""Languages have the names that their speakers and the readers know."""

import pytest
from django.core.exceptions import ValidationError

from media import spoken_languages
from media.spoken_languages import FARMERS, choices, clean, name
from zones.vocabulary import LANGUAGES


@pytest.mark.parametrize(
    ("tag", "language", "expected"),
    [
        ("pil", "en", "Yom"),
        ("pil", "fr", "yom"),
        ("ff", "fr", "peul (Pulaar)"),
        ("mos", "en", "Mossi (Mooré)"),
        ("fr", "fr", "français"),
        ("fr", "es", "francés (français)"),
        ("ha", "fr", "haoussa (Hausa)"),
        ("wo", "es", "wólof"),
        ("ddn", "en", "Dendi"),
        ("nah", "es", "nahuatl"),
        ("ff-Latn", "fr", "peul (latin)"),
    ],
)
def test_a_language_is_named_as_the_reader_and_its_speakers_call_it(
    tag: str, language: str, expected: str
) -> None:
    assert name(tag, language) == expected


@pytest.mark.parametrize("tag", ["xx", "a", "é", "not a tag", ""])
def test_what_is_no_language_is_shown_as_it_was_written(tag: str) -> None:
    assert name(tag, "fr") == tag


@pytest.mark.parametrize(
    ("typed", "written"),
    [("PIL", "pil"), (" fr ", "fr"), ("ff_latn", "ff-Latn"), ("qu-pe", "qu-PE"), ("kik", "ki")],
)
def test_a_tag_is_written_in_one_way(typed: str, written: str) -> None:
    assert clean(typed) == written
    assert clean(written) == written


@pytest.mark.parametrize(
    "typed",
    [
        *("", "xx", "a", "abcd", "é", "und", "mul", "zxx", "en-x-mine", "x-mine", "de-1996", "en-t-fr"),
        *("en\nfr", "<b>", "en-" + "a" * 40, "fr" * 40),
    ],
)
def test_what_is_no_language_is_refused_with_what_was_typed(typed: str) -> None:
    with pytest.raises(ValidationError, match="is not the short name of a language"):
        clean(typed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_that_is_offered_has_a_name_of_its_own(language: str) -> None:
    offered = choices(language)
    assert sorted(tag for tag, _name in offered) == sorted(set(FARMERS))
    assert len({named for _tag, named in offered}) == len(offered)
    assert all(clean(tag) == tag for tag, _name in offered)


def test_languages_are_offered_in_the_order_of_the_alphabet() -> None:
    names = [named for _tag, named in choices("fr")]
    assert names.index("éwé (eʋegbe)") < names.index("filipino") < names.index("yom")


def test_the_languages_of_the_site_are_among_those_offered() -> None:
    assert set(LANGUAGES) <= set(spoken_languages.FARMERS)
