"""Defines practices, the regions they belong to, and the base that every page of the site shares."""

from practices.models.base import TrilingualPage, TrilingualQuerySet
from practices.models.children import Citation, PracticeImpact, PracticeStep, PracticeTag
from practices.models.concept import Concept
from practices.models.practice import Practice
from practices.models.region import RegionSection
from practices.models.submission import Submission
from practices.passages import Passage, localized, passage

__all__ = [
    "Citation",
    "Concept",
    "Passage",
    "Practice",
    "PracticeImpact",
    "PracticeStep",
    "PracticeTag",
    "RegionSection",
    "Submission",
    "TrilingualPage",
    "TrilingualQuerySet",
    "localized",
    "passage",
]
