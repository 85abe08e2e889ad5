"""Answers in words when a view of the admin would publish what nobody agreed to."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from practices.consent import PublishingRefusedError


class PublishingRefusedMiddleware:
    """Says in words why a practice was not published, wherever in the admin that was asked.

    Forms say it at their fields. Approving from a list and publishing many at once have no such field.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Returns to where the person came from, with the reasons; None for every other exception."""
        if not isinstance(exception, PublishingRefusedError):
            return None
        messages.error(request, exception.sentence)
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
            back = reverse("wagtailadmin_home")
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # What Wagtail's windows understand.
            return JsonResponse({"step": "success", "redirect": back})
        return redirect(back)
