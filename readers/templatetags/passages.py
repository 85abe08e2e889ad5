"""Passages that may stand in another language than the page, because no translation exists yet."""

from typing import Protocol

from django import template
from django.db.models import Model
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from practices import passages
from zones.languages import language_of

register = template.Library()


class Passage(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def lang(self) -> str | None: ...


def _marked(html: SafeString, lang: str | None, element: str) -> SafeString:
    if not lang or not html:
        return html
    note = gettext(language_of(lang).note)
    return format_html('<{} lang="{}">{}</{}> <small>({})</small>', element, lang, html, element, note)


@register.simple_tag
def text_of(page: Model, field: str) -> Passage:
    """A translated field of a page as a passage: `{% text_of page "name" as title %}`."""
    return passages.passage(page, field)


@register.simple_tag
def passage(value: Passage | str) -> SafeString:
    """One line; a fallback carries its own `lang` and says which language it is in."""
    if isinstance(value, str):
        return conditional_escape(value)
    return _marked(conditional_escape(value.text), value.lang, "span")


@register.simple_tag
def paragraphs(value: Passage) -> SafeString:
    """Text with line breaks: every line is a paragraph, since people write one thought a line."""
    lines = [(line.strip(),) for line in value.text.splitlines() if line.strip()]
    said = format_html('<div class="lines">{}</div>', format_html_join("", "<p>{}</p>", lines))
    return _marked(said, value.lang, "div")
