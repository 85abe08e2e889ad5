"""Finds what a link meant to which a message has glued its punctuation: `…/zai.`, `…/zai/)`, `?place=12,`."""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote_plus, unquote_plus

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.http import escape_leading_slashes
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from kb.control_characters import CONTROL
from kb.middleware import UNPREFIXED
from readers.request_land import LAND_PARAMETERS

# Of the land, what a person writes as words; there a full stop may belong to the name.
WORDS: Final = frozenset({"place_name"})
NUMBER_OR_CODE: Final = re.compile(r"-?[0-9]+([.,][0-9]+)?|[a-z][a-z0-9_]*")


def without_tail(text: str, kept: str = "") -> str:
    """Returns the text without what follows its last letter or digit, or its last sign that is `kept`."""
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] in kept):
        end -= 1
    return text[:end]


def paths_meant(path: str) -> list[str]:
    """Returns what the path may be without its tail, the longer first; a private link may end with a dash."""
    if CONTROL.search(path):
        # No message glues these; they are refused.
        return []
    found = [f"{without_tail(path, kept)}/" for kept in ("-_", "")]
    # A slash that is missing is added elsewhere.
    return [meant for meant in dict.fromkeys(found) if meant not in (path, f"{path}/")]


def query_meant(query: str) -> str:
    """Returns the query without what is glued to a number or code of the land at its end; else empty."""
    before, ampersand, last = query.rpartition("&")
    name, _, raw = last.partition("=")
    if name not in LAND_PARAMETERS - WORDS:
        return ""
    value = unquote_plus(raw)
    meant = without_tail(value)
    is_number = meant.isdecimal() if name == "place" else NUMBER_OR_CODE.fullmatch(meant)
    # Blanks are no fault: whoever reads the land strips them.
    if not is_number or meant == value.strip():
        return ""
    return f"{before}{ampersand}{name}={quote_plus(meant)}"


def leads_somewhere(request: HttpRequest, path: str) -> bool:
    """Returns whether the site knows the path, with or without a language in front."""
    language = translation.get_language_from_path(path)
    if language is None:
        language = translation.get_language()
        path = f"/{language}{path}"
    with translation.override(language):
        try:
            match = resolve(path)
        except Resolver404:
            return False
    if match.url_name != "wagtail_serve":
        return True
    site = Site.find_for_request(request)
    try:
        site.root_page.specific.route(request, [part for part in match.args[0].split("/") if part])
    except Http404:
        return get_redirect(request, Redirect.normalise_path(path)) is not None
    return True


class GluedPunctuationMiddleware:
    """Leads to the address without its tail, if there is one; stands around what refuses odd addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(UNPREFIXED):
            return self.get_response(request)
        query = request.META.get("QUERY_STRING", "")
        if meant := query_meant(query):
            return _redirect(request.path_info, meant)
        response = self.get_response(request)
        if response.status_code in (400, 404):
            for path in paths_meant(request.path_info):
                if leads_somewhere(request, path):
                    return _redirect(path, query)
        return response


def _redirect(path: str, query: str) -> HttpResponsePermanentRedirect:
    address = escape_leading_slashes(escape_uri_path(path))
    return HttpResponsePermanentRedirect(f"{address}?{iri_to_uri(query)}" if query else address)
