"""Passages that answer a reader's words, for the practices of a page."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from practices.models import Practice, PracticeStep, PracticeTag
from search.engines.base import Selection
from search.indexing.documents import BODY_FIELDS, CARBON_FIELD, SUMMARY_FIELDS, joined_names
from search.text.highlight import SearchedWords, Snippet, SourceText, snippet
from search.thesaurus import Thesaurus
from zones.vocabulary import LANGUAGES

_PROSE: Final = (*SUMMARY_FIELDS, *BODY_FIELDS, CARBON_FIELD)
_TEXTS: Final = tuple(f"{name}_{code}" for code in LANGUAGES for name in ("name", *_PROSE))


@dataclass(slots=True)
class _PracticeTexts:
    """All texts of one practice: `columns` by name, `steps` by language."""

    columns: Mapping[str, str]
    steps: Mapping[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tags: list[str] = field(default_factory=list)

    def in_language(self, language: str) -> Iterator[str]:
        """Yield its texts but the title; each stands at the same place in every language."""
        for name in _PROSE:
            yield self.columns[f"{name}_{language}"] or ""
        for text in self.steps[language]:
            yield text or ""

    def sources(self, language: str) -> Iterator[SourceText]:
        """Yield the texts that may be shown, best first: the reader's language, names, other languages."""
        own = list(self.in_language(language))
        yield from (SourceText(text, language) for text in own)
        names = joined_names(self.columns["local_names"], self.columns["place_name"], self.tags)
        yield SourceText(names, "")
        for other in LANGUAGES:
            if other != language:
                is_titled = self.columns[f"name_{language}"]
                yield SourceText(self.columns[f"name_{other}"] or "", other, "" if is_titled else None)
                for text, said in zip(self.in_language(other), own, strict=True):
                    yield SourceText(text, other, said or None)


def snippets(selection: Selection, ids: Collection[int], thesaurus: Thesaurus) -> dict[int, Snippet | None]:
    """Return a passage for each practice by id; None where the words stand in the title or nowhere.

    What has a translation is shown in the reader's language, whichever language the words stand in.
    """
    searched = _searched_words(selection, thesaurus)
    return {
        pk: snippet(texts.sources(selection.language), searched, selection.language)
        for pk, texts in _texts_by_id(ids).items()
    }


def _searched_words(selection: Selection, thesaurus: Thesaurus) -> SearchedWords:
    """Return the words that a passage may have: those of the query, and all labels of its concepts."""
    named = frozenset().union(*(ids for _word, ids in selection.concepts))
    return SearchedWords(selection.query, thesaurus.concepts.label_words(named) if named else None)


def _texts_by_id(ids: Collection[int]) -> dict[int, _PracticeTexts]:
    columns = ("pk", "local_names", "place_name", *_TEXTS)
    rows = Practice.objects.filter(pk__in=ids).order_by().values_list(*columns)
    found = {row[0]: _PracticeTexts(dict(zip(columns, row, strict=True))) for row in rows}
    steps = PracticeStep.objects.filter(practice_id__in=found)
    for pk, *texts in steps.values_list("practice_id", *(f"text_{code}" for code in LANGUAGES)):
        for code, text in zip(LANGUAGES, texts, strict=True):
            found[pk].steps[code].append(text)
    tags = PracticeTag.objects.filter(content_object_id__in=found)
    for pk, name in tags.values_list("content_object_id", "tag__name"):
        found[pk].tags.append(name)
    return found
