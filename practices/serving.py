"""Leads from a page of the tree to the page that its readers see, by one way.

A page model says what a page holds. What readers see of it is made above: an app that shows pages registers,
for each model, a template, a function that makes its context, and, where needed, one that sends the reader
elsewhere first. `TrilingualPage` asks here when Wagtail serves or previews a page, so that no model names a
template and nothing here knows who shows it:

    Wagtail's serve() → TrilingualPage.serve → ReaderPage.elsewhere → get_template, get_context → the template

`readers/pages.py` registers all of them while Django starts. A model without a reader's page is an error on
the first request; tests/integration/readers/test_serving.py looks for one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """Holds how one page model is shown: `context` is what its template gets beside Wagtail's own.

    `elsewhere` may answer in place of the page: with another page or a redirect; None goes on.
    """

    template: str
    context: Callable[[HttpRequest, Any], Mapping[str, Any]]
    elsewhere: Callable[[HttpRequest, Any], HttpResponse | None] | None = None


_registered: dict[type[Page], ReaderPage] = {}


def register(model: type[Page], page: ReaderPage) -> None:
    """Write down how pages of a model are shown; the last one counts."""
    _registered[model] = page


def reader_page(model: type[Page]) -> ReaderPage:
    """Return how pages of a model are shown. Raises ImproperlyConfigured where nobody has said it."""
    try:
        return _registered[model]
    except KeyError as unknown:
        raise ImproperlyConfigured(f"no reader's page is registered for {model.__name__}") from unknown
