"""Passages that may stand in another language than the page, because no translation exists yet."""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from practices.passages import Passage
from zones.languages import language_of

register = template.Library()


def _marked(html: SafeString, lang: str | None, element: str) -> SafeString:
    """Return the text within an element that names its language, with a note; as it is in the page's own."""
    if not lang or not html:
        return html
    note = gettext(language_of(lang).note)
    return format_html('<{} lang="{}">{}</{}> <small>({})</small>', element, lang, html, element, note)


@register.simple_tag
def passage(value: Passage | str) -> SafeString:
    """Return one line; a fallback carries its own `lang` and says which language it is in."""
    if isinstance(value, str):
        return conditional_escape(value)
    return _marked(conditional_escape(value.text), value.lang, "span")


@register.simple_tag
def paragraphs(value: Passage) -> SafeString:
    """Return a text with a paragraph for every line, since people write one thought a line."""
    lines = [(line.strip(),) for line in value.text.splitlines() if line.strip()]
    html = format_html('<div class="paragraphs">{}</div>', format_html_join("", "<p>{}</p>", lines))
    return _marked(html, value.lang, "div")
