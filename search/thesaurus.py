"""The thesaurus as search reads it: its concepts are found in practices' texts and in readers' words."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Final

from django.db.models import Count, Max

from practices.models import Concept
from practices.thesaurus import as_labels
from search.engines.base import Selection
from search.text.analyser import prepared, surface_analyser
from search.text.concepts import NO_LANGUAGE, ConceptIndex, ConceptLabels
from search.text.vocabulary import Vocabulary
from zones.vocabulary import LANGUAGES

# Kinds of concepts, of `practices.thesaurus.KINDS`.
CROPS: Final = "crops"
PROBLEMS: Final = "problems"

Stamp = tuple[datetime | None, int]


@dataclass(frozen=True)
class Thesaurus:
    """The concepts as they stood in the database when they were read."""

    concepts: ConceptIndex

    def with_concepts(self, selection: Selection) -> Selection:
        """Return the selection with the concepts that its words name."""
        asked = self.concepts.asked(selection.query.text, selection.language)
        has_crop = any(self.concepts.is_kind(ids, CROPS) for ids in asked.values())
        lighter = frozenset(run for run, ids in asked.items() if has_crop and self._is_only_problem(ids))
        return replace(selection, concepts=tuple(sorted(asked.items())), lighter=lighter)

    def _is_only_problem(self, ids: frozenset[str]) -> bool:
        return self.concepts.is_kind(ids, PROBLEMS) and not self.concepts.is_kind(ids, CROPS)

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulary]:
        """Return the words of all labels by language, for the correction of slips."""
        return {language: Vocabulary.of_terms(language, self._terms(language)) for language in LANGUAGES}

    def _terms(self, language: str) -> list[tuple[str, int]]:
        labels = [label for code in (language, NO_LANGUAGE) for label in self.concepts.all_labels(code)]
        words = surface_analyser().analyze(prepared(" ".join(labels)))
        return sorted(Counter(words).items())


def thesaurus() -> Thesaurus:
    """Return the current concepts. Asks the database one small query, and for all only after a change."""
    newest = Concept.objects.aggregate(at=Max("updated_at"), count=Count("pk"))
    return _read((newest["at"], newest["count"]))


@lru_cache(maxsize=2)
def _read(stamp: Stamp) -> Thesaurus:
    return Thesaurus(
        ConceptIndex(concept_labels(concept) for concept in Concept.objects.prefetch_related("broader"))
    )


def concept_labels(concept: Concept) -> ConceptLabels:
    """Return the code, broader codes and labels of one concept."""
    labels = {**concept.labels_by_language, NO_LANGUAGE: as_labels(concept.names)}
    broader = tuple(sorted(one.code for one in concept.broader.all()))
    return ConceptLabels(concept.code, broader, labels, concept.kind)
