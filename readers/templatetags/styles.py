"""A further style sheet beside the common one: `{% stylesheet "lists" %}` in the head."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from readers.styles import inline_css

register = template.Library()


@register.simple_tag
def stylesheet(name: str) -> SafeString:
    """Return a `<style>` element with one of `readers.styles.SHEETS`."""
    return format_html("<style>{}</style>", inline_css(name))
