"""Twin Regions: the list of territories, each of them, and two beside each other."""

import logging
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from media.attachments import CSV, attachment
from network.explained import twin_pages
from network.twins.table import territory_table
from network.twins.territories import public_territories, territories_at
from readers.presenters.land.place_comparison import MOST_PRACTICES, Place
from readers.presenters.network.explained import explained
from readers.presenters.network.twin_map import twin_svg
from readers.presenters.network.twins import twin_list, twin_view
from readers.request_land import land_of
from search import service
from search.engines.base import EngineUnavailable
from search.service import SearchResults
from zones.land import Land

# Pages of `network/data/twin_pages.json`.
EXCHANGE: Final = "what-an-exchange-would-mean"
WHO_TO_ASK: Final = "who-to-ask"

logger = logging.getLogger(__name__)


@require_safe
def twins(request: HttpRequest) -> HttpResponse:
    """Answer with the list of territories."""
    view = twin_list(public_territories(), land_of(request).pairs)
    return render(request, "readers/twins/list.html", {"view": view})


@require_safe
def twin(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one territory or the comparison of two, 404 where the address names none."""
    territories = territories_at(slug)
    if not territories:
        raise Http404(_("There is no such territory."))
    places = [Place(each.name, each.land, practices_for(each.land)) for each in territories]
    view = twin_view(territories, places, land_of(request).pairs)
    return render(request, "readers/twins/territory.html", {"view": view})


@require_safe
def twin_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one of the pages that explain an exchange."""
    page = next(page for page in twin_pages() if page.slug == slug)
    context = {"content": explained(page), "current": "exchange" if slug == EXCHANGE else "ask"}
    return render(request, "readers/twins/explained.html", context)


@require_safe
def twins_map(request: HttpRequest) -> HttpResponse:
    """Answer with the map of all territories; not kept, so that who withdraws is gone from it at once."""
    return HttpResponse(twin_svg(public_territories()), content_type="image/svg+xml")


@require_safe
def territories_csv(request: HttpRequest) -> HttpResponse:
    """Answer with the table of all territories, made for this answer."""
    return attachment(territory_table(), CSV, "territories.csv")


def practices_for(land: Land) -> SearchResults | None:
    """Return the practices nearest to a land; None while no engine answers, for the rest does without."""
    try:
        return service.match(land, size=MOST_PRACTICES)
    except EngineUnavailable:
        logger.exception("no engine answers")
        return None
