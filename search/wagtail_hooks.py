"""Where Wagtail asks us: a page about to be served, the list of practices, and what is not in the index."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from wagtail import hooks
from wagtail.models import Page

from practices.models import Practice
from search.admin import set_aside
from search.admin.practices import PracticeListing
from search.request_land import land_of
from search.views.places import resolve_place


@hooks.register("register_admin_viewset")
def list_practices() -> PracticeListing:
    return PracticeListing()


@hooks.register("register_admin_urls")
def set_aside_urls() -> list[URLPattern]:
    return set_aside.urls


@hooks.register("register_reports_menu_item")
def set_aside_menu_item() -> set_aside.SetAsideMenuItem:
    return set_aside.menu_item()


@hooks.register("before_serve_page")
def find_typed_place(
    page: Page, request: HttpRequest, serve_args: list[Any], serve_kwargs: dict[str, Any]
) -> HttpResponse | None:
    """A place that is only typed yet is found first; then the same page follows."""
    if not isinstance(page.specific_deferred, Practice):
        return None
    return resolve_place(request, land_of(request), then=request.path)
