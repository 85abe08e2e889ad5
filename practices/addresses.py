"""Gives addresses of pages by their paths in the tree, for lists that make no page objects."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import translation
from wagtail.models import Site

from zones.vocabulary import LANGUAGES


def addresses_by_language() -> dict[str, Callable[[str], str]]:
    """Returns what `page_addresses` gives, for each language of the site."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = page_addresses()
    return found


def page_addresses() -> Callable[[str], str]:
    """Returns a function from `url_path` to what `Page.get_url()` gives; "" where no site is.

    What all pages share is worked out once.
    """
    roots = Site.get_site_root_paths()
    is_only_site = len({root.site_id for root in roots}) == 1
    start = reverse("wagtail_serve", args=("",))

    def address(url_path: str) -> str:
        for root in roots:
            if url_path.startswith(root.root_path):
                own = start + url_path[len(root.root_path) :]
                return own if is_only_site else root.root_url + own
        return ""

    return address
