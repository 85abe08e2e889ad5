"""No text of the site puts a number beside a word of sellers: neither credit nor price, nothing promised."""

import re

import pytest

from kb import catalogues

WORD = re.compile(
    r"\b(?:credits?|crédits?|créditos?|certificat\w*|certificad\w*|guarante\w*|garanti\w*|garantía\w*"
    r"|prices?|prix|precios?)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d|%\(\w+\)s")
# So many letters away it is read with the word.
NEAR = 40


def numbered(text: str) -> list[str]:
    """Returns the parts of a text in which a number stands near such a word."""
    parts = [text[max(0, found.start() - NEAR) : found.end() + NEAR] for found in WORD.finditer(text)]
    return [part for part in parts if NUMBER.search(part)]


@pytest.mark.parametrize("language", catalogues.translated_languages())
def test_no_word_of_sellers_stands_near_a_number(language: str) -> None:
    messages = [message for message in catalogues.read(language) if message.id]
    texts = [text for one in messages for text in (*catalogues.parts(one.id), *catalogues.parts(one.string))]
    assert [part for text in texts for part in numbered(text)] == []


@pytest.mark.parametrize("text", ["A credit for 3 t", "le prix est de %(price)s", "2 t, garantía de pago"])
def test_it_is_found_where_it_stands(text: str) -> None:
    assert numbered(text)
    assert not numbered("Photo: credit of whoever took it")
