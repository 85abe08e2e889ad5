"""Defines practices, the regions they belong to, and the base that every page of the site shares."""

from practices.models.base import TrilingualPage, TrilingualQuerySet
from practices.models.children import (
    Citation,
    PracticeClip,
    PracticeImpact,
    PracticeStep,
    PracticeTag,
    SoilCarbonMeasurement,
    TutorialLink,
)
from practices.models.concept import Concept
from practices.models.concept_proposal import ConceptProposal
from practices.models.demand import DemandCount, Opening, TypedTerm
from practices.models.freshness import PendingEdit, TranslationState
from practices.models.import_batch import ImportBatch
from practices.models.practice import Practice
from practices.models.public_contact import PublicContact
from practices.models.region import RegionSection
from practices.models.region_export import RegionExport
from practices.models.region_review import RegionReview
from practices.models.region_setup import RegionSetup
from practices.models.share_preview import SharePreview
from practices.models.submission import Submission
from practices.models.translation_file import TranslationFile
from practices.passages import Passage, localized, passage

__all__ = [
    "Citation",
    "Concept",
    "ConceptProposal",
    "DemandCount",
    "ImportBatch",
    "Opening",
    "Passage",
    "PendingEdit",
    "Practice",
    "PracticeClip",
    "PracticeImpact",
    "PracticeStep",
    "PracticeTag",
    "PublicContact",
    "RegionExport",
    "RegionReview",
    "RegionSection",
    "RegionSetup",
    "SharePreview",
    "SoilCarbonMeasurement",
    "Submission",
    "TranslationFile",
    "TranslationState",
    "TrilingualPage",
    "TrilingualQuerySet",
    "TutorialLink",
    "TypedTerm",
    "localized",
    "passage",
]
