"""Which texts of the site's own pages stand in three languages."""

from modeltranslation.translator import TranslationOptions, register

from practices.editing.panels import PAGE_FIELDS
from readers.models import HomePage, PlainPage


@register(HomePage)
class HomePageTranslation(TranslationOptions):
    fields = ("name", "tagline", *PAGE_FIELDS)


@register(PlainPage)
class PlainPageTranslation(TranslationOptions):
    fields = ("name", "intro", "body", *PAGE_FIELDS)
