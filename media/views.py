"""Published pictures. Only renditions are served: originals may hold what a camera noted about its owner."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

YEAR_S = 365 * 24 * 3600


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """A rendition by its file name, which changes with its content."""
    response = serve(request, name, document_root=f"{settings.MEDIA_ROOT}/images")
    response["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
    return response
