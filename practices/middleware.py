"""Keeps every view of the admin that names pages inside the walls of `practices/region_access.py`.

Wagtail checks rights before somebody changes a page, but choosers and some confirmations show the title of
any page whose number is asked for, and one report the title of the page that was edited last.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from practices.region_access import visible_pages

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
