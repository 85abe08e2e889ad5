"""Gives a text in the reader's language, or in another one and marked as such."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import get_language

from zones.blank import is_blank
from zones.vocabulary import LANGUAGES


class Passage(NamedTuple):
    """Holds a text; `lang` is None in the language asked for, else the code of the one it is in."""

    text: str
    lang: str | None = None

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def languages_from(language: str | None) -> tuple[str, ...]:
    """Returns all languages, the one asked for first, then en, fr, es. An unknown one counts as en."""
    first = (language or get_language() or "")[:2]
    first = first if first in LANGUAGES else LANGUAGES[0]
    return (first, *(code for code in LANGUAGES if code != first))


def localized(obj: object, field: str) -> dict[str, Any]:
    """Returns the values of a translated field by language; only languages that have one that can be seen."""
    values = {code: getattr(obj, f"{field}_{code}") for code in LANGUAGES}
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
