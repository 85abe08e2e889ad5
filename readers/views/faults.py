"""Which engine answers, told to operators; and when none does, a page that says so, never "nothing found"."""

import functools
import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices.passages import passage
from readers import selectors
from readers.presenters.page_frame import error_frame
from readers.presenters.view_models import Link
from readers.request_land import land_of, with_query
from search.engines.base import EngineUnavailable

logger = logging.getLogger(__name__)

RETRY_AFTER_S = 30


def needs_engine(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the view, answering 503 with links to the regions while the index is away."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except EngineUnavailable:
            logger.exception("no engine answers")
            pairs = land_of(request).pairs
            regions = [
                Link(passage(section, "name").text, with_query(section.get_url(request) or "", pairs))
                for section in selectors.public_regions()
            ]
            context = {**error_frame(request), "regions": regions}
            response = render(request, "readers/unavailable.html", context, status=503)
            response["Retry-After"] = str(RETRY_AFTER_S)
            return response

    return guarded


def told_engine(response: HttpResponse, engine: str) -> HttpResponse:
    """Return the response with the engine's name in a header: readers have no use for it, operators do."""
    response["Server-Timing"] = f'search;desc="{engine}"'
    return response
