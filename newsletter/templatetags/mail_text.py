"""Writes plain text with line breaks into a mail."""

import re
from typing import Final

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
PARAGRAPHS: Final = re.compile(r"\n{2,}")


@register.filter
def mail_paragraphs(text: str) -> SafeString:
    """Returns the text in paragraphs, each of which runs the way its own letters do."""
    parts = (part.strip() for part in PARAGRAPHS.split(text.replace("\r\n", "\n")))
    html = "".join(f'<p dir="auto">{escape(part).replace(chr(10), "<br>")}</p>' for part in parts if part)
    return mark_safe(html)  # noqa: S308  each part is escaped
