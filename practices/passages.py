"""Gives a text in the reader's language, or in another one and marked as such."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol, runtime_checkable

from django.utils.translation import get_language

from zones.blank import is_blank
from zones.vocabulary import LANGUAGES

# Not behind an abbreviation: a word of three letters or a bracket stands before, no small letter behind.
SENTENCE_END: Final = re.compile(r"(?:\w{3}|[)»”’\"]) ?[.!?…]+(?: ?[)»”’\"])*(?= [^a-zà-ÿ\d])")


class Passage(NamedTuple):
    """Holds a text; `lang` is None in the language asked for, else the code of the one it is in."""

    text: str
    lang: str | None = None

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@runtime_checkable
class Rows(Protocol):
    """What is no model: it holds the texts of each translated field by language."""

    @property
    def texts(self) -> Mapping[str, Mapping[str, Any]]: ...


def languages_from(language: str | None) -> tuple[str, ...]:
    """Returns all languages, the one asked for first, then in their order; unknown counts as the first."""
    first = (language or get_language() or "")[:2]
    first = first if first in LANGUAGES else LANGUAGES[0]
    return (first, *(code for code in LANGUAGES if code != first))


def localized(obj: object, field: str) -> dict[str, Any]:
    """Returns the values of a translated field by language; only languages that have one that can be seen."""
    values = (
        obj.texts[field]
        if isinstance(obj, Rows)
        else {code: getattr(obj, f"{field}_{code}") for code in LANGUAGES}
    )
    return {code: value for code, value in values.items() if _says_something(value)}


def _says_something(value: Any) -> bool:
    return bool(value) and not (isinstance(value, str) and is_blank(value))


def passage(obj: object, field: str, language: str | None = None) -> Passage:
    """Returns the text of a translated field for a reader of `language` (else of the active one)."""
    return passage_among(localized(obj, field), language)


def passage_among(texts: Mapping[str, Any], language: str | None = None) -> Passage:
    """Returns the text for a reader of `language`, of one text in several languages."""
    first, *others = languages_from(language)
    if _says_something(texts.get(first)):
        return Passage(str(texts[first]))
    found = (Passage(str(texts[code]), code) for code in others if _says_something(texts.get(code)))
    return next(found, Passage(""))


def reworded(obj: object, wording: str, fields: Sequence[str], language: str | None = None) -> Passage:
    """Return what `wording` says in the reader's language, else the first of `fields` that says something.

    Among these, one in the reader's language comes first; `wording` in another language comes last.
    """
    special, *others = [passage(obj, field, language) for field in (wording, *fields)]
    own = (one for one in (special, *others) if one and one.lang is None)
    return next(own, next(filter(None, (*others, special)), Passage("")))


def shortened(text: str, longest: int) -> str:
    """Return a text on one line, cut after a word where it has more than `longest` letters."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    kept = line[:longest].rpartition(" ")[0] or line[: longest - 1]
    return f"{kept.rstrip(' ,;:.–-')}…"


def whole_sentences(text: str, longest: int) -> str:
    """Return as many whole sentences as `longest` letters hold; where not even one fits, the text cut."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    ends = [found.end() for found in SENTENCE_END.finditer(line) if found.end() <= longest]
    return line[: ends[-1]] if ends else shortened(line, longest)
