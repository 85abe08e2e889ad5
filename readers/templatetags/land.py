"""The reader's land in every link and form, so that nothing has to be kept on the server or in a cookie."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from practices.models import Practice, RegionSection
from readers.presenters.cards import card
from readers.presenters.practice_page import PracticeView
from readers.presenters.practice_page import practice_view as make_practice_view
from readers.presenters.view_models import Card
from readers.request_land import land_of, with_land
from search.practice_rows import practice_rows

register = template.Library()

# A region may hold thousands; the results page has them all.
MOST_OF_A_SECTION = 60


@register.simple_tag(takes_context=True)
def land_href(context: dict[str, Any], url: str) -> str:
    """`url` with the land of this page added."""
    request = context.get("request")
    return with_land(url, land_of(request).pairs) if request else url


@register.simple_tag(takes_context=True)
def land_hidden(context: dict[str, Any], exclude: str = "") -> SafeString:
    """Hidden inputs for the land, without the parameters that the form asks itself (comma-separated)."""
    request = context.get("request")
    left_out = set(exclude.replace(" ", "").split(","))
    pairs = [pair for pair in land_of(request).pairs if pair[0] not in left_out] if request else []
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag(takes_context=True)
def practice_view(context: dict[str, Any], practice: Practice) -> PracticeView:
    """What the practice page shows, compared with the reader's land; made once a request."""
    request = context["request"]
    views: dict[int, PracticeView] = request.__dict__.setdefault("_practice_views", {})
    if practice.pk not in views or getattr(request, "is_preview", False):
        views[practice.pk] = make_practice_view(land_of(request), practice, request.path)
    return views[practice.pk]


@register.simple_tag(takes_context=True)
def section_cards(context: dict[str, Any], section: RegionSection) -> list[Card]:
    """What was published in a region, the latest first, for the reader's land."""
    told = land_of(context["request"])
    practices = Practice.objects.public().child_of(section).order_by("-first_published_at", "pk")
    return [card(told.land, one, None, told.pairs) for one in practice_rows(practices[:MOST_OF_A_SECTION])]
