"""Answers in words when a view of the admin would publish what nobody agreed to, or finds the disk full."""

import logging
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from media.free_room import NoRoomError, found_full, is_full
from practices.admin.typed_text import show_fields
from practices.consent import PublishingRefusedError

logger = logging.getLogger(__name__)


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


class NoRoomMiddleware:
    """Answers in words when a file could not be stored because the disk is full, and loses nothing typed.

    The view is asked once more while every file is refused, so that its form says why, beside the field.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Returns the form again, or what was typed as plain text; None for every other exception."""
        match = request.resolver_match
        if not is_full(exception) or match is None or request.method != "POST":
            return None
        logger.error("A file was not stored: the disk is full.")
        for _name, files in request.FILES.lists():
            for file in files:
                # The view has read it to its end.
                file.seek(0)
        with found_full():
            try:
                response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
                return response.render() if isinstance(response, SimpleTemplateResponse) else response
            except (NoRoomError, OSError) as problem:
                # A view that stores a file without a form, as Wagtail's list of uploads does with some, or a
                # disk on which not even the picture can be decoded.
                if not is_full(problem):
                    raise
                sentence = NoRoomError().messages[0]
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"success": False, "error_message": sentence})
        messages.error(request, sentence)
        return show_fields(request)
