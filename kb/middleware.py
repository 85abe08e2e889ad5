"""Sets what holds for every answer of the site: language, caching, content policy, compression."""

import gzip
import re
from collections.abc import Callable

import brotli
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from kb.addresses.languages import accepted_language
from readers import styles

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ADMIN_PATH = "/admin/"
# Paths of editors and machines: they carry no language prefix, so a 404 there stays a 404.
UNPREFIXED = (ADMIN_PATH, "/api/", "/documents/", "/download/", "/media/", "/static/", "/health/", "/p/")
LANGUAGE_LIKE = re.compile(r"^/[a-z]{2,3}(-[a-z0-9]{2,8})?(/|$)", re.IGNORECASE)


class SiteLocaleMiddleware(LocaleMiddleware):
    """Redirects readers' paths without a language prefix, but neither machines' paths nor foreign ones."""

    def process_request(self, request: HttpRequest) -> None:
        accepted = request.headers.get("Accept-Language", "")
        translation.activate(
            translation.get_language_from_path(request.path_info) or accepted_language(accepted)
        )
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        path = request.path_info
        if response.status_code != 404 or not (path.startswith(UNPREFIXED) or LANGUAGE_LIKE.match(path)):
            return super().process_response(request, response)
        if not translation.get_language_from_path(path):
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class ConditionalReadMiddleware(ConditionalGetMiddleware):
    """Answers HEAD as GET: the same ETag, and 304 where it is known. Views make the whole answer for both."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        asked = request.method
        if asked == "HEAD":
            # The parent looks at nothing else; whoever stands around this is told the truth again.
            request.method = "GET"
        try:
            return super().process_response(request, response)
        finally:
            request.method = asked


class CacheRulesMiddleware:
    """Lets readers' pages be kept but asked for anew (ETag, 304); signed-in people's never."""

    # An answer that the view itself lets age is left alone.
    ages = re.compile(r"max-age=[1-9]")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if self.ages.search(response.get("Cache-Control", "")):
            return response
        is_personal = (
            request.path_info.startswith(ADMIN_PATH)
            or settings.SESSION_COOKIE_NAME in request.COOKIES
            or bool(response.cookies)
            or request.method not in ("GET", "HEAD")
        )
        if is_personal:
            patch_cache_control(response, private=True, no_store=True)
        elif not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-cache"
        return response


class ContentPolicyMiddleware(CSPMiddleware):
    """Sends the strict policy of the settings plus the hash of the inlined CSS; the admin gets its own."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        self.inline_css = {"style-src": [styles.csp_hash()]}

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            if request.path_info.startswith(ADMIN_PATH):
                parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
            else:
                parts.update = {**self.inline_css, **(parts.update or {})}
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return super().process_response(request, response)


class CompressionMiddleware:
    """Compresses texts made on the spot, by Brotli, else gzip.

    Outside of ConditionalGet: it weakens ETags.
    """

    min_bytes = 200
    # Above 6 the time for 70 kB of HTML grows faster than the bytes shrink: 2 ms, and 7 ms at 7.
    brotli_quality = 6
    compressible = re.compile(
        r"^(text/|image/svg\+xml|application/([\w.-]+\+)?(json|xml)|application/javascript)"
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        coding = preferred_coding(request.headers.get("Accept-Encoding", ""))
        if response.status_code == 304:
            patch_vary_headers(response, ("Accept-Encoding",))
            self._weaken(response, coding)
        elif isinstance(response, HttpResponse) and self._is_worth_it(response):
            patch_vary_headers(response, ("Accept-Encoding",))
            self._compress(response, coding)
        return response

    def _is_worth_it(self, response: HttpResponse) -> bool:
        return (
            not response.has_header("Content-Encoding")
            and len(response.content) >= self.min_bytes
            and bool(self.compressible.match(response.get("Content-Type", "")))
        )

    def _compress(self, response: HttpResponse, coding: str | None) -> None:
        if coding is None:
            return
        if coding == "br":
            packed = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=self.brotli_quality)
        else:
            packed = gzip.compress(response.content, mtime=0)
        response.content = packed
        response["Content-Length"] = str(len(packed))
        response["Content-Encoding"] = coding
        self._weaken(response, coding)

    @staticmethod
    def _weaken(response: HttpResponseBase, coding: str | None) -> None:
        etag = response.get("ETag", "")
        if coding and etag.startswith('"'):
            response["ETag"] = f"W/{etag}"


def preferred_coding(accept_encoding: str) -> str | None:
    """Returns "br" or "gzip", whichever of them the client takes, in this order; None for neither."""
    accepted = set()
    for offer in accept_encoding.lower().split(","):
        name, _, parameters = offer.partition(";")
        if not re.fullmatch(r"\s*q=0(\.0*)?\s*", parameters):
            accepted.add(name.strip())
    return next((coding for coding in ("br", "gzip") if coding in accepted), None)
