"""Which texts of a practice are told in three languages."""

from modeltranslation.translator import TranslationOptions, register

from practices.models import Concept, Practice, PracticeImpact, PracticeStep, RegionSection
from practices.models.practice import PROSE

PAGE_FIELDS = ("title_tag", "meta_description")


@register(Practice)
class PracticeTranslation(TranslationOptions):
    fields = (*PROSE, *PAGE_FIELDS)


@register(PracticeStep)
class PracticeStepTranslation(TranslationOptions):
    fields = ("text", "when")


@register(PracticeImpact)
class PracticeImpactTranslation(TranslationOptions):
    fields = ("note",)


@register(RegionSection)
class RegionSectionTranslation(TranslationOptions):
    fields = ("name", "intro", *PAGE_FIELDS)


@register(Concept)
class ConceptTranslation(TranslationOptions):
    fields = ("labels",)
