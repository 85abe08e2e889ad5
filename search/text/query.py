"""A reader's text parsed into words and "quoted phrases". No operators, no fields, no escapes.

Every text can be parsed; one without any word gives an empty query.
"""

import re
from collections.abc import Collection, Mapping
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
from search.text.vocabulary import SHORTEST_CORRECTED
from zones.languages import is_foreign
from zones.vocabulary import LANGUAGES

MOST_CHARACTERS: Final = 200
MOST_WORDS: Final = 16
# Letters that a stem must have to be compared with others one letter away.
SHORTEST_BENT: Final = 4

_QUOTED: Final = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")

# Up to so many parts are all required; of more, this share is enough, else one unlucky word finds nothing.
ALL_OF: Final = 2
MOST_OF: Final = 0.75


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `typed` as written, `folded` without accents. A quoted word is taken literally."""

    typed: str
    folded: str
    is_quoted: bool = False

    def bends(self, form: str) -> bool:
        """Return whether this form of the word may stand for others one letter away."""
        is_long = len(self.folded) >= SHORTEST_CORRECTED and len(form) >= SHORTEST_BENT
        return is_long and self.folded.isalpha() and not self.is_quoted

    def is_foreign(self, language: str) -> bool:
        """Return whether the word has a letter that this language lacks: there it counts only as written."""
        return is_foreign(self.typed, language)

    def stem(self, language: str) -> str:
        """Return the word's stem in that language, empty for a stop word and for a foreign word."""
        if self.is_foreign(language):
            return ""
        found = asked_stems(self.folded, language)
        return found[0] if found else ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that have to follow each other."""

    typed: str

    def tokens(self, language: str) -> list[Token]:
        """Return the stems in that language with their positions."""
        return asked_tokens(self.typed, language)

    @property
    def plain(self) -> list[Token]:
        """Return the folded words with their positions."""
        return plain_tokens(self.typed)


@dataclass(frozen=True, slots=True)
class QueryPart:
    """One part of a query: a word, or the words that together name concepts of the thesaurus.

    `is_lighter` marks a problem beside a crop: what grows on the land matters more.
    """

    words: tuple[Word, ...]
    concepts: frozenset[str] = frozenset()
    is_lighter: bool = False


@dataclass(frozen=True, slots=True)
class TextQuery:
    """A parsed text. `required` words decide what is found, `helpful` ones (stop words) only the order.

    `parts` are the required words again, those that name a concept taken together. `is_cut` says that the
    end of a long text was left out.
    """

    text: str
    required: tuple[Word, ...]
    helpful: tuple[Word, ...]
    phrases: tuple[Phrase, ...]
    is_cut: bool = False
    parts: tuple[QueryPart, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.required or self.phrases)

    def with_concepts(
        self, concepts: Mapping[str, frozenset[str]], lighter: Collection[str] = ()
    ) -> "TextQuery":
        """Return the query with the concepts that runs of folded words name, quoted words excepted.

        `lighter` are the runs that shall weigh less.
        """
        return replace(self, parts=_parts(self.required, concepts, lighter)) if concepts else self

    @property
    def needed(self) -> tuple[QueryPart, ...]:
        """Return the parts that decide which practices are found.

        They are the concepts, as soon as half of the words name some: these are the same in every language.
        Where words that no thesaurus knows prevail, they are all parts.
        """
        return self.concept_parts if len(self.unnamed) * 2 <= len(self.required) else self.parts

    @property
    def concept_parts(self) -> tuple[QueryPart, ...]:
        """Return the parts that name concepts."""
        return tuple(part for part in self.parts if part.concepts)

    @property
    def extra(self) -> tuple[QueryPart, ...]:
        """Return the other parts, which only help the order."""
        needed = self.needed
        return tuple(part for part in self.parts if part not in needed)

    @property
    def minimum_match(self) -> int:
        """Return how many of the needed parts a practice must have."""
        count = len(self.needed)
        return count if count <= ALL_OF else int(count * MOST_OF)

    @property
    def unnamed(self) -> tuple[Word, ...]:
        """Return the required words that name no concept."""
        return tuple(word for part in self.parts if not part.concepts for word in part.words)

    @property
    def words(self) -> tuple[Word, ...]:
        """Return all words in the order of importance: required ones first."""
        return self.required + self.helpful


def _parts(
    words: tuple[Word, ...], concepts: Mapping[str, frozenset[str]], lighter: Collection[str]
) -> tuple[QueryPart, ...]:
    parts, alone = [], {word.folded: word for word in words}
    for run, ids in concepts.items():
        together = tuple(word for word in words if word.folded in run.split() and not word.is_quoted)
        if together:
            parts.append(QueryPart(together, ids, run in lighter))
            for word in together:
                alone.pop(word.folded, None)
    return (*parts, *(QueryPart((word,)) for word in alone.values()))


def _cut(text: str) -> tuple[str, bool]:
    """Return the text up to MOST_CHARACTERS, ending at a word, and whether anything was left out."""
    if len(text) <= MOST_CHARACTERS:
        return text, False
    shorter = text[:MOST_CHARACTERS]
    at_word = shorter.rsplit(None, 1)[0] if text[MOST_CHARACTERS].isalnum() else shorter
    return at_word, True


def _words(text: str, *, quoted: bool = False) -> list[Word]:
    clean = cleaned(text)
    return [Word(clean[one.start : one.end], one.text, quoted) for one in plain_tokens(text)]


def _is_filler(word: Word, language: str) -> bool:
    """Return whether a word is a stop word to a reader of `language`.

    Stop words of the other languages count too when they are typed exactly so: a reader may search in any of
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
        # Only stop words: those of the reader's own language are left out first, if others remain.
        required = [word for word in unique if not is_stop_word(word.folded, language)] or unique
    helpful = [word for word in unique if word not in required]
    parts = tuple(QueryPart((word,)) for word in required)
    return TextQuery(short, tuple(required), tuple(helpful), tuple(phrases), is_cut, parts)


def parse(text: str, language: str) -> TextQuery:
    """Return the query of a text for a reader of `language`. Never raises."""
    return _parsed(text, language)


def replaced(text: str, words: dict[str, str]) -> str:
    """Return the text with some words, given by their folded form, replaced; all else as it was."""
    clean = cleaned(text)
    parts, at = [], 0
    for token in plain_tokens(text):
        if token.text in words:
            parts += [clean[at : token.start], words[token.text]]
            at = token.end
    return "".join([*parts, clean[at:]])
