"""Counts what a region's practices cover, beside what its readers ask for."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from practices.demand import reading
from practices.demand.reading import Countries, Kind
from practices.models import Practice
from practices.places import country_name
from zones import areas, gazetteer
from zones.grid import conditions_at
from zones.labels import LABELS, choices, zone_name
from zones.languages import ALL as LANGUAGES
from zones.naming import ALL_ZONES, growing_period_class, temperature_class, zone_code

# The largest towns of a country show in which climates its people live; one of fifty is no chance hit.
MOST_TOWNS: Final = 200
RARE_SHARE: Final = 0.02
MOST_CELLS: Final = 10


@dataclass(frozen=True, slots=True)
class Line:
    """Holds how many practices have one thing, and how often readers asked for it; None where they cannot."""

    name: str
    practices: int
    asked: int | None = None

    @property
    def is_gap(self) -> bool:
        """Returns whether readers ask for what nobody has told yet."""
        return not self.practices and bool(self.asked)


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    heading: str
    lines: list[Line]
    note: str = ""


def tables(practices: QuerySet[Practice], countries: Collection[str], asking: Countries) -> list[Table]:
    """Returns one table for each way to look at published practices of these countries.

    `asking` are the countries whose readers' searches count, None for all.
    """
    names = [f"name_{language.code}" for language in LANGUAGES]
    rows = list(practices.order_by().values("zone_tags", "crops", "outcome", "latitude", "longitude", *names))
    return [
        Table("zones", _("Zones"), _by_zone(rows, countries, asking), _zones_note()),
        Table("crops", _("Crops and animals"), _by_crop(rows, asking)),
        Table("places", _("Where readers’ land lies"), _by_cell(rows, asking), _cells_note()),
        Table("outcomes", _("How it went"), _by_outcome(rows)),
        Table("languages", _("Languages"), _by_language(rows, asking)),
    ]


def _zones_note() -> str:
    return _("The climates of the towns of your countries, and those that practices or readers have.")


def _cells_note() -> str:
    return _("Squares of one degree, about 110 km wide, each named after its largest town.")


def _sorted(lines: Iterable[Line]) -> list[Line]:
    """Returns first what readers ask for in vain, then what they ask for, then what there is."""
    return sorted(lines, key=lambda line: (not line.is_gap, -(line.asked or 0), -line.practices, line.name))


def _by_zone(rows: list[dict[str, Any]], countries: Collection[str], asking: Countries) -> list[Line]:
    there = Counter(zone for row in rows for zone in {_without_soil(code) for code in row["zone_tags"] or ()})
    asked = reading.asked_for(Kind.ZONE, asking)
    lived_in = {zone for country in countries for zone in _zones_of(country)}
    codes = [code for code in ALL_ZONES if code in lived_in | there.keys() | asked.keys()]
    return _sorted(Line(capfirst(str(zone_name(code))), there[code], asked.get(code, 0)) for code in codes)


def _without_soil(code: str) -> str:
    zone = ALL_ZONES[code]
    return zone_code(zone.growing_period, zone.temperature)


@lru_cache(maxsize=256)
def _zones_of(country: str) -> frozenset[str]:
    """Returns the zones in which the larger towns of a country lie."""
    towns = gazetteer.largest(areas.country(country).mask, MOST_TOWNS)
    found = Counter(filter(None, (_zone_at(town.latitude, town.longitude) for town in towns)))
    return frozenset(zone for zone, number in found.items() if number >= RARE_SHARE * len(towns))


def _zone_at(latitude: float, longitude: float) -> str:
    climate = conditions_at(latitude, longitude)
    if climate is None:
        return ""
    return zone_code(
        growing_period_class(climate.growing_period_days), temperature_class(climate.season_temperature_c)
    )


def _by_crop(rows: list[dict[str, Any]], asking: Countries) -> list[Line]:
    there = Counter(code for row in rows for code in (row["crops"].codes if row["crops"] else ()))
    asked = reading.asked_for(Kind.CROP, asking)
    return _sorted(
        Line(capfirst(str(label)), there[code], asked.get(code, 0)) for code, label in choices("CROPS")
    )


def _by_cell(rows: list[dict[str, Any]], asking: Countries) -> list[Line]:
    there = Counter(
        f"{floor(row['latitude'])},{floor(row['longitude'])}" for row in rows if row["latitude"] is not None
    )
    asked = reading.asked_for(Kind.CELL, asking)
    first = sorted(asked, key=lambda code: (bool(there[code]), -asked[code], code))[:MOST_CELLS]
    return _sorted(Line(_cell_name(code), there[code], asked[code]) for code in first)


def _cell_name(code: str) -> str:
    south, west = map(int, code.split(","))
    town = next(iter(gazetteer.largest_within(south, south + 1, west, west + 1, 1)), None)
    if town is None:
        return code
    return _("%(town)s and around") % {"town": f"{town.name}, {country_name(town.country)}"}


def _by_outcome(rows: list[dict[str, Any]]) -> list[Line]:
    there = Counter(row["outcome"] for row in rows)
    return [Line(str(LABELS["OUTCOMES"][code]), there[code]) for code, _label in choices("OUTCOMES")]


def _by_language(rows: list[dict[str, Any]], asking: Countries) -> list[Line]:
    asked: Mapping[str, int] = reading.asked_for(Kind.LANGUAGE, asking)
    return [
        Line(
            capfirst(_(language.english_name)),
            sum(bool(row[f"name_{language.code}"]) for row in rows),
            asked.get(language.code, 0),
        )
        for language in LANGUAGES
    ]


def flat(found: Iterable[Table]) -> Iterator[tuple[Table, Line]]:
    """Yields the lines of all tables, for one to take away."""
    return ((table, line) for table in found for line in table.lines)
