"""Passages that may stand in another language than the page, because no translation exists yet."""

from typing import Protocol

from django import template
from django.db.models import Model
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from practices import passages

register = template.Library()

NOTES = {"en": _("in English"), "fr": _("in French"), "es": _("in Spanish")}


class Passage(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def lang(self) -> str | None: ...


def _shown(passage: Passage | str | None) -> tuple[str, str | None]:
    if passage is None:
        return "", None
    if isinstance(passage, str):
        return passage, None
    return passage.text, passage.lang


def _marked(html: str, lang: str | None, element: str) -> SafeString:
    if not lang or not html:
        return mark_safe(html)
    return format_html(
        "<{} lang={}>{}</{}> <small>({})</small>", element, lang, mark_safe(html), element, NOTES.get(lang, lang)
    )


@register.simple_tag
def text_of(page: Model, field: str) -> Passage:
    """A translated field of a page as a passage: `{% text_of page "name" as title %}`."""
    return passages.passage(page, field)


@register.simple_tag
def passage(value: Passage | str | None) -> SafeString:
    """One line; a fallback carries its own `lang` and says which language it is in."""
    text, lang = _shown(value)
    return _marked(conditional_escape(text), lang, "span")


@register.simple_tag
def paragraphs(value: Passage | str | None) -> SafeString:
    """Text with line breaks, as paragraphs."""
    text, lang = _shown(value)
    return _marked(linebreaks(text, autoescape=True), lang, "div")
