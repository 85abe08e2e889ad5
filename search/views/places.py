"""From what a farmer types to a place: one sure match goes on, several are offered, none is never a dead end."""

import unicodedata
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from search.presentation.cards import country_name
from search.presentation.view_models import PlaceCandidate
from search.presentation.world_map import world_map
from search.request_land import RequestLand
from zones import gazetteer
from zones.gazetteer import Place
from zones.land import Land

MOST_CANDIDATES = 8
# A capital and a hamlet of the same name: whoever types it alone means the one that is this much larger.
CLEARLY_LARGER = 10


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def sure_match(typed: str, places: list[Place]) -> Place | None:
    """The place that is meant without doubt: the only one spelled so, or by far the largest of them."""
    wanted = _folded(typed.split(",")[0])
    exact = [place for place in places if wanted in (_folded(place.shown), _folded(place.name))]
    if not exact:
        return None
    first = exact[0]
    others = max((place.population for place in exact[1:]), default=0)
    return first if first.population >= CLEARLY_LARGER * others else None


def _land_at(land: Land, place: Place, typed: str) -> Land:
    return land.moved_to(place.latitude, place.longitude, place=place.id, place_name=typed)


def _candidate(land: Land, place: Place) -> PlaceCandidate:
    moved = _land_at(land, place, place.shown)
    label = place.shown if place.shown == place.name else f"{place.shown} ({place.name})"
    detail = ", ".join(part for part in (place.admin, country_name(place.country)) if part)
    return PlaceCandidate(f"{reverse('search:results')}?{urlencode(moved.to_query())}", label, detail)


def resolve_place(request: HttpRequest, told: RequestLand) -> HttpResponse | None:
    """Where to go for a place that is only typed yet; None when there is nothing to find."""
    land = told.land
    if not land.place_name or land.latitude is not None:
        return None
    typed = land.place_name
    places = gazetteer.find(typed, get_language() or "en", limit=MOST_CANDIDATES)
    place = sure_match(typed, places)
    if place is not None:
        pairs = _land_at(land, place, typed.split(",")[0].strip()).to_query()
        kept = [
            (name, value)
            for name, values in request.GET.lists()
            if name.startswith("only_")
            for value in values[:64]
        ]
        return HttpResponseRedirect(f"{reverse('search:results')}?{urlencode([*pairs, *kept])}")
    context = {
        "query": typed,
        "candidates": [_candidate(land, found) for found in places],
        "map": world_map(),
        "place_action": reverse("search:results"),
        "map_action": reverse("search:land"),
    }
    return render(request, "search/place_choice.html", context)
