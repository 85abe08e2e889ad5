"""Saying what the land is like: the whole form, or five plain questions. Everything stays in the address."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.presentation.land_form import FormBuilder, sections
from search.presentation.problems import problem_text
from search.presentation.world_map import tapped, world_map
from search.request_land import RequestLand, land_of, with_land
from search.views.places import resolve_place

# The picture path: place first, then one question a screen.
QUESTIONS = ("texture", "slope", "water_supply", "crops")


def _tap(request: HttpRequest, told: RequestLand) -> HttpResponse | None:
    """A tap on the map moves the land there."""
    if "map.x" not in request.GET:
        return None
    position = tapped(request.GET.get("map.x", ""), request.GET.get("map.y", ""), world_map().width)
    if position is None:
        return None
    land = told.land.moved_to(*position)
    pairs = [pair for pair in land.to_query() if pair[0] not in ("place", "place_name")]
    return HttpResponseRedirect(f"{reverse('search:results')}?{urlencode(pairs)}")


def _notices(told: RequestLand) -> list[str]:
    land, climate = told.land, told.land.climate
    if land.latitude is not None and climate is None:
        return [_("There is no land at this position on our map. Please check it.")]
    if climate is None:
        return []
    found = []
    if climate.is_mountain:
        found.append(_("Mountains: the map may be several degrees off here. Give the altitude of the field."))
    if climate.is_coast:
        found.append(_("Coast: the map is coarse here. Correct what you know better."))
    return found


@require_safe
def land(request: HttpRequest) -> HttpResponse:
    """The form with everything. Sent back with `go` it leads on, unless something could not be read."""
    told = land_of(request)
    if (tap := _tap(request, told)) is not None:
        return tap
    if "go" in request.GET and not told.problems:
        return resolve_place(request, told) or HttpResponseRedirect(
            with_land(reverse("search:results"), told.pairs)
        )
    context = {
        "title": _("My land"),
        "sections": sections(told, dict(request.GET.lists())),
        "place_value": request.GET.get("place_name") or told.land.place_name,
        "problems": [problem_text(problem) for problem in told.problems],
        "notices": _notices(told),
        "map": world_map(),
    }
    return render(request, "search/land.html", context)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """One question a screen; each answer is a form that carries the earlier ones."""
    told = land_of(request)
    step = request.GET.get("step", "1")
    number = int(step) if step in ("1", "2", "3", "4", "5", "6") else 1
    path = reverse("search:questions")
    if number > 1 and told.land.place_name and told.land.latitude is None:
        found = resolve_place(request, told)
        if found is not None and not isinstance(found, HttpResponseRedirect):
            return found
        if found is not None:
            query = found.url.partition("?")[2]
            return HttpResponseRedirect(f"{path}?{query}&step={number}")
    if number > len(QUESTIONS) + 1:
        return HttpResponseRedirect(with_land(reverse("search:results"), told.pairs))
    field = None
    if number > 1:
        field = FormBuilder(told, dict(request.GET.lists())).field(QUESTIONS[number - 2])
    context = {
        "title": _("Five questions"),
        "number": number,
        "count": len(QUESTIONS) + 1,
        "field": field,
        "place_value": told.land.place_name,
        "next_step": number + 1,
        "back_url": with_land(f"{path}?step={number - 1}", told.pairs) if number > 1 else "",
        "skip_url": with_land(f"{path}?step={number + 1}", told.pairs),
        "problems": [problem_text(problem) for problem in told.problems],
    }
    return render(request, "search/five_questions.html", context)
