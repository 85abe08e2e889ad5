"""A zone: what it is and what was tried in it, and its map."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from readers.presenters.land.zone import zone_view
from readers.presenters.land.zone_map import zone_svg
from readers.request_land import land_of
from readers.views.faults import needs_engine, told_engine
from readers.views.maps import WEEK_S
from readers.zone_codes import zone_facets
from search import service
from search.engines.base import Selection
from zones.land import Land
from zones.naming import ALL_ZONES

MOST_CARDS = 60


@require_safe
@needs_engine
def zone(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the zone of this code, 404 where there is none."""
    if code not in ALL_ZONES:
        raise Http404(_("There is no such zone."))
    answer = service.match(Land(), Selection(zone_facets([code])), size=MOST_CARDS)
    response = render(request, "readers/zone.html", {"view": zone_view(land_of(request), code, answer)})
    return told_engine(response, answer.engine)


@require_safe
@cache_control(public=True, max_age=WEEK_S)
def zone_map(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the world map of a zone."""
    if code not in ALL_ZONES:
        raise Http404(_("There is no such zone."))
    return HttpResponse(zone_svg(ALL_ZONES[code]), content_type="image/svg+xml")
