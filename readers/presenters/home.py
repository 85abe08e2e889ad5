"""What the home page shows beside its question."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language

from practices.models import Concept, Practice
from readers.presenters.cards import card
from readers.presenters.query_controls import WORDS
from readers.presenters.view_models import Card
from readers.request_land import RequestLand, land_of, with_land
from search import service
from search.practice_rows import practice_rows
from zones.vocabulary import LANGUAGES

MOST_TILES: Final = 4


@dataclass(frozen=True, slots=True)
class Tile:
    icon: str
    label: str
    url: str


def problem_tiles(told: RequestLand) -> list[Tile]:
    """The concepts that editors put there, as far as somebody tried something against them."""
    chosen = Concept.objects.exclude(home_order=None).order_by("home_order", "code")
    tiles: list[Tile] = []
    for concept in chosen:
        if len(tiles) < MOST_TILES and service.has_practices_about(concept.code):
            label = concept.label(get_language() or LANGUAGES[0])
            address = with_land(reverse("readers:results"), [*told.pairs, (WORDS, label)])
            tiles.append(Tile(f"problem-{concept.home_picture or 'soil'}", capfirst(label), address))
    return tiles


def practice_of_the_week(told: RequestLand) -> Card | None:
    """One published practice; all of them get their week, in the order of their ids."""
    public = Practice.objects.public().order_by("pk")
    weeks = (timezone.now().toordinal() - 1) // 7
    place = weeks % (public.count() or 1)
    practice = next(iter(practice_rows(public[place : place + 1])), None)
    if practice is None:
        return None
    explanation = None if told.land.is_empty else service.explain(told.land, practice)
    return card(told.land, practice, explanation, told.pairs)


def home_context(request: HttpRequest) -> dict[str, Any]:
    told = land_of(request)
    shown = practice_of_the_week(told)
    return {"cards": [shown] if shown else [], "problem_tiles": problem_tiles(told)}
