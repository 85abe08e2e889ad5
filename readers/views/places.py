"""From what a farmer types to a place: one sure match goes on, several are offered, none is no dead end."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from practices.places import country_name
from readers.presenters.view_models import PlaceCandidate
from readers.presenters.world_map import MapTile, tile_map, world_map
from readers.request_land import RequestLand, with_query
from readers.results_query import ResultsQuery
from zones import gazetteer
from zones.gazetteer import Place
from zones.land import Land
from zones.place_match import sure_match

MOST_CANDIDATES = 8


def _land_at(land: Land, place: Place, typed: str) -> Land:
    return land.moved_to(place.latitude, place.longitude, place=place.id, place_name=typed)


def _candidate(land: Land, place: Place, then: str) -> PlaceCandidate:
    moved = _land_at(land, place, place.shown)
    label = place.shown if place.shown == place.name else f"{place.shown} ({place.name})"
    detail = ", ".join(part for part in (_near(place), country_name(place.country)) if part)
    return PlaceCandidate(with_query(then, moved.to_query()), label, detail)


def _near(place: Place) -> str:
    """Return the state in the United States, elsewhere the largest town of the same division."""
    if place.country == "US" or not place.admin:
        return place.admin
    return "" if place.admin == place.name else _("near %(town)s") % {"town": place.admin}


def resolve_place(request: HttpRequest, request_land: RequestLand, then: str = "") -> HttpResponse | None:
    """Return where to go for a place that is only typed yet; None when there is nothing to find.

    `then` is the page that follows, by default the results.
    """
    land = request_land.land
    typed = land.place_name
    if not typed or land.latitude is not None:
        return None
    then = then or reverse("readers:results")
    beside_land = ResultsQuery.from_request(request).beside_land
    places = gazetteer.find(typed, get_language() or "en", limit=MOST_CANDIDATES)
    place = sure_match(typed, places)
    if place is not None:
        pairs = _land_at(land, place, typed.split(",")[0].strip()).to_query()
        return HttpResponseRedirect(with_query(then, [*pairs, *beside_land]))
    then = with_query(then, beside_land)
    if not places:
        # The hamlet is unknown, but its country or state may not be.
        largest = gazetteer.largest_in(typed, MOST_CANDIDATES)
        candidates = [_candidate(land, found, then) for found in largest]
        return _choice(request, candidates, query=typed, is_unknown=True)
    return _choice(request, [_candidate(land, found, then) for found in places], query=typed)


def nearer_map(request: HttpRequest, latitude: float, longitude: float) -> HttpResponse:
    """Answer with the tile of the world around a first tap, to tap again."""
    return _choice(request, [], map=tile_map(MapTile.around(latitude, longitude)), is_near=True)


def places_near(
    request: HttpRequest, request_land: RequestLand, latitude: float, longitude: float
) -> HttpResponse:
    """Answer with the towns around a position, and the position itself."""
    then = reverse("readers:results")
    places = [place for place, _km in gazetteer.nearest(latitude, longitude, limit=MOST_CANDIDATES)]
    here = request_land.land.moved_to(latitude, longitude)
    pairs = [pair for pair in here.to_query() if pair[0] not in ("place", "place_name")]
    return _choice(
        request,
        [_candidate(request_land.land, place, then) for place in places],
        here_url=with_query(then, pairs),
    )


def _choice(request: HttpRequest, candidates: list[PlaceCandidate], **context: object) -> HttpResponse:
    context_of_page = {
        "candidates": candidates,
        "map": world_map(),
        "place_action": reverse("readers:results"),
        "results_url": reverse("readers:results"),
        "questions_url": reverse("readers:questions"),
        "map_url": f"{reverse('readers:land')}#map",
        "map_action": reverse("readers:land"),
        "hidden": ResultsQuery.from_request(request).beside_land,
        **context,
    }
    return render(request, "readers/place_choice.html", context_of_page)
