"""Registers the texts of the network that have a column for each language."""

from modeltranslation.translator import TranslationOptions, register

from network.models import Event, Partner, PressItem, Territory


@register(Partner)
class PartnerTranslation(TranslationOptions):
    fields = ("about",)


@register(Territory)
class TerritoryTranslation(TranslationOptions):
    fields = ("about",)


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "summary")


@register(PressItem)
class PressItemTranslation(TranslationOptions):
    fields = ("text",)
