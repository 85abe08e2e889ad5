"""Does what holds for every answer of the API: language, HEAD and OPTIONS, other sites' pages, limits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from api.v1.problems import CONTENT_TYPE, problem
from jobs.client_address import client_address
from jobs.limits import Limit
from zones.vocabulary import LANGUAGES

PATH: Final = "/api/"
METHODS: Final = "GET, HEAD, OPTIONS"
LANGUAGE: Final = "language"
FIRST_ERROR: Final = 400

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ApiMiddleware:
    """Stands outside of what may refuse a request, so that all refusals below `/api/` are problems."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PATH):
            return self.get_response(request)
        if request.GET.get(LANGUAGE) in LANGUAGES:
            translation.activate(request.GET[LANGUAGE])
            request.LANGUAGE_CODE = translation.get_language()
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Allow"] = METHODS
            response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = "86400"
        elif wait := _wait(request):
            response = problem(429)
            response["Retry-After"] = str(int(wait.total_seconds()) + 1)
        else:
            response = self._answered(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        return response

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        try:
            response = self.get_response(request)
        finally:
            request.method = asked
        if response.status_code < FIRST_ERROR or response.get("Content-Type") == CONTENT_TYPE:
            return response
        # Wagtail's page for what is not there, Django's for a wrong method: people's pages, in HTML.
        said = problem(response.status_code)
        if response.status_code == 405:
            said["Allow"] = METHODS
        if response.has_header("Retry-After"):
            said["Retry-After"] = response["Retry-After"]
        return said


def _wait(request: HttpRequest) -> timedelta:
    """Returns how long the client has to wait; nothing where it may go on or there is no limit."""
    if not settings.API_REQUESTS_PER_HOUR:
        return timedelta(0)
    limit = Limit("api", count=settings.API_REQUESTS_PER_HOUR, per=timedelta(hours=1))
    return limit.hit(client_address(request))
