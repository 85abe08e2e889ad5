"""What stands around the content of a page: the menu, the same page in other languages, links at its foot."""

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, pgettext

from readers.presenters.view_models import LanguageLink, Link, Menu, MenuLink
from readers.request_land import RequestLand, land_of, with_query
from readers.selectors import FooterPage

X_DEFAULT: Final = "x-default"


def menu(pages: Iterable[FooterPage], request: HttpRequest) -> Menu:
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
            link(gettext("What did not work"), reverse("readers:did_not_work")),
            *(link(page.name.text, page.url) for page in pages),
        ],
    )


def footer_links(pages: Iterable[FooterPage], request_land: RequestLand) -> list[Link]:
    """Return links to plain pages that keep the reader's land."""
    return [Link(page.name.text, with_query(page.url, request_land.pairs)) for page in pages]


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
        "preview_image": base + static("readers/img/preview.png"),
        "alternates": [*paths, (X_DEFAULT, paths[0][1])],
    }


def _language_links(request: HttpRequest) -> list[LanguageLink]:
    """Return links to the same page, with everything in its address, in each language."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    current = translation.get_language()
    return [
        LanguageLink(code, name, _path_in(request, code) + query, code == current)
        for code, name in settings.LANGUAGES
    ]


def _path_in(request: HttpRequest, code: str) -> str:
    """Return this page's path under another language prefix; the rest of a path is the same in all."""
    rest = request.path.split("/", 2)[2] if request.path.count("/") >= 2 else ""
    return f"/{code}/{rest}"
