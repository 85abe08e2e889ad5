"""Where Wagtail asks us: a page about to be served."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from practices.models import Practice
from readers.request_land import land_of
from readers.views.places import resolve_place


@hooks.register("before_serve_page")
def find_typed_place(
    page: Page, request: HttpRequest, serve_args: list[Any], serve_kwargs: dict[str, Any]
) -> HttpResponse | None:
    """A place that is only typed yet is found first; then the same page follows."""
    if not isinstance(page.specific_deferred, Practice):
        return None
    return resolve_place(request, land_of(request), then=request.path)
