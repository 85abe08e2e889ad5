"""What every reader's page shows around its content: menu, languages, my land, links at the foot."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from readers import selectors, styles
from readers.presenters.land.bar import land_bar
from readers.presenters.page_frame import added_links, footer_links, kept_url, language_context, menu
from readers.presenters.problems import land_notices
from readers.request_land import land_of


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the context of every template, empty for those of the admin."""
    if request.path.startswith("/admin/"):
        return {}
    pages = SimpleLazyObject(selectors.footer_pages)
    added = SimpleLazyObject(added_links)
    return {
        "css": styles.inline_css(),
        "theme_colors": styles.theme_colors(),
        "footer_links": SimpleLazyObject(lambda: footer_links(pages, land_of(request), added)),
        "menu": SimpleLazyObject(lambda: menu(pages, request, added)),
        "place_action": reverse("readers:results"),
        "results_url": reverse("readers:results"),
        "questions_url": reverse("readers:questions"),
        "failures_url": reverse("readers:did_not_work"),
        "kept_url": kept_url(request),
        "map_url": f"{reverse('readers:land')}#map",
        "land_notices": SimpleLazyObject(lambda: land_notices(land_of(request))),
        "land_bar": SimpleLazyObject(lambda: land_bar(request)),
        **language_context(request),
    }
