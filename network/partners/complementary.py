"""Finds partners that complement one: they offer what it seeks, or seek what it offers."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np

from network.models import Partner
from network.partners.directory import Directory, directory, regions

# What each reason weighs; nobody is shown a number of these.
OFFERS_SOUGHT: Final = 3
SEEKS_OFFERED: Final = 2
SAME_COUNTRY: Final = 2
SAME_REGION: Final = 1
SAME_LANGUAGE: Final = 1
SAME_OBJECTIVE: Final = 1
MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Complement:
    """Holds a partner that complements another, and why, as codes."""

    partner: Partner
    offers: tuple[str, ...]
    seeks: tuple[str, ...]
    is_same_country: bool
    languages: tuple[str, ...]
    objectives: tuple[str, ...]


def complements(partner: Partner) -> list[Complement]:
    """Returns those that fit best, five at most."""
    known = directory()
    numbers = _best(known, partner)
    found = Partner.objects.public().in_bulk(numbers)
    return [_told(partner, found[number]) for number in numbers if number in found]


def _best(known: Directory, partner: Partner) -> list[int]:
    gives = known.answering("offers", partner.seeks)
    takes = known.answering("seeks", partner.offers)
    points = OFFERS_SOUGHT * gives + SEEKS_OFFERED * takes
    points += SAME_COUNTRY * known.answering("country", [partner.country])
    near = {code for countries in regions().values() if partner.country in countries for code in countries}
    points += SAME_REGION * known.answering("country", near)
    points += SAME_LANGUAGE * known.answering("speaks", partner.languages)
    points += SAME_OBJECTIVE * known.answering("objective", partner.objectives)
    points[~(gives | takes) | (known.numbers == partner.pk)] = 0
    order = np.argsort(-points, kind="stable")[:MOST]
    return [int(known.numbers[place]) for place in order if points[place] > 0]


def _told(partner: Partner, other: Partner) -> Complement:
    return Complement(
        other,
        _shared(other.offers, partner.seeks),
        _shared(other.seeks, partner.offers),
        other.country == partner.country,
        _shared(other.languages, partner.languages),
        _shared(other.objectives, partner.objectives),
    )


def _shared(one: Collection[str], other: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in one if code in other)
