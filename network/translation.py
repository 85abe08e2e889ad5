"""Registers the texts of the network that have a column for each language."""

from modeltranslation.translator import TranslationOptions, register

from network.models import Partner, Territory


@register(Partner)
class PartnerTranslation(TranslationOptions):
    fields = ("about",)


@register(Territory)
class TerritoryTranslation(TranslationOptions):
    fields = ("about",)
