"""Keeps every view of the admin inside the walls of `practices/walls.py`, and to what people agreed to.

Wagtail checks rights before somebody changes a page, but choosers and some confirmations show the title of
any page whose number is asked for, and one report the title of the page that was edited last.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from practices.consent import PublishingRefusedError
from practices.walls import visible_pages

PAGE_PARAMETERS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
CHOSEN_PAGES = "wagtailadmin_choose_page_chosen_multiple"
ACROSS_REGIONS = frozenset({"page_types_usage", "page_types_usage_results"})


class RegionWallMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Raises Http404 for a page that the person must not know of."""
        match = request.resolver_match
        if match is None or not request.path.startswith(reverse("wagtailadmin_home")):
            return
        if not request.user.is_authenticated or request.user.is_superuser:
            return
        if match.url_name in ACROSS_REGIONS:
            raise PermissionDenied
        named = {str(kwargs[name]) for name in PAGE_PARAMETERS if name in kwargs}
        if match.url_name == CHOSEN_PAGES:
            named.update(request.GET.getlist("id"))
        numbers = {int(number) for number in named if number.isdecimal()}
        if numbers and visible_pages(request.user).filter(pk__in=numbers).count() < len(numbers):
            raise Http404


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
