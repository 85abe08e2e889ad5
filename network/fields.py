"""Stores codes of the network's own vocabularies."""

from collections.abc import Iterable
from typing import Any

from babel import Locale
from django.utils.translation import get_language

from network.vocabulary import COMPETENCES, LANGUAGE_CODES, OBJECTIVES
from practices.fields import CodesField
from zones.languages import language_of


class CompetencesField(CodesField):
    """Stores what somebody can do."""

    @property
    def codes(self) -> Iterable[Any]:
        return tuple(COMPETENCES)

    def labelled(self) -> Any:
        return list(COMPETENCES.items())


class ObjectivesField(CodesField):
    """Stores objectives of the initiative's strategic plan."""

    @property
    def codes(self) -> Iterable[Any]:
        return tuple(OBJECTIVES)

    def labelled(self) -> Any:
        return [(code, f"{code} {label}") for code, label in OBJECTIVES.items()]


class SpokenField(CodesField):
    """Stores languages in which one can write to somebody."""

    @property
    def codes(self) -> Iterable[Any]:
        return LANGUAGE_CODES

    def labelled(self) -> Any:
        return [(code, spoken_name(code)) for code in LANGUAGE_CODES]


def spoken_name(code: str) -> str:
    """Returns what a language is called in the active one."""
    names = Locale.parse(language_of(get_language()).babel_locale).languages
    return str(names.get(code, code))
