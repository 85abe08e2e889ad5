"""Suggestions while somebody types: words from one file asked for once, places a few at a time."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from readers.presenters.land.place_suggestions import place_suggestions_for
from search import suggestions as search_suggestions
from search.engines.base import EngineUnavailable

# An hour old is fresh enough for suggestions; after that the ETag spares the bytes.
MAX_AGE_S = 3600
# The list of places changes with the code.
DAY_S = 24 * 3600
BEGINNING = "begins"


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with a JSON list of texts in the order they are offered; empty while no index answers."""
    try:
        content = search_suggestions.suggestions(get_language() or "en").content
    except EngineUnavailable:
        return HttpResponse(b"[]", content_type="application/json")
    response = HttpResponse(content, content_type="application/json")
    response["Cache-Control"] = f"public, max-age={MAX_AGE_S}"
    return response


@require_safe
@cache_control(public=True, max_age=DAY_S)
def place_suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with a JSON list of places whose name begins as typed, each with its country, best first."""
    found = place_suggestions_for(request.GET.get(BEGINNING, ""), get_language() or "en")
    content = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(content, content_type="application/json")
