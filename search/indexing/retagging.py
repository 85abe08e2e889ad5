"""Which practices an edited concept concerns: those it is found in, and those that its labels find."""

from collections.abc import Iterable

from practices.models import Concept, Practice
from practices.thesaurus import as_labels
from search.engines.base import EngineUnavailable, Selection
from search.engines.registry import embedded_engine
from zones.vocabulary import LANGUAGES


def practices_naming(concept: Concept) -> Iterable[int]:
    """Their ids; all that are public while there is no index to ask."""
    engine = embedded_engine()
    try:
        found = set(engine.tagged(concept.code))
        for language, labels in concept.labels_by_language.items():
            for label in labels:
                found.update(engine.saying(_quoted(label, language)))
        for name in as_labels(concept.names):
            found.update(engine.saying(_quoted(name, LANGUAGES[0])))
    except EngineUnavailable:
        return list(Practice.objects.public().order_by().values_list("pk", flat=True))
    return sorted(found)


def _quoted(label: str, language: str) -> Selection:
    return Selection(words=f'"{label}"', language=language)
