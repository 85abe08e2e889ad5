"""The carbon market explained."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from readers.presenters.network.carbon_market import market_contents, market_page
from readers.request_land import land_of


@require_safe
def carbon_market(request: HttpRequest) -> HttpResponse:
    """Answer with the list of all pages."""
    pages = market_contents(land_of(request))
    return render(request, "readers/carbon_market/contents.html", {"pages": pages})


@require_safe
def carbon_market_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one page, 404 where there is none of this name."""
    view = market_page(land_of(request), slug)
    if view is None:
        raise Http404
    return render(request, "readers/carbon_market/page.html", {"view": view})
