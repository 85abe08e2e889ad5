"""Stating what the land is like: the whole form, or five plain questions. Everything stays in the address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from readers.presenters.land.form import WEIGHTS, FormBuilder, sections
from readers.presenters.land.place_names import place_text
from readers.presenters.land.world_map import MapTile, position_tapped, was_tapped, world_map
from readers.presenters.problems import no_land_text, problem_text
from readers.presenters.view_models import Field, FieldKind
from readers.request_land import LAND_PARAMETERS, RequestLand, land_of, with_query
from readers.results_query import ResultsQuery
from readers.views.places import TYPED, nearer_map, places_near, resolve_place, with_typed_place
from zones.land import Land

# The picture path: place first, then one question a screen.
QUESTIONS = ("texture", "slope", "water_supply", "crops")


def _tap(request: HttpRequest, request_land: RequestLand) -> HttpResponse | None:
    """Answer a tap: on the world with a tile of it, on that with the towns around; None where none was."""
    if not was_tapped(request.GET):
        return None
    tile = MapTile.read(request.GET.get("part", ""))
    position = position_tapped(request.GET, tile)
    if position is None:
        return None
    return nearer_map(request, *position) if tile is None else places_near(request, request_land, *position)


def _notices(land: Land) -> list[str]:
    """Return what to know of the map at this place."""
    climate = land.climate
    if land.is_at_sea:
        return [no_land_text()]
    if climate is None:
        return []
    found = []
    if climate.is_mountain:
        found.append(_("Mountains: the map may be several degrees off here. Give the altitude of the field."))
    if climate.is_coast:
        found.append(_("Coast: the map is coarse here. Correct what you know better."))
    if climate.has_steep_rain and "rain" not in land.stated:
        found.append(
            _("Rain changes much over a short way here: the map may be far off. Give a usual year's rain.")
        )
    return found


@require_safe
def land(request: HttpRequest) -> HttpResponse:
    """Answer with the whole form. Sent back with `go` it leads on, unless something could not be read."""
    request_land = with_typed_place(request, land_of(request))
    if (tap := _tap(request, request_land)) is not None:
        return tap
    path = reverse("readers:land")
    # The words and filters of the list that the reader came from.
    beside_land = ResultsQuery.from_request(request).beside_land
    if "go" in request.GET and not request_land.problems:
        return resolve_place(request, request_land) or HttpResponseRedirect(
            with_query(reverse("readers:results"), [*request_land.pairs, *beside_land])
        )
    shown = sections(request_land, dict(request.GET.lists()))
    asked = {field.name for section in shown for field in section.fields} | set(WEIGHTS)
    errors = {problem.parameter: problem_text(problem) for problem in request_land.problems}
    position = ("lat", "lon") if request_land.land.place is None else ("place", "place_name")
    context = {
        "action": path,
        "results_url": reverse("readers:results"),
        "questions_url": reverse("readers:questions"),
        "sections": shown,
        # The position is kept until another place is typed.
        "hidden": [
            ("go", "1"),
            *(pair for pair in request_land.pairs if pair[0] in position and pair[0] not in asked),
            *beside_land,
        ],
        "place": {
            "name": TYPED,
            "value": request.GET.get(TYPED, place_text(request_land.land)),
            "error": errors.get("place", "") or errors.get("lat", "") or errors.get("lon", ""),
        },
        "problems": [
            problem_text(problem) for problem in request_land.problems if problem.parameter not in asked
        ],
        "notices": _notices(request_land.land),
        "map": world_map(),
    }
    return render(request, "readers/land.html", context)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Answer with one question a screen; each answer is a form that carries the earlier ones."""
    request_land = land_of(request)
    path = reverse("readers:questions")
    count = len(QUESTIONS) + 1
    step = request.GET.get("step", "1")
    number = int(step) if step.isascii() and step.isdigit() and 1 <= int(step[:3]) <= count + 1 else 1
    if (
        number > 1
        and (found := resolve_place(request, request_land, then=f"{path}?step={number}")) is not None
    ):
        return found
    if number > count:
        return HttpResponseRedirect(with_query(reverse("readers:results"), request_land.pairs))

    def step_url(wanted: int) -> str:
        return with_query(f"{path}?step={wanted}", request_land.pairs)

    if number == 1:
        question = Field("place", _("Where is your field?"), FieldKind.PLACE)
    else:
        question = FormBuilder(request_land, dict(request.GET.lists())).field(QUESTIONS[number - 2])
    context = {
        "question": question,
        "step": number,
        "steps": range(1, count + 1),
        "action": path,
        "hidden": [("step", str(number + 1))],
        "results_url": reverse("readers:results"),
        "map_url": f"{reverse('readers:land')}#map",
        "back_url": step_url(number - 1) if number > 1 else "",
        "skip_url": step_url(number + 1),
        "problems": [
            problem_text(problem) for problem in request_land.problems if problem.parameter in LAND_PARAMETERS
        ],
    }
    return render(request, "readers/questions.html", context)
