"""The answers of one filter: a page of results has a hundred of them, too many for a loop of a template."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from readers.presenters.view_models import Facet

register = template.Library()

_OPTION = (
    '<label class="facets__option{}"><input type="checkbox" name="{}" value="{}"{}>'
    "<span>{}</span> <span>{}</span></label>\n"
)
# By (is_selected, is_disabled): what stands in the class and beside the value.
_STATES = {
    (False, False): ("", ""),
    (True, False): ("", mark_safe(" checked")),
    (False, True): (" facets__option--empty", mark_safe(" disabled")),
    (True, True): (" facets__option--empty", mark_safe(" checked disabled")),
}


@register.simple_tag
def facet_options(facet: Facet) -> SafeString:
    """Return each option of a facet as a box to tick, with its count."""
    rows = []
    for option in facet.options:
        modifier, state = _STATES[option.is_selected, option.is_disabled]
        rows.append((modifier, facet.name, option.code, state, option.label, option.count))
    return format_html_join("", _OPTION, rows)
