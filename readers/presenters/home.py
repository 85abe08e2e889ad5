"""What the home page shows beside its question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from matching.explanation import Explanation
from practices.models import Concept
from practices.passages import Passage, passage
from readers.models import HomePage
from readers.presenters.cards import card
from readers.presenters.view_models import Card
from readers.presenters.wording import number
from readers.request_land import RequestLand, with_query
from readers.results_query import WORDS, facet_codes, parameter
from readers.selectors import Collection
from search.crop_warnings import PracticeWarning
from search.practice_rows import PracticeRow
from zones.vocabulary import LANGUAGES

MOST_TILES: Final = 4
CARBON: Final = "soil_carbon"
MOST_PRACTICES: Final = 4

# A practice, how it compares with the reader's land where that can be told, and its warnings.
Compared = tuple[PracticeRow, Explanation | None, Sequence[PracticeWarning]]


@dataclass(frozen=True, slots=True)
class Tile:
    """What was tried against or measured; `url` leads to the practices that tell of it."""

    icon: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """`counted` says how much there is, and is empty where there is nothing yet."""

    tagline: Passage
    counted: str
    problem_tiles: Sequence[Tile]
    carbon_tile: Tile | None
    cards: Sequence[Card]


def home_view(
    page: HomePage,
    request_land: RequestLand,
    concepts: Iterable[Concept],
    collection: Collection,
    practices: Sequence[Compared],
) -> HomeView:
    """Return the home page: the first concepts as tiles, and practices, compared where they can be."""
    return HomeView(
        tagline=passage(page, "tagline"),
        counted=_counted(collection),
        problem_tiles=[_tile(request_land, concept) for concept in islice(concepts, MOST_TILES)],
        carbon_tile=_carbon_tile(request_land) if collection.with_soil_carbon else None,
        cards=[
            card(request_land, practice, explanation, warnings=warnings)
            for practice, explanation, warnings in practices
        ],
    )


def _counted(collection: Collection) -> str:
    """Return "95 practices from 43 countries."; empty without practices."""
    if not collection.practices:
        return ""
    practices = ngettext("%(n)s practice", "%(n)s practices", collection.practices) % {
        "n": number(collection.practices)
    }
    if not collection.countries:
        return f"{practices}."
    countries = ngettext("%(n)s country", "%(n)s countries", collection.countries) % {
        "n": number(collection.countries)
    }
    return _("%(practices)s from %(countries)s.") % {"practices": practices, "countries": countries}


def _carbon_tile(request_land: RequestLand) -> Tile:
    """Return the way to all practices with a measurement, whatever came out."""
    ticked = [(parameter(CARBON), code) for code in facet_codes(CARBON)]
    address = with_query(reverse("readers:results"), [*request_land.pairs, *ticked])
    return Tile("analysis", _("Where soil carbon was measured"), address)


def _tile(request_land: RequestLand, concept: Concept) -> Tile:
    label = concept.label(get_language() or LANGUAGES[0])
    address = with_query(reverse("readers:results"), [*request_land.pairs, (WORDS, label)])
    return Tile(f"problem-{concept.home_picture or 'soil'}", capfirst(label), address)
