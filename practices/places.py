"""Knows countries by code and by name, and where a named place lies."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, Protocol

from babel import Locale
from django.utils.translation import get_language, gettext

from zones import areas, gazetteer
from zones.countries import country_codes
from zones.geography import snap
from zones.languages import language_of
from zones.spelling import fold, without_accents


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    names = Locale.parse(language_of(language).babel_locale).territories
    return {code: names[code] for code in country_codes()}


def country_name(code: str, language: str | None = None) -> str:
    """Returns the country's name in `language` (else the active one); the code itself where it has none."""
    return _names(language_of(language or get_language()).code).get(code, code)


class Placed(Protocol):
    """What has a place and a country: a practice, or the row of one."""

    @property
    def place_name(self) -> str: ...

    @property
    def country(self) -> str: ...


def place_line(placed: Placed) -> str:
    """Returns the place and the country, as far as they are known."""
    parts = [placed.place_name, country_name(placed.country) if placed.country else ""]
    return ", ".join(part for part in parts if part)


def country_choices() -> list[tuple[str, str]]:
    names = _names(language_of(get_language()).code)
    return sorted(names.items(), key=lambda item: without_accents(item[1]))


def optional_country_choices() -> list[tuple[str, str]]:
    return [("", "---------"), *country_choices()]


def countries_by_region(first: Collection[str]) -> list[tuple[str, Any]]:
    """Returns the choices of a country with those of a region before all others."""
    known = country_choices()
    return [
        ("", "---------"),
        (gettext("Countries of the region"), [choice for choice in known if choice[0] in first]),
        (gettext("Other countries"), [choice for choice in known if choice[0] not in first]),
    ]


@lru_cache(maxsize=1024)
def position_of(place_name: str, country: str) -> tuple[float, float] | None:
    """Returns latitude and longitude in steps of 0.1 degree, if the country has one place of that name."""
    if not place_name or not country:
        return None
    found = gazetteer.find(place_name, limit=20, within=areas.country(country).mask)
    name = fold(place_name)
    same = [place for place in found if fold(place.shown) == name]
    best = [place for place in same if fold(place.name) == name] or same
    return snap(best[0].latitude, best[0].longitude) if len(best) == 1 else None
