"""Writes the public territories as one table: a row for each, one more for each figure that it states."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from network.models import Territory, TerritoryFact
from network.territories import public_territories, published_facts
from network.territory_vocabulary import INDICATORS
from practices.interchange.tables.csv_files import as_text

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


def territory_table() -> str:
    """Returns CSV; a figure stands with its year and source, never without."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*PLACE, *FIGURE))
    for territory in public_territories():
        place = _place(territory)
        writer.writerow([*place, *([""] * len(FIGURE))])
        writer.writerows([*place, *_figure(fact)] for fact in published_facts(territory).values())
    return out.getvalue()


def _place(territory: Territory) -> list[object]:
    return [
        territory.slug,
        as_text(territory.name),
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
    yield as_text(fact.source_text)
    yield as_text(fact.source_url)
