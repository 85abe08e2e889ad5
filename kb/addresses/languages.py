"""Reads which language an address or a browser means, where neither writes it as our addresses do."""

import re
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path, iri_to_uri

from zones import languages

# "FR", "fr-CA", "es-419", "fr_FR", "en-Latn-GB": the first part of a path, with ours in front.
PREFIX: Final = re.compile(r"/([a-z]{2,3})(?:[-_@][a-z0-9]{1,8})*(?=/|$)", re.IGNORECASE | re.ASCII)
RANGE: Final = re.compile(r"([a-z]{1,8})((?:-[a-z0-9]{1,8})*)|\*")
QUALITY: Final = re.compile(r"\s*q\s*=\s*(1(?:\.0*)?|0?\.\d+|0\.?)\s*")
# Long enough for anybody's list of languages.
LONGEST_HEADER: Final = 500
PREFIX_KEPT_S: Final = 24 * 60 * 60


def path_in_our_writing(path: str) -> str:
    """Returns the path under the language that its first part means; empty where there is nothing to mend."""
    found = PREFIX.match(path)
    if found is None or (code := found[1].lower()) not in languages.BY_CODE:
        return ""
    meant = f"/{code}{path[found.end() :] or '/'}"
    return "" if found[0] == f"/{code}" else meant


def accepted_language(header: str) -> str:
    """Returns the code of ours that an Accept-Language header likes best; the first where it names none.

    What cannot be read is passed over, and what is refused (`q=0`) is not given while another is left.
    """
    ranges = [found for part in header[:LONGEST_HEADER].split(",") if (found := _read_range(part))]
    refused = {name for name, quality in ranges if quality == 0}
    left = [code for code in languages.CODES if code not in refused]
    for name, quality in sorted(ranges, key=lambda pair: -pair[1]):
        if quality == 0:
            break
        if name == "*" and left:
            return left[0]
        # Of a language's regions we know nothing: "fr-CA" is French.
        if (code := name.partition("-")[0]) in left:
            return code
    return left[0] if left else languages.CODES[0]


def _read_range(part: str) -> tuple[str, float] | None:
    name, _, parameter = part.strip().lower().replace("_", "-").partition(";")
    quality = QUALITY.fullmatch(parameter) if parameter.strip() else None
    if not RANGE.fullmatch(name.strip()) or (parameter.strip() and quality is None):
        return None
    return name.strip(), float(quality[1]) if quality else 1.0


class LanguagePrefixMiddleware:
    """Leads from `/FR/…`, `/fr-ca/…` and the like to the same address in that language.

    The language stays in front, so that no path can become the name of another host.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = path_in_our_writing(request.path_info) if request.method in ("GET", "HEAD") else ""
        if not path:
            return self.get_response(request)
        query = request.META.get("QUERY_STRING", "")
        address = escape_uri_path(path) + (f"?{iri_to_uri(query)}" if query else "")
        response = HttpResponsePermanentRedirect(address)
        patch_cache_control(response, public=True, max_age=PREFIX_KEPT_S)
        return response
