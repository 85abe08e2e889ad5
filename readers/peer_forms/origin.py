"""Says whether a form was sent from a page of ours, as browsers tell it: there is no cookie to check."""

from enum import Enum
from urllib.parse import urlsplit

from django.http import HttpRequest


class Origin(Enum):
    OURS = "ours"
    FOREIGN = "foreign"
    # Old browsers and some proxies say nothing: what comes so is taken, and looked at twice.
    UNKNOWN = "unknown"


def origin_of(request: HttpRequest) -> Origin:
    """Returns from where the request was sent."""
    origin = request.headers.get("Origin", "")
    if origin and origin != "null":
        return Origin.OURS if urlsplit(origin).netloc == request.get_host() else Origin.FOREIGN
    site = request.headers.get("Sec-Fetch-Site", "")
    if not site:
        return Origin.UNKNOWN
    return Origin.OURS if site in ("same-origin", "none") else Origin.FOREIGN
