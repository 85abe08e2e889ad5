"""The self-assessment: six forms and what comes of them. All stays in the address, nothing is stored."""

import logging
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from readers.check_query import FROM, RESULT, CheckQuery
from readers.presenters.check.forms import PlaceField, check_form, place_field
from readers.presenters.check.practices import CONSIDERED, land_in_use, selection_for
from readers.presenters.check.result import check_result
from readers.presenters.land.place_choice import place_choice
from readers.presenters.land.world_map import MapTile, position_tapped, was_tapped
from readers.request_land import RequestLand, land_of, with_query
from readers.views.faults import told_engine
from readers.views.places import TYPED, with_typed_place
from search import service
from search.engines.base import EngineUnavailable
from search.service import SearchResults
from zones.gazetteer import Place
from zones.self_assessment import assess

logger = logging.getLogger(__name__)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Answer with the form or the result that the address names."""
    path = reverse("readers:check")
    query = CheckQuery.read(request.GET, with_typed_place(request, land_of(request)))
    near = None
    if was_tapped(request.GET):
        query, near = _tapped(request, query)
    has_problems = query.is_land_unclear or query.request_land.problems or query.unread
    if FROM in request.GET and near is None and not has_problems:
        # The address that can be kept: without what forms leave empty.
        return HttpResponseRedirect(query.address(path))
    if query.step == RESULT:
        return _result(request, query)
    form = check_form(query, dict(request.GET.lists()), _place(request, query, path, near))
    return render(request, "readers/check/form.html", {"form": form})


def _tapped(request: HttpRequest, query: CheckQuery) -> tuple[CheckQuery, MapTile | None]:
    """Return what a tap on the map means: the first form again with the tile around it, or the land there."""
    tile = MapTile.read(request.GET.get("part", ""))
    position = position_tapped(request.GET, tile)
    if position is None:
        return query.at(1), tile
    if tile is None:
        return query.at(1), MapTile.around(*position)
    here = replace(query.land, place=None, place_name="").moved_to(*position)
    told = replace(query, request_land=RequestLand.found(here, query.request_land.problems))
    return (told.at(1) if told.is_land_unclear else told), None


def _place(request: HttpRequest, query: CheckQuery, path: str, near: MapTile | None) -> PlaceField:
    """Return the field for the place, with places to choose from where what was typed is not clear."""
    answer = query.request_land.answer
    choice = None
    if answer is not None and query.request_land.is_doubtful:

        def there(place: Place) -> str:
            land = query.land.at_place(place).to_query()
            return with_query(path, [("step", "2"), *land, *query.answer_pairs])

        def narrowed(text: str) -> str:
            stated = query.request_land.without_place()
            return with_query(path, [("place", text), *stated, *query.answer_pairs])

        choice = place_choice(answer, query.land.place_name, there, narrowed)
    return place_field(query, TYPED, request.GET.get(TYPED), choice, near)


def _result(request: HttpRequest, query: CheckQuery) -> HttpResponse:
    found = assess(query.land, query.answers)
    answer: SearchResults | None = None
    try:
        answer = service.match(land_in_use(query), selection_for(query, found), size=CONSIDERED)
    except EngineUnavailable:
        # All the rest of the page does without the index.
        logger.exception("no engine answers")
    response = render(request, "readers/check/result.html", {"view": check_result(query, found, answer)})
    return told_engine(response, answer.engine) if answer is not None else response
