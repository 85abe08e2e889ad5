"""From what a farmer types to a place: one sure match goes on, several are offered, none is no dead end."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from readers.demand import count_unknown_place
from readers.presenters.land.place_choice import PlaceAddress, candidates, place_choice, place_group
from readers.presenters.land.place_names import place_text
from readers.presenters.land.world_map import MapTile, tile_map, world_map
from readers.presenters.problems import no_land_text, problem_text
from readers.presenters.query_controls import unknown_parameters
from readers.presenters.view_models import PlaceChoice
from readers.request_land import RequestLand, with_query
from readers.results_query import ResultsQuery
from zones import gazetteer
from zones.land import Land
from zones.land_reading import read_land

MOST_CANDIDATES = 8
# A field of a form that holds the place as one would type it.
TYPED = "place_typed"


def with_typed_place(request: HttpRequest, request_land: RequestLand) -> RequestLand:
    """Return the land with what the form's place field says: another name, or, emptied, no place."""
    land = request_land.land
    typed = request.GET.get(TYPED)
    if typed is None or typed.strip() in (land.place_name, place_text(land)):
        return request_land
    # A number is a postcode here, and no number of a place that anybody knows.
    read, problems = read_land({"place_name" if typed.strip().isdigit() else "place": [typed]})
    moved = replace(land, place=None, place_name=read.place_name, latitude=None, longitude=None)
    moved = replace(moved, derived={}, followed={})
    if read.latitude is not None and read.longitude is not None:
        moved = moved.moved_to(read.latitude, read.longitude)
    return RequestLand.found(moved, (*request_land.problems, *problems))


def _address(land: Land, then: str) -> PlaceAddress:
    """Return how the page that follows is addressed with the land moved to a place."""
    return lambda place: with_query(then, land.at_place(place).to_query())


def resolve_place(request: HttpRequest, request_land: RequestLand, then: str = "") -> HttpResponse | None:
    """Return where to go for a place that is told by its name; None when there is nothing to find.

    `then` is the page that follows, by default the results.
    """
    answer = request_land.answer
    if answer is None:
        return None
    # What could not be read goes along, so that the page that follows says so.
    beside_land = [*ResultsQuery.from_request(request).beside_land, *request_land.unread]
    path = then or reverse("readers:results")
    then = with_query(path, beside_land)
    if answer.sure is not None:
        return HttpResponseRedirect(with_query(then, request_land.pairs))
    count_unknown_place(request, answer, get_language() or "")
    typed = request_land.land.place_name

    def narrowed(text: str) -> str:
        return with_query(path, [("place", text), *request_land.without_place(), *beside_land])

    choice = place_choice(answer, typed, _address(request_land.land, then), narrowed)
    return _choice(request, choice)


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
    results = with_query(reverse("readers:results"), ResultsQuery.from_request(request).beside_land)
    address = _address(request_land.land, results)
    places = [place for place, _km in gazetteer.nearest(latitude, longitude, limit=MOST_CANDIDATES)]
    here = request_land.land.moved_to(latitude, longitude)
    pairs = [pair for pair in here.to_query() if pair[0] not in ("place", "place_name")]
    return _choice(
        request,
        PlaceChoice(_("Which of these is nearest?"), groups=[place_group(candidates(places, address))]),
        here_url=with_query(results, pairs),
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
