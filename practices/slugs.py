"""Makes the last part of a page's address, and knows what the site needs for itself."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern, URLPattern, URLResolver
from django.utils.text import slugify
from wagtail.coreutils import string_to_ascii

from zones.vocabulary import LANGUAGES

# As long as an exchanged record may name it; addresses of a page and its region then fit into a redirect.
LONGEST_SLUG: Final = 80
# Some letters are left for the number of a second one.
LONGEST_MADE: Final = 72


def slug_of(name: str) -> str:
    """Returns the address that a name gives, in Latin letters whatever its script; empty where none is."""
    made: str = slugify(string_to_ascii(name))
    if len(made) <= LONGEST_MADE:
        return made
    whole_words = made[: LONGEST_MADE + 1].rpartition("-")[0]
    return whole_words or made[:LONGEST_MADE]


@cache
def reserved_slugs() -> frozenset[str]:
    """Returns first parts of every address that is no page, read from the site's own list of addresses."""
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
