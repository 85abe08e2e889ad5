"""The languages of the site, that of the reader first."""

from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag(takes_context=True)
def languages_in_order(context: dict[str, Any]) -> list[str]:
    """Return the codes of all languages, the one that the request was read in before the others."""
    own = getattr(context.get("request"), "LANGUAGE_CODE", "")
    return sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != own)
