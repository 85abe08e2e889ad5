"""The passages that answer a reader's words, for the practices of a page."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from practices.models import Practice, PracticeStep, PracticeTag
from search.engines.base import Selection
from search.indexing.documents import BODY_FIELDS, SUMMARY_FIELDS, joined_names
from search.text.highlight import Snippet, Source, Wanted, snippet
from search.thesaurus import thesaurus
from zones.vocabulary import LANGUAGES

_TEXTS: Final = tuple(
    f"{name}_{code}" for code in LANGUAGES for name in ("name", *SUMMARY_FIELDS, *BODY_FIELDS)
)


@dataclass(slots=True)
class _Said:
    """All that a practice says: `columns` by name, `steps` by language."""

    columns: Mapping[str, str]
    steps: Mapping[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tags: list[str] = field(default_factory=list)

    def texts(self, language: str) -> Iterator[Source]:
        for name in (*SUMMARY_FIELDS, *BODY_FIELDS):
            yield Source(self.columns[f"{name}_{language}"] or "", language)
        for text in self.steps[language]:
            yield Source(text or "", language)

    def sources(self, language: str) -> Iterator[Source]:
        """What may be shown, best first: the reader's language, the names, the other languages."""
        yield from self.texts(language)
        names = joined_names(self.columns["local_names"], self.columns["place_name"], self.tags)
        yield Source(names, "")
        for other in LANGUAGES:
            if other != language:
                yield Source(self.columns[f"name_{other}"] or "", other)
                yield from self.texts(other)


def snippets(selection: Selection, ids: Collection[int]) -> dict[int, Snippet | None]:
    """By id; None where the words stand in the title or nowhere."""
    wanted = _wanted_by(selection)
    return {
        pk: snippet(said.sources(selection.language), wanted, selection.language)
        for pk, said in _said_by(ids).items()
    }


def _wanted_by(selection: Selection) -> Wanted:
    """What a passage has to have: the words, or others that mean the same."""
    concepts = thesaurus().concepts
    named = frozenset().union(*(ids for _word, ids in selection.meanings))
    return Wanted(selection.query, concepts.label_words(named) if named else None)


def _said_by(ids: Collection[int]) -> dict[int, _Said]:
    columns = ("pk", "local_names", "place_name", *_TEXTS)
    rows = Practice.objects.filter(pk__in=ids).order_by().values_list(*columns)
    found = {row[0]: _Said(dict(zip(columns, row, strict=True))) for row in rows}
    steps = PracticeStep.objects.filter(practice_id__in=found)
    for pk, *texts in steps.values_list("practice_id", *(f"text_{code}" for code in LANGUAGES)):
        for code, text in zip(LANGUAGES, texts, strict=True):
            found[pk].steps[code].append(text)
    tags = PracticeTag.objects.filter(content_object_id__in=found)
    for pk, name in tags.values_list("content_object_id", "tag__name"):
        found[pk].tags.append(name)
    return found
