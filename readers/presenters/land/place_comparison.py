"""Two places beside each other: climate, what was tried on land like each, and what is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from practices.passages import Passage, passage
from practices.places import place_line
from readers.presenters.cards import distance_line, outcome_line
from readers.presenters.land.climate_months import MonthTable, month_table
from readers.presenters.land.zone import zone_title, zone_url
from readers.presenters.view_models import OutcomeLine
from readers.presenters.wording import (
    NBSP,
    about,
    answer_text,
    exact_text,
    factor_label,
    metres,
    months,
    number,
)
from readers.request_land import Pairs, with_query
from readers.zone_codes import zone_at
from search.service import SearchResults
from zones.derivation import is_about
from zones.grid import Climate
from zones.land import Land

MOST_PRACTICES: Final = 4
# What the map knows beside the months, by factor.
FIGURES: Final = ("rain", "aridity", "growing_period", "coldest_month")


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing of one place; `note` stands small below it, `url` leads to more."""

    text: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class TriedLine:
    """A practice on land like a place's."""

    title: Passage
    url: str
    where: str
    outcome: OutcomeLine


@dataclass(frozen=True, slots=True)
class Learning:
    """What was tried on land like one place's, nearest first; `note` where there is nothing to show."""

    name: str
    lines: Sequence[TriedLine]
    all_url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One side: its name as headings say it, its land, and the practices that the match found for that."""

    name: str
    land: Land
    found: SearchResults | None


@dataclass(frozen=True, slots=True)
class PlaceComparison:
    """What both kinds of comparison show; `months` is None where a place lies at sea."""

    names: Sequence[str]
    months: MonthTable | None
    climate: Sequence[Row]
    learning: Sequence[Learning]
    unknown: Sequence[str]


def place_comparison(places: Sequence[Place], pairs: Pairs) -> PlaceComparison:
    """Return one or two places beside each other; `pairs` are the reader's own land for every link."""
    climates = [(place.name, place.land.climate) for place in places]
    known = [(name, climate) for name, climate in climates if climate is not None]
    is_known = len(known) == len(places)
    return PlaceComparison(
        names=[place.name for place in places],
        months=month_table(known) if is_known else None,
        climate=_climate_rows(places, pairs) if is_known else (),
        learning=[_learning(place, pairs) for place in places],
        unknown=[
            *(
                _("%(place)s lies in the sea: the map knows no climate there.") % {"place": name}
                for name, climate in climates
                if climate is None
            ),
            *_always_unknown(),
        ],
    )


def _always_unknown() -> list[str]:
    return [
        _("A single year: these are means of many years, in a square of about 25 km."),
        _("The soil: no map of it is used here. Only those who work it can say what it is like."),
        _(
            "Whether what worked in one place works in another: a like climate is a reason to listen, "
            "no promise."
        ),
    ]


def _climate_rows(places: Sequence[Place], pairs: Pairs) -> list[Row]:
    lands = [place.land for place in places]
    rows = [Row(_("Zone"), [_zone(land, pairs) for land in lands])]
    rows += [Row(factor_label(name), [_figure(land, name) for land in lands]) for name in FIGURES]
    climates = [land.climate for land in lands if land.climate is not None]
    return [
        *rows,
        Row(_("Mean of the year"), [Cell(_degrees(climate.mean_temperature_c)) for climate in climates]),
        Row(_("Rainy months"), [Cell(_season(climate)) for climate in climates]),
        Row(_("Height"), [Cell(metres(climate.elevation_m)) for climate in climates]),
    ]


def _zone(land: Land, pairs: Pairs) -> Cell:
    code = zone_at(land)
    return Cell(zone_title(code), url=zone_url(code, pairs)) if code else Cell("—")


def _figure(land: Land, name: str) -> Cell:
    """Return a figure of the map; one that few can read stands below the words for it."""
    answer = land.answers().get(name)
    if answer is None or not isinstance(answer.value, int | float):
        return Cell("—")
    words = answer_text(name, answer)
    if name == "growing_period":
        return Cell(words)
    exact = exact_text(name, answer.value, answer.value, answer.is_about)
    return Cell(words, note=exact) if name == "aridity" else Cell(exact)


def _degrees(value: float) -> str:
    return f"{number(value, 1)}{NBSP}°C"


def _season(climate: Climate) -> str:
    if climate.first_wet_month is None or climate.last_wet_month is None:
        return _("no rainy season")
    season = months(climate.first_wet_month, climate.last_wet_month)
    return about(season) if is_about(climate, "growing_period", "derived") else season


def _learning(place: Place, pairs: Pairs) -> Learning:
    results = place.found.results[:MOST_PRACTICES] if place.found is not None else []
    note = ""
    if place.found is None:
        note = _("The search is away for a moment: the practices cannot be shown now.")
    elif not results:
        note = _("Nobody has told us of a practice yet.")
    return Learning(
        name=place.name,
        lines=[
            TriedLine(
                title=passage(result.practice, "name"),
                url=with_query(result.practice.url, pairs),
                where=" · ".join(
                    filter(None, (place_line(result.practice), distance_line(place.land, result.practice)))
                ),
                outcome=outcome_line(result.practice),
            )
            for result in results
        ],
        all_url=with_query(reverse("readers:results"), place.land.to_query()),
        note=note,
    )
