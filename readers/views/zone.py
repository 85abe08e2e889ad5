"""Zones: what one is and what was tried in it, its map, and what did not work in any of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from readers.presenters.cards import card
from readers.presenters.did_not_work import failures_by_zone
from readers.presenters.query_controls import degraded
from readers.presenters.results import parameter
from readers.presenters.wording import engine_text
from readers.presenters.zone_map import zone_svg
from readers.presenters.zones import codes_within, zone_texts
from readers.request_land import land_of, with_land
from readers.views.faults import needs_engine
from readers.views.maps import WEEK_S
from search import service
from search.engines.base import Selection
from zones.land import Land
from zones.naming import ALL_ZONES

GIVEN_UP = ("abandoned", "suspended")
MOST_CARDS = 60


@require_safe
@needs_engine
def zone(request: HttpRequest, code: str) -> HttpResponse:
    if code not in ALL_ZONES:
        raise Http404(_("There is no such zone."))
    told = land_of(request)
    codes = codes_within(code)
    answer = service.match(Land(), Selection({"zone": codes}), size=MOST_CARDS)
    results = [] if answer.relaxed else answer.results
    cards = [
        (result.practice.outcome in GIVEN_UP, card(told.land, result.practice, None, told.pairs))
        for result in results
    ]
    texts = zone_texts(code, told.pairs)
    every = [*told.pairs, *((parameter("zone"), one) for one in sorted(codes))]
    context = {
        "title": texts.name,
        "zone": texts,
        "tried": [shown for given_up, shown in cards if not given_up],
        "given_up": [shown for given_up, shown in cards if given_up],
        "more_url": with_land(reverse("readers:results"), every) if answer.total > len(results) > 0 else "",
        "notices": degraded(answer),
        "answered_by": engine_text(answer.engine),
    }
    return render(request, "readers/zone.html", context)


@require_safe
@cache_control(public=True, max_age=WEEK_S)
def zone_map(request: HttpRequest, code: str) -> HttpResponse:
    if code not in ALL_ZONES:
        raise Http404(_("There is no such zone."))
    return HttpResponse(zone_svg(ALL_ZONES[code]), content_type="image/svg+xml")


@require_safe
def did_not_work(request: HttpRequest) -> HttpResponse:
    return render(request, "readers/did_not_work.html", {"zones": failures_by_zone(land_of(request))})
