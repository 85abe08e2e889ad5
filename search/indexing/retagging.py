"""Practices that an edited concept concerns: those tagged with it, and those that its labels are found in."""

from collections.abc import Iterable

from practices.models import Concept, Practice
from practices.thesaurus import as_labels
from practices.thesaurus.codes import has_code
from search.engines.base import EngineUnavailable, Selection
from search.lexicon import lexicon
from zones.vocabulary import LANGUAGES


def practices_naming(concept: Concept) -> Iterable[int]:
    """Return the ids of those practices; of all public ones while there is no index to ask."""
    known = lexicon()
    try:
        found = set(known.ids_with_concept(concept.code))
        if not found and has_code(concept.code):
            # A concept that ticked codes have waited for.
            return _all_public()
        for language, labels in concept.labels_by_language.items():
            for label in labels:
                found.update(known.ids_with_words(_quoted(label, language)))
        for name in as_labels(concept.names):
            found.update(known.ids_with_words(_quoted(name, LANGUAGES[0])))
    except EngineUnavailable:
        return _all_public()
    return sorted(found)


def _all_public() -> Iterable[int]:
    return list(Practice.objects.public().order_by().values_list("pk", flat=True))


def _quoted(label: str, language: str) -> Selection:
    return Selection(words=f'"{label}"', language=language)
