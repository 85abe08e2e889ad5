"""Highlights mark words and nothing else: what people wrote never becomes markup."""

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.highlight import SearchedWords, SourceText, marked, snippet
from search.text.query import parse

HOSTILE = [
    "<script>alert(1)</script> manure",
    "manure <img src=x onerror=alert(1)>",
    "</mark><svg onload=alert(1)>manure",
    '" onmouseover="alert(1) manure',
    "&lt;b&gt; manure &amp;",
    "<mark>manure</mark>",
    "<man<mark>ure manure",
]


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        assert not attrs


def elements(html: str) -> set[str]:
    parser = Elements()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_people_is_escaped_before_it_is_marked(text: str) -> None:
    html = marked(text, "en", SearchedWords(parse("manure script alert img", "en")))
    assert elements(html) == {"mark"}
    assert unescape(html.replace("<mark>", "").replace("</mark>", "")) == text


@given(st.text(max_size=500), st.text(max_size=20))
def test_no_text_and_no_words_make_an_element(text: str, words: str) -> None:
    html = marked(text, "fr", SearchedWords(parse(words, "fr")))
    assert elements(html) <= {"mark"}


def test_a_long_text_is_shown_around_its_words() -> None:
    text = "Nothing here. " * 40 + "The manure lies in the pits before the rains. " + "Nothing there. " * 40
    found = snippet([SourceText(text, "en")], SearchedWords(parse("pit manure", "en")), "en")
    assert found is not None
    assert found.html.startswith("…")
    assert found.html.endswith("…")
    assert "<mark>manure</mark> lies in the <mark>pits</mark>" in found.html
    assert len(found.html) < 220


def test_the_readers_language_comes_first_and_another_is_named() -> None:
    wanted = SearchedWords(parse("fumier manure", "fr"))
    both = [SourceText("Le fumier aide.", "fr"), SourceText("Manure helps.", "en")]
    first = snippet(both, wanted, "fr")
    assert first is not None
    assert (first.html, first.lang) == ("Le <mark>fumier</mark> aide.", None)
    other = snippet([SourceText("Rien ici.", "fr"), SourceText("Manure helps.", "en")], wanted, "fr")
    assert other is not None
    assert other.lang == "en"
    assert snippet([SourceText("Rien ici.", "fr")], wanted, "fr") is None


def test_what_has_a_translation_is_shown_in_the_readers_language() -> None:
    wanted = SearchedWords(parse("manure", "fr"))
    found = snippet([SourceText("Manure helps.", "en", "La terre va mieux.")], wanted, "fr")
    assert found is not None
    assert (found.html, found.lang) == ("La terre va mieux.", None)
    # The title stands on the card already.
    assert snippet([SourceText("Manure", "en", "")], wanted, "fr") is None


def test_names_belong_to_every_language() -> None:
    found = snippet([SourceText("zaï, tassa", "")], SearchedWords(parse("zai", "es")), "es")
    assert found is not None
    assert (found.html, found.lang) == ("<mark>zaï</mark>, tassa", None)
