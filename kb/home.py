"""What the home page shows beside its question."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from practices.models import Practice
from search import service
from search.presentation.cards import card
from search.presentation.view_models import Card
from search.request_land import RequestLand, land_of


def practice_of_the_week(told: RequestLand) -> Card | None:
    """One published practice; all of them get their week, in the order of their ids."""
    ids = list(Practice.objects.public().order_by("pk").values_list("pk", flat=True))
    if not ids:
        return None
    practice = Practice.objects.get(pk=ids[timezone.now().isocalendar().week % len(ids)])
    explanation = None if told.land.is_empty else service.explain(told.land, practice)
    return card(told.land, practice, explanation, told.pairs)


def home_context(request: HttpRequest) -> dict[str, Any]:
    return {"card": practice_of_the_week(land_of(request))}
