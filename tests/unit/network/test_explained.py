"""What explains the carbon market and an exchange: short, whole in each language, sourced, no prices."""

import re
from collections.abc import Iterator
from statistics import median

import pytest

from network.explained import DRAWINGS, ExplainedPage, market_pages, twin_pages
from practices import drawings
from practices.interchange.mirrors import is_mirror
from practices.interchange.review import sentences, words_in
from tests import html
from zones.vocabulary import LANGUAGES, READINGS

MOST_WORDS = 90
MOST_WORDS_OF_A_SENTENCE = 25
MEDIAN_OF_A_SENTENCE = 12
# What an exchange would mean has to be told at once, what may go wrong included.
MOST_TWIN_WORDS = 180
MOST_DRAWING_BYTES = 1500
PAGES = [*market_pages(), *twin_pages()]
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

# Words that promise more than soil can hold, and whatever names an amount of money.
FORBIDDEN = re.compile(
    r"offset|neutral|neutr[eo]s?\b|\bcompens|guarant|garant|net zero|zéro net|cero neto"
    r"|[$€£¥]|\b(?:dollars?|euros?|d[oó]lares|francs?|CFA|pesos?|USD|EUR)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"\w+(?:[’-]\w+)*")


def texts(page: ExplainedPage, language: str) -> Iterator[str]:
    """Yields whatever a reader of the language reads above the sources; KeyError where one is missing."""
    yield page.title[language]
    for part in page.parts:
        if part.heading:
            yield part.heading[language]
        if part.text:
            yield part.text[language]
        if part.items:
            yield from part.items[language]


def words(page: ExplainedPage, language: str) -> int:
    return len(WORD.findall(" ".join(texts(page, language))))


@EACH_LANGUAGE
def test_ten_pages_explain_the_market_in_few_words(language: str) -> None:
    assert len(market_pages()) == 10
    too_long = {page.slug: words(page, language) for page in market_pages()}
    assert {slug: count for slug, count in too_long.items() if count > MOST_WORDS} == {}
    assert all(words(page, language) <= MOST_TWIN_WORDS for page in twin_pages())


@EACH_LANGUAGE
def test_sentences_are_as_short_as_those_of_the_collection(language: str) -> None:
    every = [
        sentence for page in market_pages() for text in texts(page, language) for sentence in sentences(text)
    ]
    assert [sentence for sentence in every if words_in(sentence) > MOST_WORDS_OF_A_SENTENCE] == []
    assert median(map(words_in, every)) <= MEDIAN_OF_A_SENTENCE


@EACH_PAGE
def test_no_language_lacks_what_another_says(page: ExplainedPage) -> None:
    told = {language: list(texts(page, language)) for language in LANGUAGES}
    assert len({len(each) for each in told.values()}) == 1
    assert all(text.strip() for each in told.values() for text in each)
    assert all(page.drawing_shows[language].strip() for language in LANGUAGES)


@EACH_LANGUAGE
def test_there_are_twelve_questions_before_signing(language: str) -> None:
    page = next(page for page in market_pages() if page.slug == "twelve-questions")
    (asked,) = (part.items[language] for part in page.parts)
    assert len(asked) == 12
    assert all(question.endswith("?") for question in asked)


@EACH_PAGE
@EACH_LANGUAGE
def test_no_page_names_a_price_or_promises_to_make_good(page: ExplainedPage, language: str) -> None:
    said = " ".join([*texts(page, language), page.drawing_shows[language]])
    assert FORBIDDEN.findall(said) == []


@pytest.mark.parametrize(
    "said", ["an offset", "carbon neutral", "neutre en carbone", "compensar", "30 dollars", "5 € la tonne"]
)
def test_those_words_are_found_where_they_stand(said: str) -> None:
    assert FORBIDDEN.search(said)


@EACH_PAGE
def test_every_page_says_where_its_facts_were_read(page: ExplainedPage) -> None:
    assert page.sources
    for source in page.sources:
        assert source.read_as in READINGS
        assert re.fullmatch("[a-z]{2}", source.language)
        assert bool(source.doi) != bool(source.url), source.title
        assert source.doi or source.url.startswith(("http://", "https://"))
        assert not is_mirror(source.url), source.url


def test_facts_were_read_in_every_language_of_the_site() -> None:
    assert {source.language for page in market_pages() for source in page.sources} >= set(LANGUAGES)


@EACH_PAGE
def test_every_drawing_is_small_safe_and_takes_the_colour_of_the_page(page: ExplainedPage) -> None:
    svg = page.drawing.encode()
    assert drawings.faults(svg) == []
    assert len(svg) <= MOST_DRAWING_BYTES
    drawn = html.parsed(page.drawing).find_all(True)
    assert not [each.name for each in drawn if each.name in ("text", "tspan", "title", "desc")]
    colours = {each.get(name) for each in drawn for name in ("fill", "stroke")}
    assert colours <= {None, "none", "currentColor"}


def test_each_drawing_belongs_to_one_page() -> None:
    slugs = [page.slug for page in PAGES]
    assert len(set(slugs)) == len(slugs)
    assert {file.stem for file in DRAWINGS.iterdir()} == set(slugs)


@EACH_PAGE
def test_french_marks_keep_to_their_words(page: ExplainedPage) -> None:
    said = " ".join(texts(page, "fr"))
    assert not re.search(r"(?<![\u202f])[;?!]|(?<!\u00a0):|«(?!\u00a0)|(?<!\u00a0)»", said)
    assert "'" not in said
