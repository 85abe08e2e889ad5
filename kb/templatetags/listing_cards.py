"""Tells each cell of the admin's lists what it is called, so that a narrow screen shows rows as cards."""

import re

from django import template
from django.template.context import Context
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.ui.tables import BaseColumn

register = template.Library()
# A cell with nothing in it has no line in a card.
EMPTY = re.compile(r"\s*<td[^>]*>\s*</td>\s*")


@register.simple_tag(takes_context=True)
def card_cell(context: Context, cell: BaseColumn.Cell) -> SafeString:
    """Returns Wagtail's cell with the label of its column."""
    html: str = cell.render_html(context)
    label = escape(strip_tags(str(cell.column.label or "")).strip())
    told = " data-empty" if EMPTY.fullmatch(html) else f' data-label="{label}"' if label else ""
    # Wagtail has escaped what is in the cell.
    return mark_safe(html.replace("<td", f"<td{told}", 1))  # noqa: S308
