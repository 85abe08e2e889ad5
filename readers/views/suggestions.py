"""The file of suggestions: asked for once, on the first touch of the search box."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search import suggestions as search_suggestions
from search.engines.base import EngineUnavailable

# An hour old is fresh enough for suggestions; after that the ETag spares the bytes.
MAX_AGE_S = 3600


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
