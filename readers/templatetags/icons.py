"""Line icons: `{% icon "soil" %}` points to a drawing; `{% sprite %}…{% endsprite %}` around the page adds
the drawings that the page really uses, each once, however many cards point to it."""

import re
from functools import cache

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from readers.icons import SYMBOLS

register = template.Library()

_USED = re.compile(r'<use href="#i-([a-z0-9_-]+)"')
# Blanks beside the tag of a block are never drawn. Only plain ones: a no-break space is part of a text.
_BESIDE_BLOCKS = re.compile(
    r"[ \t\n]*(</?(?:article|d[dlt]|details|div|fieldset|footer|form|h[1-6]|header|legend|li|main|nav|[ou]l|p"
    r"|section|summary|table|tbody|t[dhr]|thead|path|pattern|rect)\b[^>]*>)[ \t\n]*"
)
# Where templates break lines between other tags, one break stays, as the blank that it is.
_BETWEEN_TAGS = re.compile(r">\s*\n\s*<")


@register.simple_tag
@cache
def icon(name: str, classes: str = "") -> SafeString:
    """Return an icon, hidden from screen readers: they read the word beside it. Raises KeyError."""
    if name not in SYMBOLS:
        raise KeyError(f"no icon is called {name!r}")
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', f"icon {classes}".rstrip(), name
    )


@register.simple_tag
def state_bar(state: str) -> SafeString:
    """Return the bar of a state, as comparisons show it."""
    return icon(f"bar-{state}", f"bar--{state}")


@register.simple_tag
def option_icon(field: str, code: str) -> SafeString | str:
    """Return the picture of an answer ("slope", "steep"), or nothing where none is drawn."""
    name = f"{field}-{code}"
    return icon(name) if name in SYMBOLS else ""


@register.simple_tag
def logo() -> SafeString:
    """Return the drawing of the site: two young plants on two identical soil profiles."""
    return format_html(
        '<svg class="logo" viewBox="0 0 48 48" aria-hidden="true"><use href="#i-{}"/></svg>', "logo"
    )


class SpriteNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        html = _BETWEEN_TAGS.sub(">\n<", _BESIDE_BLOCKS.sub(r"\1", self.nodelist.render(context)))
        symbols = "".join(SYMBOLS[name] for name in sorted(set(_USED.findall(html))))
        return f"{html}<svg hidden>{symbols}</svg>"


@register.tag
def sprite(parser: Parser, token: Token) -> SpriteNode:
    """Return the node that adds the drawings its content uses, and strips what indents them."""
    nodelist = parser.parse(("endsprite",))
    parser.delete_first_token()
    return SpriteNode(nodelist)
