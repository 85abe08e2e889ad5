"""Stores codes of what territories offer and seek, and of their languages."""

from collections.abc import Iterable
from typing import Any

from babel import Locale
from django.utils.translation import get_language

from network.territory_vocabulary import LANGUAGE_CODES, TOPICS
from practices.fields import CodesField
from zones.languages import language_of


class TopicsField(CodesField):
    """Stores what somebody offers or seeks in an exchange."""

    @property
    def codes(self) -> Iterable[Any]:
        return tuple(TOPICS)

    def labelled(self) -> Any:
        return list(TOPICS.items())


class TerritoryLanguagesField(CodesField):
    """Stores the languages in which a territory can be written to."""

    @property
    def codes(self) -> Iterable[Any]:
        return LANGUAGE_CODES

    def labelled(self) -> Any:
        return language_choices()


def territory_language(code: str) -> str:
    """Returns what a language is called in the active one."""
    names = Locale.parse(language_of(get_language()).babel_locale).languages
    return str(names.get(code, code))


def language_choices() -> list[tuple[str, str]]:
    return [(code, territory_language(code)) for code in LANGUAGE_CODES]
