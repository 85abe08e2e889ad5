"""The title and description of a page, for tabs, search engines and those who share its address."""

import html
import re
from typing import Any, Final

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from readers.presenters.link_preview import locale

register = template.Library()

TEMPLATE: Final = "readers/components/head.html"
# Not those that do not break: French writes them before its signs.
_SPACE: Final = re.compile(r"[ \t\r\n]+")


class HeadNode(Node):
    """Renders both once, then says them in every way that somebody reads, so that all say the same."""

    child_nodelists = ("title", "description")

    def __init__(self, title: NodeList, description: NodeList) -> None:
        self.title = title
        self.description = description

    def render(self, context: Context) -> SafeString:
        title, description = (
            html.unescape(_SPACE.sub(" ", nodes.render(context)).strip())
            for nodes in (self.title, self.description)
        )
        title = title.removeprefix("<title>").removesuffix("</title>").strip()
        site = gettext("Twin Fields")
        shown: dict[str, Any] = {
            "title": title,
            # The site's name has a tag of its own there.
            "shared_title": title.removesuffix(f" · {site}"),
            "description": description,
            "site": site,
            "url": context.get("canonical_url"),
            "preview": context.get("preview_image"),
            "locale": locale(),
        }
        assert context.template is not None
        return context.template.engine.get_template(TEMPLATE).render(context.new(shown))


@register.tag
def head(parser: Parser, token: Token) -> HeadNode:
    """`{% head %}` `<title>` `{% description %}` description `{% endhead %}`, what they hold as text."""
    title = parser.parse(("description",))
    parser.delete_first_token()
    description = parser.parse(("endhead",))
    parser.delete_first_token()
    return HeadNode(title, description)
