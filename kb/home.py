"""What the home page shows beside its question."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models import Practice
from search import service
from search.engines.base import EngineUnavailable
from search.presentation.cards import card
from search.presentation.results import parameter
from search.presentation.view_models import Card
from search.request_land import RequestLand, land_of, with_land
from zones.land import Land

# Icon, what a farmer says, and the kinds of practice that were tried against it.
PROBLEMS: Final = (
    ("problem-water", _("Not enough water"), ("water_harvesting", "irrigation_drainage")),
    ("problem-erosion", _("Rain carries the soil away"), ("erosion_control", "soil_cover")),
    ("problem-soil", _("Tired soil"), ("organic_amendments", "rotation_intercropping", "restoration")),
    ("problem-weeds", _("Weeds and pests"), ("pest_control",)),
    ("problem-fodder", _("Feeding the animals"), ("livestock_pasture",)),
)
MOST_TILES: Final = 4


@dataclass(frozen=True, slots=True)
class Tile:
    icon: str
    label: str
    url: str


def problem_tiles(told: RequestLand) -> list[Tile]:
    """Problems that something was tried against; none while no engine answers."""
    try:
        counts = service.match(Land(), size=1).facet_counts.get("practice_group", {})
    except EngineUnavailable:
        return []
    tiles = []
    for icon, label, groups in PROBLEMS:
        if any(counts.get(group) for group in groups):
            filters = [(parameter("practice_group"), group) for group in groups]
            tiles.append(
                Tile(icon, str(label), with_land(reverse("search:results"), [*told.pairs, *filters]))
            )
    return tiles[:MOST_TILES]


def practice_of_the_week(told: RequestLand) -> Card | None:
    """One published practice; all of them get their week, in the order of their ids."""
    ids = list(Practice.objects.public().order_by("pk").values_list("pk", flat=True))
    if not ids:
        return None
    practice = Practice.objects.get(pk=ids[timezone.now().isocalendar().week % len(ids)])
    explanation = None if told.land.is_empty else service.explain(told.land, practice)
    return card(told.land, practice, explanation, told.pairs)


def home_context(request: HttpRequest) -> dict[str, Any]:
    told = land_of(request)
    return {"card": practice_of_the_week(told), "problem_tiles": problem_tiles(told)}
