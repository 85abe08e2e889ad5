"""Lets a page use the microphone and play what was recorded, which no page may otherwise."""

from typing import Any, TypeVar

from django.conf import settings
from django.http.response import HttpResponseBase

AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)


def let_record(response: AnyResponse) -> AnyResponse:
    """Returns the response with the headers of a page that records into one of its forms."""
    response.headers["Permissions-Policy"] = settings.RECORDING_PERMISSIONS_POLICY
    marked: Any = response
    # As `csp.decorators.csp_update` leaves it for the middleware.
    marked._csp_update = {"media-src": ["blob:"]}
    return response
