"""The reader's land in every link and form, so that nothing has to be kept on the server or in a cookie."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from readers.request_land import land_of, with_query

register = template.Library()


@register.simple_tag(takes_context=True)
def land_href(context: dict[str, Any], url: str) -> str:
    """Return `url` with the land of this page added."""
    request = context.get("request")
    return with_query(url, land_of(request).pairs) if request else url


@register.simple_tag(takes_context=True)
def land_hidden(context: dict[str, Any], asked: str = "") -> SafeString:
    """Return hidden inputs for the land, without what the form asks itself: the "place", or one parameter."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    request_land = land_of(request)
    if asked == "place":
        return hidden_inputs(request_land.without_place())
    return hidden_inputs([pair for pair in request_land.pairs if pair[0] != asked])


@register.simple_tag
def hidden_inputs(pairs: list[tuple[str, str]] | None) -> SafeString:
    """Return a hidden input for each pair of a name and a value."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs or [])
