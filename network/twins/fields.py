"""Stores codes of what territories offer and seek, and of their languages."""

from collections.abc import Iterable
from typing import Any

from network.fields import spoken_name
from network.twins.vocabulary import LANGUAGE_CODES, TOPICS
from practices.fields import CodesField


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


def language_choices() -> list[tuple[str, str]]:
    return [(code, spoken_name(code)) for code in LANGUAGE_CODES]
