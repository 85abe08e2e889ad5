"""What a reader typed, as a small tree: words and "quoted phrases". No operators, no fields, no escapes.

Every text has a reading; one without any word reads as nothing asked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from search.text.analyser import (
    Token,
    asked_stems,
    asked_tokens,
    cleaned,
    is_stop_word,
    plain_tokens,
)
from zones.vocabulary import LANGUAGES

MOST_CHARACTERS: Final = 200
MOST_WORDS: Final = 16

_QUOTED: Final = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")

# Of more words than this, most are enough: all would find nothing as soon as one is unlucky.
ALL_OF: Final = 2
MOST_OF: Final = 0.75


@dataclass(frozen=True, slots=True)
class Word:
    """`typed` as written; `folded` without accents. A quoted word is meant as it is written.

    `concepts` are ids of the thesaurus that the word names, alone or with its neighbours.
    """

    typed: str
    folded: str
    is_quoted: bool = False
    concepts: frozenset[str] = frozenset()

    def stem(self, language: str) -> str:
        """Empty for a word that says nothing in that language."""
        found = asked_stems(self.folded, language)
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that have to follow each other."""

    typed: str

    def tokens(self, language: str) -> list[Token]:
        return asked_tokens(self.typed, language)

    @property
    def plain(self) -> list[Token]:
        return plain_tokens(self.typed)


@dataclass(frozen=True, slots=True)
class TextQuery:
    """`words` are told apart once: those that must be found, and those that only help the order."""

    text: str
    required: tuple[Word, ...]
    helpful: tuple[Word, ...]
    phrases: tuple[Phrase, ...]
    is_cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.required or self.phrases)

    def meaning(self, concepts: Mapping[str, frozenset[str]]) -> "TextQuery":
        """The same with the concepts that folded words name; a quoted word is meant literally."""
        if not concepts:
            return self
        return replace(self, required=_named(self.required, concepts), helpful=_named(self.helpful, concepts))

    @property
    def enough(self) -> int:
        """How many of the required words a practice must have."""
        count = len(self.required)
        return count if count <= ALL_OF else int(count * MOST_OF)

    @property
    def words(self) -> tuple[Word, ...]:
        """In the order of importance: required ones first."""
        return self.required + self.helpful


def _named(words: tuple[Word, ...], concepts: Mapping[str, frozenset[str]]) -> tuple[Word, ...]:
    return tuple(
        word
        if word.is_quoted or word.folded not in concepts
        else replace(word, concepts=concepts[word.folded])
        for word in words
    )


def _cut(text: str) -> tuple[str, bool]:
    """The text up to a length anybody would type, ending at a word."""
    if len(text) <= MOST_CHARACTERS:
        return text, False
    shorter = text[:MOST_CHARACTERS]
    at_word = shorter.rsplit(None, 1)[0] if text[MOST_CHARACTERS].isalnum() else shorter
    return at_word, True


def _words(text: str, *, quoted: bool = False) -> list[Word]:
    clean = cleaned(text)
    return [Word(clean[one.start : one.end], one.text, quoted) for one in plain_tokens(text)]


def _is_filler(word: Word, language: str) -> bool:
    """Whether a word says nothing to a reader of `language`.

    Small words of the other languages count too when they are typed exactly so: a reader may search in any of
    them. "thé" is no English article.
    """
    if is_stop_word(word.folded, language):
        return True
    typed = word.typed.lower()
    return any(is_stop_word(typed, other) for other in LANGUAGES if other != language)


@lru_cache(maxsize=256)
def _parsed(text: str, language: str) -> TextQuery:
    short, is_cut = _cut(" ".join(cleaned(text[: 50 * MOST_CHARACTERS]).split()))
    phrases: list[Phrase] = []
    found: list[Word] = []
    for quoted in _QUOTED.findall(short):
        inside = _words(quoted, quoted=True)
        if len(inside) > 1:
            phrases.append(Phrase(quoted.strip()))
        found += inside[:1] if len(inside) == 1 else []
    found += _words(_QUOTED.sub(" ", short))
    by_folded: dict[str, Word] = {}
    for word in found:
        by_folded.setdefault(word.folded, word)
    unique = list(by_folded.values())
    is_cut = is_cut or len(unique) > MOST_WORDS
    unique = unique[:MOST_WORDS]
    required = [word for word in unique if word.is_quoted or not _is_filler(word, language)]
    if not required and not phrases:
        # Only small words: those of another language are the lesser ones; else all are meant.
        required = [word for word in unique if not is_stop_word(word.folded, language)] or unique
    helpful = [word for word in unique if word not in required]
    return TextQuery(short, tuple(required), tuple(helpful), tuple(phrases), is_cut)


def parse(text: str, language: str) -> TextQuery:
    """Never raises; `is_cut` says that the end was left out."""
    return _parsed(text, language)


def replaced(text: str, words: dict[str, str]) -> str:
    """The text with some folded words written otherwise, everything else as it was."""
    clean = cleaned(text)
    parts, at = [], 0
    for token in plain_tokens(text):
        if token.text in words:
            parts += [clean[at : token.start], words[token.text]]
            at = token.end
    return "".join([*parts, clean[at:]])
