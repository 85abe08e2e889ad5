"""Addresses that pages directly under the home page must leave to the site itself."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern, URLPattern, URLResolver

from zones.vocabulary import LANGUAGES


@cache
def reserved_slugs() -> frozenset[str]:
    """First parts of every address that is no page, read from the site's own list of addresses."""
    folders = {url.strip("/").split("/")[0] for url in (settings.STATIC_URL, settings.MEDIA_URL)}
    return frozenset({*_first_parts(get_resolver().url_patterns), *folders, *LANGUAGES, "api", "health"})


def _first_parts(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for entry in patterns:
        route: Any = entry.pattern
        written = "" if isinstance(route, LocalePrefixPattern) else str(route).lstrip("^")
        if written:
            first = written.split("/")[0]
            if first.replace("-", "").replace("_", "").replace(".", "").isalnum():
                yield first
        elif isinstance(entry, URLResolver):
            yield from _first_parts(entry.url_patterns)
