"""One zone: what it is, and what was tried and given up in it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search import service
from search.engines.base import Selection
from search.presentation.cards import card
from search.presentation.zones import zone_texts
from search.request_land import land_of
from search.views.faults import needs_engine
from zones.land import Land
from zones.naming import ALL_ZONES

GIVEN_UP = ("abandoned", "suspended", "mixed")


@require_safe
@needs_engine
def zone(request: HttpRequest, code: str) -> HttpResponse:
    if code not in ALL_ZONES:
        raise Http404(_("There is no such zone."))
    told = land_of(request)
    answer = service.match(Land(), Selection({"zone": frozenset({code})}), size=60)
    results = [] if answer.relaxed else answer.results
    cards = [
        (result.practice.outcome in GIVEN_UP, card(told.land, result.practice, None, told.pairs))
        for result in results
    ]
    texts = zone_texts(code)
    context = {
        "title": texts.name,
        "zone": texts,
        "tried": [shown for given_up, shown in cards if not given_up],
        "given_up": [shown for given_up, shown in cards if given_up],
    }
    return render(request, "search/zone.html", context)
