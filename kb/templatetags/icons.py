"""Line icons: `{% icon "soil" %}` points to a drawing, `{% sprite %}…{% endsprite %}` around the page adds, once,
the drawings that the page really uses. Twenty cards with five icons each cost one copy of each drawing."""

import re

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kb.drawings import DRAWINGS

register = template.Library()

_USED = re.compile(r'<use href="#i-([a-z0-9_-]+)"')


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An icon beside a word: hidden from screen readers, which read the word. Unknown names are an error."""
    if name not in DRAWINGS:
        raise KeyError(f"no icon is called {name!r}")
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', f"i {classes}".rstrip(), name
    )


@register.simple_tag
def option_icon(field: str, code: str) -> SafeString | str:
    """The picture of an answer ("slope", "steep"), or nothing where none is drawn."""
    name = f"{field}-{code}"
    return icon(name) if name in DRAWINGS else ""


@register.simple_tag
def mark() -> SafeString:
    """Two young plants on two identical soil profiles."""
    return mark_safe('<svg class="mark" viewBox="0 0 48 48" aria-hidden="true"><use href="#i-mark"/></svg>')


class SpriteNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        html = self.nodelist.render(context)
        names = sorted(set(_USED.findall(html)))
        symbols = "".join(f'<symbol id="i-{name}" {DRAWINGS[name]}</symbol>' for name in names)
        return f"{html}<svg hidden>{symbols}</svg>"


@register.tag
def sprite(parser: Parser, token: Token) -> SpriteNode:
    nodelist = parser.parse(("endsprite",))
    parser.delete_first_token()
    return SpriteNode(nodelist)
