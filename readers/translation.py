"""Which texts of the site's own pages stand in three languages."""

from collections.abc import Iterator
from typing import Any

from modeltranslation.translator import TranslationOptions, register

from practices.editing.panels import PAGE_FIELDS
from readers.models import HomePage, PlainPage


@register(HomePage)
class HomePageTranslation(TranslationOptions):
    fields = ("name", "tagline", *PAGE_FIELDS)


@register(PlainPage)
class PlainPageTranslation(TranslationOptions):
    fields = ("name", "intro", "body", *PAGE_FIELDS)


def _no_references(value: Any) -> Iterator[tuple[Any, str, str, str]]:
    """Return nothing: links are found in the three languages' columns; one beside would count twice."""
    return iter(())


# After registration, because before it the three columns would inherit this.
_body: Any = PlainPage._meta.get_field("body")
_body.extract_references = _no_references
