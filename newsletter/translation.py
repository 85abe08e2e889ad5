"""Registers the texts of the newsletter that have a column for each language."""

from modeltranslation.translator import TranslationOptions, register

from newsletter.models import Entry, Issue


@register(Issue)
class IssueTranslation(TranslationOptions):
    fields = ("subject", "intro")


@register(Entry)
class EntryTranslation(TranslationOptions):
    fields = ("heading", "text")
