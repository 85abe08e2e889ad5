"""Refuses what is too large before any of it is read: nobody unknown fills the disk with 300 MB.

The proxies in `deploy/` keep to the same sizes. Nobody reads a body without a length, which would look like
a form without fields: that is said as well.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from readers.views.errors import too_large, without_length

# Photos and documents of 20 MB with what is told of them; films of 300 MB.
MOST_BYTES: Final = 25_000_000
MOST_BYTES_OF_FILMS: Final = 325_000_000
FILMS_PATH: Final = "/admin/clips/"


class BodySizeMiddleware:
    """Stands behind what knows the person, and before all that reads fields."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "Transfer-Encoding" in request.headers and not request.META.get("CONTENT_LENGTH"):
            return without_length(request)
        size = sent_bytes(request)
        # Who it is costs a question to the database: asked for what is large alone.
        if size > MOST_BYTES and size > _most_of_films(request):
            return too_large(request)
        return self.get_response(request)


def sent_bytes(request: HttpRequest) -> int:
    """Returns how many bytes a request says that it brings, as Django reads them: 0 for what is no number."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _most_of_films(request: HttpRequest) -> int:
    is_allowed = request.path_info.startswith(FILMS_PATH) and request.user.has_perm(
        "wagtailadmin.access_admin"
    )
    return MOST_BYTES_OF_FILMS if is_allowed else 0
