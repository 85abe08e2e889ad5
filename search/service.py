"""Search and match for pages, the API and the command line: engine, rewriting, relaxation, explanation."""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from matching.explanation import Explanation
from matching.ranking import Group
from matching.records import Record
from matching.reference import explainer
from practices.models import Practice
from search.crop_warnings import PracticeWarning, practice_warnings
from search.engines.base import (
    ELASTICSEARCH,
    EMBEDDED,
    Engine,
    EngineAnswer,
    EngineName,
    EngineUnavailable,
    FacetName,
    Selection,
)
from search.engines.registry import chosen_name, copy_name, fallback_engine
from search.engines.registry import engine as engine_named
from search.indexing.documents import match_record
from search.indexing.lag import is_behind
from search.lexicon import lexicon
from search.practice_rows import PracticeRow, practice_rows
from search.query_rewriting import Rewritten, WordsInfo, did_you_mean, is_too_many, rewritten
from search.snippets import snippets
from search.text.highlight import Snippet
from search.thesaurus import Thesaurus, thesaurus
from zones.land import ANY_LAND_USE, Land

logger = logging.getLogger(__name__)

PAGE_SIZE: Final = 20
LAST_PAGE: Final = 500
# Where fewer practices than this have all concepts asked for, those that have some are shown after them.
FEW: Final = 10

# What was left out of a question that found nothing: a facet, the land use, all words but one ("some_words"),
# the words, or all of these. Empty when nothing was.
Relaxation = FacetName | Literal["", "land_use", "some_words", "words", "everything"]


@dataclass(frozen=True, slots=True)
class Result:
    """One public practice and its explanation, whose scores are None when no land was given."""

    practice: PracticeRow
    explanation: Explanation
    snippet: Snippet | None = None
    warnings: tuple[PracticeWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResults:
    """A page of results.

    `total`, `groups` and `facet_counts` count all that was found. `relaxed` names what was left out because
    nothing was found with it. `words` is None when none were asked. Degraded results come from an older index
    than there should be, or from another engine than was asked, which `instead_of` names; results of another
    engine that are as good are not degraded.
    """

    results: Sequence[Result]
    total: int
    groups: Mapping[Group, int]
    facet_counts: Mapping[FacetName, Mapping[str, int]]
    engine: EngineName
    took_ms: float
    relaxed: Relaxation = ""
    words: WordsInfo | None = None
    degraded: bool = False
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One form of a question, and what it leaves out of what was asked."""

    relaxed: Relaxation
    land: Land
    selection: Selection


def explain(land: Land, practice: Practice | PracticeRow) -> Explanation:
    """Return the comparison of one practice with the land, also where the gate would keep it out."""
    record = practice.record if isinstance(practice, PracticeRow) else match_record(practice)
    (explanation,) = _explained(land, [record])
    return explanation


def _explained(land: Land, records: Iterable[Record]) -> Iterator[Explanation]:
    explain_one = explainer(land if land.land_use is None else replace(land, land_use=None))
    for record in records:
        explanation = explain_one(record)
        assert explanation is not None, "an open gate lets every practice pass"
        yield explanation


def match(
    land: Land, selection: Selection | None = None, *, page: int = 1, size: int = PAGE_SIZE, engine: str = ""
) -> SearchResults:
    """Return a page of practices for a land and a selection, best first.

    Finds nothing only when nothing is published. `engine` names one itself, without a stand-in. Raises
    EngineUnavailable when no engine can answer, KeyError for an unknown engine.
    """
    started = time.perf_counter()
    asked = engine or chosen_name()
    chosen = engine_named(engine) if engine else _chosen_engine()
    selection = selection or Selection()
    offset = (page - 1) * size
    # Read once for a question with words, since each reading asks the database whether it has changed.
    concepts = thesaurus() if selection.query else None
    words = rewritten(selection, concepts) if concepts else Rewritten((selection,))
    first = words.variants[0]
    attempts = [_Attempt("", land, variant) for variant in words.variants] + _relaxations(land, first)
    attempt, answer = _first_found(chosen, attempts, offset=offset, limit=size)
    attempt, answer = _widened(chosen, attempt, answer, offset=offset, limit=size)
    used = attempt.selection
    info = None
    if concepts:
        info = WordsInfo(
            typed=selection.words,
            used=used.words,
            corrections=words.corrections if used.words else (),
            did_you_mean=did_you_mean(first, 0 if attempt.relaxed else answer.total, concepts),
            is_fuzzy=used.is_fuzzy,
            is_cut=selection.query.is_cut,
            untreated=words.untreated,
            has_all=not attempt.relaxed and _has_all(used),
        )
    results = _read(land, answer)
    if concepts and used.query:
        results = _with_snippets(results, used, concepts)
    took_ms = (time.perf_counter() - started) * 1000
    logger.info("match engine=%s total=%d took_ms=%.1f", chosen.name, answer.total, took_ms)
    return SearchResults(
        results=results,
        total=answer.total,
        groups=answer.groups,
        facet_counts=answer.facet_counts,
        engine=chosen.name,
        took_ms=took_ms,
        relaxed=attempt.relaxed,
        words=info,
        degraded=not chosen.is_current,
        instead_of=asked if chosen.name != asked and not chosen.is_current else "",
    )


def _chosen_engine() -> Engine:
    """Return the engine that the settings choose, for one question.

    The embedded one answers for a cluster that lacks changes, and stands in for one that fails.
    """
    if chosen_name() != ELASTICSEARCH:
        return engine_named(chosen_name())
    return engine_named(EMBEDDED) if is_behind(ELASTICSEARCH, copy_name()) else fallback_engine()


def ids_with_words(words: str, language: str, limit: int) -> list[int]:
    """Return the ids of public practices that have the words, best first. Raises EngineUnavailable."""
    selection = Selection(words=words, language=language)
    if not selection.query:
        return []
    attempts = [_Attempt("", Land(), one) for one in rewritten(selection, thesaurus()).variants]
    chosen = _chosen_engine()
    attempt, answer = _first_found(chosen, attempts, offset=0, limit=limit)
    return [] if _says_too_little(chosen, attempt, answer) else [hit.id for hit in answer.hits]


def has_practices_about(concept: str) -> bool:
    """Return whether any practice mentions a concept of the thesaurus; False when no index answers."""
    try:
        return bool(lexicon().ids_with_concept(concept))
    except EngineUnavailable:
        return False


def _first_found(
    chosen: Engine, attempts: Sequence[_Attempt], *, offset: int, limit: int
) -> tuple[_Attempt, EngineAnswer]:
    """Return the first attempt that finds anything worth saying, else the last, with its answer."""
    for attempt in attempts:
        answer = chosen.match(attempt.land, attempt.selection, offset=offset, limit=limit)
        if answer.total and not _says_too_little(chosen, attempt, answer):
            break
    return attempt, answer


def _says_too_little(chosen: Engine, attempt: _Attempt, answer: EngineAnswer) -> bool:
    """Return whether words that may differ by a letter find much of the collection."""
    guessed = attempt.selection.is_fuzzy and answer.total > 0
    return guessed and is_too_many(answer.total, chosen.count())


def _has_all(selection: Selection) -> bool:
    """Return whether what is found with a selection has every concept that its words name."""
    query = selection.query
    return not selection.is_any and query.minimum_match == len(query.needed)


def _widened(
    chosen: Engine, attempt: _Attempt, answer: EngineAnswer, *, offset: int, limit: int
) -> tuple[_Attempt, EngineAnswer]:
    """Return the attempt for practices with some of the concepts when few have all; else the one given."""
    if not 0 < answer.total < FEW or len(attempt.selection.query.concept_parts) < 2:
        return attempt, answer
    wider = replace(attempt, selection=replace(attempt.selection, is_any=True))
    return wider, chosen.match(wider.land, wider.selection, offset=offset, limit=limit)


def related(land: Land, practice: Practice, *, limit: int) -> Sequence[Result]:
    """Return other practices much or a little like this land; none when no index answers.

    From the embedded index: a page that can be read without a search must not wait for a cluster.
    """
    try:
        answer = engine_named(EMBEDDED).match(land, Selection(), offset=0, limit=limit + 1)
    except EngineUnavailable:
        return ()
    others = [result for result in _read(land, answer) if result.practice.pk != practice.pk]
    return [result for result in others if result.explanation.group not in (None, "far")][:limit]


def _relaxations(land: Land, selection: Selection) -> list[_Attempt]:
    """Return the attempts to make when nothing is found: one thing left out at a time, then all of them."""
    open_land = replace(land, land_use=ANY_LAND_USE)
    ticked = [name for name, codes in selection.facets.items() if codes]
    steps = [_Attempt(name, land, selection.without_facet(name)) for name in ticked]
    if land.gate is not None:
        steps.append(_Attempt("land_use", open_land, selection))
    if selection.query:
        if len(selection.query.needed) > 1:
            steps.append(_Attempt("some_words", land, replace(selection, is_any=True)))
        steps.append(_Attempt("words", land, selection.with_words("")))
    return [*steps, _Attempt("everything", open_land, Selection())]


def _read(land: Land, answer: EngineAnswer) -> list[Result]:
    """Return the hits' practices that the database still calls public: an index may be a moment behind."""
    public = Practice.objects.public().filter(pk__in=[hit.id for hit in answer.hits])
    found = {practice.pk: practice for practice in practice_rows(public.order_by())}
    shown = [found[hit.id] for hit in answer.hits if hit.id in found]
    explanations = _explained(land, (practice.record for practice in shown))
    warnings = practice_warnings(land, shown)
    return [
        Result(practice, explanation, warnings=warned)
        for practice, explanation, warned in zip(shown, explanations, warnings, strict=True)
    ]


def _with_snippets(results: Sequence[Result], selection: Selection, concepts: Thesaurus) -> list[Result]:
    passages = snippets(selection, [result.practice.pk for result in results], concepts)
    return [replace(result, snippet=passages.get(result.practice.pk)) for result in results]
