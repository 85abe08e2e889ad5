"""What the home page shows beside its question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language

from matching.explanation import Explanation
from practices.models import Concept
from practices.passages import Passage, passage
from readers.models import HomePage
from readers.presenters.cards import card
from readers.presenters.view_models import Card
from readers.request_land import RequestLand, with_query
from readers.results_query import WORDS
from search.crop_warnings import PracticeWarning
from search.practice_rows import PracticeRow
from zones.vocabulary import LANGUAGES

MOST_TILES: Final = 4


@dataclass(frozen=True, slots=True)
class ProblemTile:
    """A problem that was tried against; `url` leads to the practices that tell of it."""

    icon: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class HomeView:
    tagline: Passage
    problem_tiles: Sequence[ProblemTile]
    cards: Sequence[Card]


def home_view(
    page: HomePage,
    request_land: RequestLand,
    concepts: Iterable[Concept],
    practice: PracticeRow | None,
    explanation: Explanation | None,
    *,
    warnings: Sequence[PracticeWarning] = (),
) -> HomeView:
    """Return the home page: the first concepts as tiles, and one practice, compared where it can be."""
    return HomeView(
        tagline=passage(page, "tagline"),
        problem_tiles=[_tile(request_land, concept) for concept in islice(concepts, MOST_TILES)],
        cards=[card(request_land, practice, explanation, warnings=warnings)] if practice else [],
    )


def _tile(request_land: RequestLand, concept: Concept) -> ProblemTile:
    label = concept.label(get_language() or LANGUAGES[0])
    address = with_query(reverse("readers:results"), [*request_land.pairs, (WORDS, label)])
    return ProblemTile(f"problem-{concept.home_picture or 'soil'}", capfirst(label), address)
