"""The thesaurus as search reads it: found in what practices say and in what readers type."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache

from django.db.models import Count, Max

from practices.models import Concept
from practices.thesaurus import as_labels
from search.engines.base import Selection
from search.text.analyser import prepared, surface_analyser
from search.text.concepts import NO_LANGUAGE, ConceptIndex, Meaning
from search.text.vocabulary import Vocabulary
from zones.vocabulary import LANGUAGES

Stamp = tuple[datetime | None, int]


@dataclass(frozen=True)
class Thesaurus:
    """As it stood when it was read."""

    concepts: ConceptIndex

    def understood(self, selection: Selection) -> Selection:
        """The same words with the concepts that they name."""
        asked = self.concepts.asked(selection.query.text, selection.language)
        return replace(selection, meanings=tuple(sorted(asked.items())))

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulary]:
        """Words of the labels by language, to put right what was typed with one slip."""
        return {language: Vocabulary.of_terms(language, self._terms(language)) for language in LANGUAGES}

    def _terms(self, language: str) -> list[tuple[str, int]]:
        labels = [label for code in (language, NO_LANGUAGE) for label in self.concepts.all_labels(code)]
        words = surface_analyser().analyze(prepared(" ".join(labels)))
        return sorted(Counter(words).items())


def thesaurus() -> Thesaurus:
    """The concepts of now; read anew only when one of them has changed."""
    newest = Concept.objects.aggregate(at=Max("updated_at"), count=Count("pk"))
    return _read((newest["at"], newest["count"]))


@lru_cache(maxsize=2)
def _read(stamp: Stamp) -> Thesaurus:
    return Thesaurus(
        ConceptIndex(meaning_of(concept) for concept in Concept.objects.prefetch_related("broader"))
    )


def meaning_of(concept: Concept) -> Meaning:
    labels = {**concept.labels_by_language, NO_LANGUAGE: as_labels(concept.names)}
    return Meaning(concept.code, tuple(sorted(one.code for one in concept.broader.all())), labels)
