"""What every reader's page shows around its content: my land, the three languages, links at the foot."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from practices.addresses import page_addresses
from practices.passages import passage_among
from readers import styles
from readers.models import PlainPage
from readers.presenters.land_bar import land_bar
from readers.presenters.view_models import LanguageLink
from readers.request_land import land_of, with_land
from zones.vocabulary import LANGUAGES

X_DEFAULT = "x-default"


def _path_in(request: HttpRequest, code: str) -> str:
    """This page's path under another language prefix; the rest of a path is the same in all."""
    rest = request.path.split("/", 2)[2] if request.path.count("/") >= 2 else ""
    return f"/{code}/{rest}"


def _is_prefixed(request: HttpRequest) -> bool:
    return translation.get_language_from_path(request.path) is not None


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page, with everything in its address, in each language."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    current = translation.get_language()
    return [
        LanguageLink(code, name, _path_in(request, code) + query, code == current)
        for code, name in settings.LANGUAGES
    ]


def footer_links(request: HttpRequest) -> list[tuple[str, str]]:
    pairs = land_of(request).pairs
    # A link that asks for a password gives nothing away; what it leads to stays shut.
    pages = PlainPage.objects.live().filter(show_in_footer=True).order_by()
    names = (f"name_{code}" for code in LANGUAGES)
    address = page_addresses()
    return [
        (passage_among(dict(zip(LANGUAGES, texts, strict=True))).text, with_land(address(url_path), pairs))
        # Ordered by the database, it would walk the whole tree of pages to find these few.
        for _path, url_path, *texts in sorted(pages.values_list("path", "url_path", *names))
    ]


def site(request: HttpRequest) -> dict[str, Any]:
    if request.path.startswith("/admin/"):
        return {}
    context: dict[str, Any] = {
        "css": styles.inline_css(),
        "footer_links": SimpleLazyObject(lambda: footer_links(request)),
        "place_action": reverse("readers:results"),
        "results_url": reverse("readers:results"),
        "questions_url": reverse("readers:questions"),
        "map_url": f"{reverse('readers:land')}#map",
        "land_bar": SimpleLazyObject(lambda: land_bar(land_of(request))),
    }
    if _is_prefixed(request):
        base = settings.WAGTAILADMIN_BASE_URL
        paths = [(code, base + _path_in(request, code)) for code, _name in settings.LANGUAGES]
        context["languages"] = language_links(request)
        context["canonical_url"] = base + request.path
        context["preview_image"] = base + static("readers/img/preview.png")
        context["alternates"] = [*paths, (X_DEFAULT, paths[0][1])]
    return context
