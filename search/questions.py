"""Finds published questions by their words and by the concepts these name, in any language of the site.

There are some thousands at most, so each process keeps what it needs of them in memory. It reads again what
was decided since, and nothing else; a question that is hidden is gone with the next answer, since what is
found is read from the database once more.
"""

import math
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from exchange import questions
from exchange.models import Decision, Kind, Question
from practices.models import Practice
from search.engines.base import Selection
from search.text.analyser import stems
from search.text.query import QueryPart
from search.thesaurus import Thesaurus, thesaurus
from zones.vocabulary import LANGUAGES

MOST_FOUND: Final = 200
# What is read from the database beyond those asked for, in place of those hidden a moment ago.
SPARE: Final = 20
# The newest step of any question, and when it was; None before the first.
Stamp = tuple[int, datetime] | None
# A question as it stood: which version, of when.
State = tuple[int, datetime]


class _Entry(NamedTuple):
    """What is searched of one question as it stood."""

    state: State
    language: str
    stems: frozenset[str]
    concepts: frozenset[str]


@dataclass(frozen=True)
class _Index:
    """Questions by the stems of their language and by concept. Immutable."""

    stamp: Stamp = None
    thesaurus: Thesaurus | None = None
    entries: Mapping[int, _Entry] = field(default_factory=dict)
    by_stem: Mapping[tuple[str, str], set[int]] = field(default_factory=dict)
    by_concept: Mapping[str, set[int]] = field(default_factory=dict)


_lock: Final = threading.Lock()
_index = _Index()


def found(words: str, language: str, limit: int = MOST_FOUND) -> list[Question]:
    """Returns the published questions that have the words, or their concepts, the best first."""
    selection = Selection(words=words, language=language)
    if not selection.query:
        return []
    concepts = thesaurus()
    ranked = _ranked(_current(concepts), concepts.with_concepts(selection), concepts)
    numbers = ranked[: min(limit, MOST_FOUND) + SPARE]
    public = {question.pk: question for question in questions.published().filter(pk__in=numbers)}
    return [public[number] for number in numbers if number in public][:limit]


def _ranked(index: _Index, selection: Selection, concepts: Thesaurus) -> list[int]:
    query = selection.query
    scores: dict[int, float] = defaultdict(float)
    has: dict[int, int] = defaultdict(int)
    for part in query.parts:
        numbers = _having(index, part, concepts)
        # What few have says more.
        weight = math.log(1 + len(index.entries) / len(numbers)) if numbers else 0.0
        for number in numbers:
            scores[number] += weight
            has[number] += part in query.needed
    enough = [number for number in scores if has[number] >= query.minimum_match]
    return sorted(enough, key=lambda number: (-scores[number], -number))


def _having(index: _Index, part: QueryPart, concepts: Thesaurus) -> set[int]:
    numbers: set[int] = set()
    for concept in part.concepts | concepts.concepts.below(part.concepts):
        numbers |= index.by_concept.get(concept, set())
    for language in LANGUAGES:
        with_each = [index.by_stem.get((language, word.stem(language)), set()) for word in part.words]
        numbers |= set.intersection(*with_each) if with_each else set()
    return numbers


def _current(concepts: Thesaurus) -> _Index:
    """Returns the index as the database stands now."""
    global _index  # noqa: PLW0603  one for each process
    steps = Decision.objects.filter(item_kind=Kind.QUESTION).order_by("-pk")
    stamp = steps.values_list("pk", "at").first()
    with _lock:
        if _index.stamp != stamp or _index.thesaurus is not concepts:
            known = _index.entries if _index.thesaurus is concepts else {}
            _index = _built(stamp, concepts, known)
        return _index


def _built(stamp: Stamp, concepts: Thesaurus, known: Mapping[int, _Entry]) -> _Index:
    entries = dict(_read(concepts, known))
    by_stem: dict[tuple[str, str], set[int]] = defaultdict(set)
    by_concept: dict[str, set[int]] = defaultdict(set)
    for number, entry in entries.items():
        for stem in entry.stems:
            by_stem[entry.language, stem].add(number)
        for concept in entry.concepts:
            by_concept[concept].add(number)
    return _Index(stamp, concepts, entries, dict(by_stem), dict(by_concept))


def _read(concepts: Thesaurus, known: Mapping[int, _Entry]) -> Iterable[tuple[int, _Entry]]:
    """Yields what is searched of each published question; what is known of its version is kept."""
    states = {
        pk: (version, created_at)
        for pk, version, created_at in questions.published()
        .order_by()
        .values_list("pk", "version", "created_at")
    }
    same = {pk for pk, state in states.items() if pk in known and known[pk].state == state}
    yield from ((pk, known[pk]) for pk in same)
    changed = Question.objects.filter(pk__in=states.keys() - same) if same else questions.published()
    rows = changed.order_by().values_list("pk", "language", "text", "practice_id")
    names = _practice_names(row[-1] for row in rows)
    for pk, language, words, practice in rows:
        text = f"{words}\n{names.get((practice, language), '')}"
        found_concepts = concepts.concepts.in_text(text, language)
        entry = _Entry(
            states[pk],
            language,
            frozenset(stems(text, language)),
            found_concepts.named | found_concepts.parts,
        )
        yield pk, entry


def _practice_names(numbers: Iterable[int | None]) -> dict[tuple[int, str], str]:
    """Returns the names of practices by number and language."""
    fields = [f"name_{language}" for language in LANGUAGES]
    wanted = {number for number in numbers if number is not None}
    found_names = {}
    for pk, *names in Practice.objects.filter(pk__in=wanted).values_list("pk", *fields):
        found_names.update({(pk, code): name or "" for code, name in zip(LANGUAGES, names, strict=True)})
    return found_names
