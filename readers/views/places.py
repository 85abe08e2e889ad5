"""From what a farmer types to a place: one sure match goes on, several are offered, none is no dead end."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from readers.presenters.place_choice import PlaceAddress, candidates, place_choice
from readers.presenters.problems import no_land_text, problem_text
from readers.presenters.query_controls import unknown_parameters
from readers.presenters.view_models import PlaceChoice, PlaceGroup
from readers.presenters.world_map import MapTile, tile_map, world_map
from readers.request_land import RequestLand, with_query
from readers.results_query import ResultsQuery
from zones import gazetteer
from zones.gazetteer import Place
from zones.land import Land
from zones.place_match import look_up

MOST_CANDIDATES = 8


def _address(land: Land, then: str) -> PlaceAddress:
    """Return how the page that follows is addressed with the land moved to a place."""

    def with_place(place: Place) -> str:
        moved = land.moved_to(place.latitude, place.longitude, place=place.id, place_name=place.shown)
        return with_query(then, moved.to_query())

    return with_place


def resolve_place(request: HttpRequest, request_land: RequestLand, then: str = "") -> HttpResponse | None:
    """Return where to go for a place that is only typed yet; None when there is nothing to find.

    `then` is the page that follows, by default the results.
    """
    land = request_land.land
    typed = land.place_name
    if not typed or land.latitude is not None:
        return None
    # What could not be read goes along, so that the page that follows says so.
    beside_land = [*ResultsQuery.from_request(request).beside_land, *request_land.unread]
    then = with_query(then or reverse("readers:results"), beside_land)
    answer = look_up(typed, get_language() or "en")
    if answer.sure is not None:
        moved = land.moved_to(
            answer.sure.latitude, answer.sure.longitude, place=answer.sure.id, place_name=answer.name
        )
        return HttpResponseRedirect(with_query(then, moved.to_query()))
    return _choice(request, place_choice(answer, typed, _address(land, then)))


def at_sea(request: HttpRequest) -> HttpResponse:
    """Answer with the place form where the map has no land: nothing can be compared there."""
    return _choice(request, PlaceChoice(_("Where is your field?")), notices=[no_land_text()])


def nearer_map(request: HttpRequest, latitude: float, longitude: float) -> HttpResponse:
    """Answer with the tile of the world around a first tap, to tap again."""
    return _choice(
        request,
        PlaceChoice(_("Where is your field?")),
        map=tile_map(MapTile.around(latitude, longitude)),
        is_near=True,
    )


def places_near(
    request: HttpRequest, request_land: RequestLand, latitude: float, longitude: float
) -> HttpResponse:
    """Answer with the towns around a position, and the position itself."""
    address = _address(request_land.land, reverse("readers:results"))
    places = [place for place, _km in gazetteer.nearest(latitude, longitude, limit=MOST_CANDIDATES)]
    here = request_land.land.moved_to(latitude, longitude)
    pairs = [pair for pair in here.to_query() if pair[0] not in ("place", "place_name")]
    return _choice(
        request,
        PlaceChoice(_("Which of these is nearest?"), groups=[PlaceGroup(candidates(places, address))]),
        here_url=with_query(reverse("readers:results"), pairs),
    )


def _choice(request: HttpRequest, choice: PlaceChoice, **context: object) -> HttpResponse:
    query = ResultsQuery.from_request(request)
    request_land = query.request_land
    context_of_page = {
        "choice": choice,
        "problems": [*map(problem_text, request_land.problems), *unknown_parameters(query)],
        "map": world_map(),
        "place_action": reverse("readers:results"),
        "results_url": reverse("readers:results"),
        "questions_url": reverse("readers:questions"),
        "map_url": f"{reverse('readers:land')}#map",
        "map_action": reverse("readers:land"),
        "hidden": [*query.beside_land, *request_land.unread],
        **context,
    }
    return render(request, "readers/place_choice.html", context_of_page)
