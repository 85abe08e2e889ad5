"""Registers the texts of partners that have a column for each language."""

from modeltranslation.translator import TranslationOptions, register

from network.models import Partner


@register(Partner)
class PartnerTranslation(TranslationOptions):
    fields = ("about",)
