"""Registers the texts of practices, regions and concepts that have a column for each language."""

from modeltranslation.translator import TranslationOptions, register

from practices.editing.panels import PAGE_FIELDS
from practices.models import (
    Citation,
    Concept,
    Practice,
    PracticeImpact,
    PracticeStep,
    RegionSection,
    SoilCarbonMeasurement,
)
from practices.models.practice import PROSE


@register(Practice)
class PracticeTranslation(TranslationOptions):
    fields = (*PROSE, *PAGE_FIELDS)


@register(PracticeStep)
class PracticeStepTranslation(TranslationOptions):
    fields = ("text", "when")


@register(PracticeImpact)
class PracticeImpactTranslation(TranslationOptions):
    fields = ("note",)


@register(SoilCarbonMeasurement)
class SoilCarbonMeasurementTranslation(TranslationOptions):
    fields = ("method",)


@register(Citation)
class CitationTranslation(TranslationOptions):
    fields = ("note",)


@register(RegionSection)
class RegionSectionTranslation(TranslationOptions):
    fields = ("name", "intro", *PAGE_FIELDS)


@register(Concept)
class ConceptTranslation(TranslationOptions):
    fields = ("labels",)
