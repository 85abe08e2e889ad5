"""Any two places beside each other: the reader's land and another that is named."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from readers.presenters.land.comparing import compare_view
from readers.presenters.land.place_choice import place_choice
from readers.presenters.land.place_comparison import Place as Side
from readers.presenters.land.place_comparison import place_comparison
from readers.presenters.land.place_names import place_text
from readers.presenters.problems import problem_text
from readers.presenters.view_models import PlaceChoice
from readers.request_land import PLACE_PARAMETERS, TYPED_HERE, Pairs, RequestLand, land_of, with_query
from readers.views.network.twins import practices_for
from zones.gazetteer import Place
from zones.land import Land
from zones.land_reading import read_land

WITH: Final = "with"
# Says that somebody wrote the other place into the field: a number is then no place's number but a postcode.
WITH_TYPED: Final = "with_typed"


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Answer with both places beside each other, or with the question which places are meant."""
    path = reverse("readers:compare")
    own, typed = land_of(request), request.GET.get(WITH, "").strip()
    other = _other(typed, WITH_TYPED in request.GET)
    kept = [(WITH, _written(other, typed))] if typed else []
    if _is_told_anew(request, own, other) and not own.is_doubtful and not other.is_doubtful:
        # The address that can be kept: places by their numbers.
        return HttpResponseRedirect(with_query(path, [*own.pairs, *kept]))
    choice = None
    if own.is_doubtful:
        choice = _choice(own, lambda place: _at(path, own.land.at_place(place).to_query(), kept))
    elif other.is_doubtful:
        choice = _choice(other, lambda place: _at(path, own.pairs, [(WITH, str(place.id))]))
    comparison = None
    if choice is None and own.land.latitude is not None and other.land.latitude is not None:
        sides = [Side(place_text(land), land, practices_for(land)) for land in (own.land, other.land)]
        comparison = place_comparison(sides, own.pairs)
    view = compare_view(
        own.land,
        other.land,
        comparison,
        choice=choice,
        typed=typed if other.land.latitude is None else "",
        problems=[problem_text(problem) for problem in other.problems],
    )
    hidden = [pair for pair in own.pairs if own.land.latitude is not None or pair[0] not in PLACE_PARAMETERS]
    name = "compare_choice" if choice is not None else "compare"
    return render(request, f"readers/twins/{name}.html", {"view": view, "hidden": hidden})


def _other(typed: str, is_typed: bool) -> RequestLand:
    """Return the other place: by its number, its name, or latitude and longitude."""
    name = "place_name" if is_typed and typed.isdigit() else "place"
    return RequestLand.found(*read_land({name: [typed]})) if typed else RequestLand(Land())


def _written(other: RequestLand, typed: str) -> str:
    return str(other.land.place) if other.land.place is not None else typed


def _is_told_anew(request: HttpRequest, own: RequestLand, other: RequestLand) -> bool:
    """Return whether a form was sent, or a place told by its name."""
    was_sent = not {TYPED_HERE, WITH_TYPED}.isdisjoint(request.GET)
    return was_sent or own.answer is not None or other.answer is not None


def _at(path: str, pairs: Pairs, kept: Pairs) -> str:
    return with_query(path, [*pairs, *kept])


def _choice(told: RequestLand, address: Callable[[Place], str]) -> PlaceChoice:
    assert told.answer is not None
    return place_choice(told.answer, told.land.place_name, address, has_map=False)
