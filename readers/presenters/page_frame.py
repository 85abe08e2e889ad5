"""What stands around the content of a page: the menu, the same page in other languages, links at its foot."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext

from readers.presenters.link_preview import site_preview
from readers.presenters.view_models import LanguageLink, Link, Menu, MenuLink, SearchBox
from readers.request_land import PLACE_PARAMETERS, RequestLand, land_of, with_query
from readers.results_query import WORDS
from readers.selectors import FooterPage

X_DEFAULT: Final = "x-default"
# As many as the box takes.
LONGEST_WORDS: Final = 200
# Where browsers ask for no https.
THIS_MACHINE: Final = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$")
# For a page that search engines and previews should not know.
NO_ADDRESSES: Final[dict[str, Any]] = {"canonical_url": "", "alternates": (), "preview_image": ""}


@dataclass(frozen=True, slots=True)
class AddedLink:
    """A link of an app above this one; it is left out where it leads to nothing yet."""

    label: Promise
    address_name: str
    is_in_menu: bool
    # What it leads to: one row of any of these is enough. None where there is always something.
    content: Callable[[], Iterable[QuerySet[Any]]] | None


_added: dict[str, AddedLink] = {}


def add_footer_link(
    label: Promise,
    address_name: str,
    *,
    in_menu: bool = False,
    content: Callable[[], Iterable[QuerySet[Any]]] | None = None,
) -> None:
    """Have every page link at its foot, and in "More" too, to a page of an app above this one.

    A section without content is in no menu: `content` returns the rows of which it needs at least one.
    """
    _added[address_name] = AddedLink(label, address_name, in_menu, content)


def added_links() -> list[AddedLink]:
    """Return those links that lead to something, by one question to the database."""
    asked = [(link, rows) for link in _added.values() if link.content for rows in link.content()]
    exists = {f"content_{number}": Exists(rows.order_by()) for number, (_link, rows) in enumerate(asked)}
    # Any table with a row will do.
    found = ContentType.objects.values(**exists).first() or {}
    filled = {
        link.address_name for (link, _rows), is_there in zip(asked, found.values(), strict=False) if is_there
    }
    return [link for link in _added.values() if link.content is None or link.address_name in filled]


def menu(pages: Iterable[FooterPage], request: HttpRequest, added: Iterable[AddedLink] = ()) -> Menu:
    """Return the header's links, with the reader's land in each; `pages` come last."""
    pairs = land_of(request).pairs

    def link(label: str, url: str) -> MenuLink:
        return MenuLink(label, with_query(url, pairs), url == request.path)

    return Menu(
        always=[
            link(pgettext("menu", "Find"), reverse("readers:results")),
            link(pgettext("menu", "Ask"), reverse("readers:ask")),
            link(pgettext("menu", "Tell"), reverse("readers:tell")),
        ],
        is_home=request.path == f"/{translation.get_language()}/",
        more=[
            link(gettext("Look at how I farm"), reverse("readers:check")),
            link(gettext("What did not work"), reverse("readers:did_not_work")),
            *(link(str(each.label), reverse(each.address_name)) for each in added if each.is_in_menu),
            *(link(page.name.text, page.url) for page in pages),
        ],
    )


def footer_links(
    pages: Iterable[FooterPage], request_land: RequestLand, added: Iterable[AddedLink] = ()
) -> list[Link]:
    """Return links to plain pages, then to those of other apps, that keep the reader's land."""
    found = [(page.name.text, page.url) for page in pages]
    found += [(str(each.label), reverse(each.address_name)) for each in added]
    return [Link(label, with_query(url, request_land.pairs)) for label, url in found]


def kept_url(request: HttpRequest) -> str:
    """Return the page of what a phone keeps; empty where browsers let in no worker, or it is switched off."""
    is_trusted = request.is_secure() or THIS_MACHINE.match(request.headers.get("Host", ""))
    return reverse("readers:kept") if settings.SERVICE_WORKER and is_trusted else ""


def language_context(request: HttpRequest) -> dict[str, Any]:
    """Return links to this page in each language, for readers and for search engines.

    Nothing for a page that has no language in its address.
    """
    if translation.get_language_from_path(request.path) is None:
        return {}
    base = settings.WAGTAILADMIN_BASE_URL
    paths = [(code, base + _path_in(request, code)) for code, _name in settings.LANGUAGES]
    return {
        "languages": _language_links(request),
        "canonical_url": base + request.path,
        "preview_image": site_preview(),
        "alternates": [*paths, (X_DEFAULT, paths[0][1])],
    }


def error_frame(request: HttpRequest) -> dict[str, Any]:
    """Return what stands on a page that says what went wrong: a box for words, and no address of its own."""
    pairs = land_of(request).pairs
    words = request.GET.get(WORDS, "")[:LONGEST_WORDS]
    box = SearchBox(WORDS, words, gettext("Words to look for"), pairs, reverse("readers:suggestions"))
    return {**NO_ADDRESSES, "search_box": box}


def links_to_lists(request: HttpRequest) -> list[LanguageLink]:
    """Return links to all practices in each language, for a page that is not there in any."""
    pairs, current = land_of(request).pairs, translation.get_language()
    links = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            address = with_query(reverse("readers:results"), pairs)
        links.append(LanguageLink(code, name, address, code == current))
    return links


def _language_links(request: HttpRequest) -> list[LanguageLink]:
    """Return links to the same page, with everything in its address, in each language.

    A place told by its name goes along by its number: no language finds another one.
    """
    given = request.GET.copy()
    known = land_of(request)
    if known.answer is not None and not known.is_doubtful:
        for name in PLACE_PARAMETERS:
            given.pop(name, None)
        given.update(dict(pair for pair in known.pairs if pair[0] in PLACE_PARAMETERS))
    query = f"?{given.urlencode()}" if given else ""
    current = translation.get_language()
    return [
        LanguageLink(code, name, _path_in(request, code) + query, code == current)
        for code, name in settings.LANGUAGES
    ]


def _path_in(request: HttpRequest, code: str) -> str:
    """Return this page's path under another language prefix; the rest of a path is the same in all."""
    rest = request.path.split("/", 2)[2] if request.path.count("/") >= 2 else ""
    return f"/{code}/{rest}"
