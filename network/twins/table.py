"""Writes the public territories as one table: a row for each, one more for each figure that it states."""

from collections.abc import Iterator
from typing import Final

from network.models import Territory, TerritoryFact
from network.twins.territories import public_territories, published_facts
from network.twins.vocabulary import INDICATORS
from practices.interchange.tables.csv_files import written_csv

PLACE: Final = (
    "territory",
    "name",
    "country",
    "latitude",
    "longitude",
    "languages",
    "role",
    "offers",
    "seeks",
)
FIGURE: Final = ("indicator", "low", "best", "high", "answer", "unit", "year", "source", "source_url")


def territory_table() -> bytes:
    """Returns CSV; a figure stands with its year and source, never without."""
    return written_csv([(*PLACE, *FIGURE), *_rows()])


def _rows() -> Iterator[list[object]]:
    for territory in public_territories():
        place = _place(territory)
        yield [*place, *([""] * len(FIGURE))]
        yield from ([*place, *_figure(fact)] for fact in published_facts(territory).values())


def _place(territory: Territory) -> list[object]:
    return [
        territory.slug,
        territory.name,
        territory.country,
        territory.latitude,
        territory.longitude,
        " ".join(territory.languages),
        territory.role,
        " ".join(territory.offers),
        " ".join(territory.seeks),
    ]


def _figure(fact: TerritoryFact) -> Iterator[object]:
    ends = (fact.low, fact.best, fact.high)
    yield fact.indicator
    yield from ("" if end is None else end for end in ends)
    yield fact.choice
    yield INDICATORS[fact.indicator].unit
    yield fact.year
    yield fact.source_text
    yield fact.source_url
