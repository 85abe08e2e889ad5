"""The one door to search and match: pages, the API and the command line ask here and nowhere else."""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.explanation import Explanation
from matching.records import Record
from matching.reference import explainer
from practices.models import Practice
from search.engines.base import Engine, EngineAnswer, EngineUnavailable, Selection
from search.engines.registry import (
    chosen_name,
    embedded_engine,
)
from search.engines.registry import engine as engine_named
from search.indexing.documents import record_of
from search.practice_rows import PracticeRow, practice_rows
from search.query_rewriting import WordsInfo, did_you_mean, readings
from search.snippets import snippets
from search.text.highlight import Snippet
from zones.land import ANY_LAND_USE, Land

logger = logging.getLogger(__name__)

PAGE_SIZE = 20
LAST_PAGE = 500
# Fewer practices than this that have all concepts asked for, and those that have some are shown after them.
FEW = 10


@dataclass(frozen=True, slots=True)
class Result:
    """One public practice and how it compares; the explanation's L is None when no land was told."""

    practice: PracticeRow
    explanation: Explanation
    snippet: Snippet | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of results. `relaxed` names what was left out because it found nothing.

    A facet, "land_use", "some_words" (one word is enough), "words", or "everything". `words` is None when
    none were asked. A degraded answer comes from an older index than there should be, or from another engine
    than was asked, which `instead_of` names; where the other is as good, there is nothing to tell.
    """

    results: Sequence[Result]
    total: int
    groups: Mapping[str, int]
    facet_counts: Mapping[str, Mapping[str, int]]
    engine: str
    took_ms: float
    relaxed: str = ""
    words: WordsInfo | None = None
    degraded: bool = False
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One way to ask, and what it leaves out of what was asked."""

    relaxed: str
    land: Land
    selection: Selection


def explain(land: Land, practice: Practice | PracticeRow) -> Explanation:
    """How one practice compares, whatever the gate would have said."""
    record = practice.record if isinstance(practice, PracticeRow) else record_of(practice)
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
) -> Answer:
    """Practices for a land, best first. Finds nothing only when nothing is published.

    Raises EngineUnavailable when no engine can answer.
    """
    started = time.perf_counter()
    chosen, asked = engine_named(engine), engine or chosen_name()
    selection = selection or Selection()
    tried, corrected = readings(selection) if selection.query else ([selection], ())
    attempts = [_Attempt("", land, reading) for reading in tried] + _relaxations(land, tried[0])
    attempt, answer = _first_found(chosen, attempts, offset=(page - 1) * size, limit=size)
    attempt, answer = _widened(chosen, attempt, answer, offset=(page - 1) * size, limit=size)
    used = attempt.selection
    info = None
    if selection.query:
        info = WordsInfo(
            typed=selection.words,
            used=used.words,
            corrections=corrected if used.words else (),
            did_you_mean=did_you_mean(tried[0], 0 if attempt.relaxed else answer.total),
            is_fuzzy=used.is_fuzzy,
            is_cut=selection.query.is_cut,
        )
    results = _read(land, answer, used)
    took_ms = (time.perf_counter() - started) * 1000
    logger.info("match engine=%s total=%d took_ms=%.1f", chosen.name, answer.total, took_ms)
    return Answer(
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


def ids_with_words(words: str, language: str, limit: int) -> list[int]:
    """Public practices that have the words, best first. Raises EngineUnavailable."""
    selection = Selection(words=words, language=language)
    if not selection.query:
        return []
    tried, _corrected = readings(selection)
    attempts = [_Attempt("", Land(), reading) for reading in tried]
    _attempt, answer = _first_found(engine_named(), attempts, offset=0, limit=limit)
    return [hit.id for hit in answer.hits]


def is_told_of(concept: str) -> bool:
    """Whether any practice tells of a concept of the thesaurus; no when no index answers."""
    try:
        return bool(embedded_engine().tagged(concept))
    except EngineUnavailable:
        return False


def _first_found(
    chosen: Engine, attempts: Sequence[_Attempt], *, offset: int, limit: int
) -> tuple[_Attempt, EngineAnswer]:
    """The first attempt that finds anything, else the last."""
    for attempt in attempts:
        answer = chosen.match(attempt.land, attempt.selection, offset=offset, limit=limit)
        if answer.total:
            break
    return attempt, answer


def _widened(
    chosen: Engine, attempt: _Attempt, answer: EngineAnswer, *, offset: int, limit: int
) -> tuple[_Attempt, EngineAnswer]:
    """With those that have some of the concepts asked for, when few have all: they come later."""
    if not 0 < answer.total < FEW or len(attempt.selection.query.concepts) < 2:
        return attempt, answer
    wider = replace(attempt, selection=replace(attempt.selection, is_any=True))
    return wider, chosen.match(wider.land, wider.selection, offset=offset, limit=limit)


def related(land: Land, practice: Practice, *, limit: int) -> Sequence[Result]:
    """Other practices close or a bit close to this land; none when no index answers: pages must not fail.

    From the embedded index: a page that can be read without a search must not wait for a cluster.
    """
    try:
        answer = embedded_engine().match(land, Selection(), offset=0, limit=limit + 1)
    except EngineUnavailable:
        return ()
    others = [result for result in _read(land, answer) if result.practice.pk != practice.pk]
    return [result for result in others if result.explanation.group in ("close", "near")][:limit]


def _relaxations(land: Land, selection: Selection) -> list[_Attempt]:
    """What may be left out when nothing is found: one thing at a time, then all of it."""
    open_land = replace(land, land_use=ANY_LAND_USE)
    ticked = [name for name, codes in selection.facets.items() if codes]
    steps = [_Attempt(name, land, selection.without(name)) for name in ticked]
    if land.gate is not None:
        steps.append(_Attempt("land_use", open_land, selection))
    if selection.query:
        if len(selection.query.needed) > 1:
            steps.append(_Attempt("some_words", land, replace(selection, is_any=True)))
        steps.append(_Attempt("words", land, selection.saying("")))
    return [*steps, _Attempt("everything", open_land, Selection())]


def _read(land: Land, answer: EngineAnswer, selection: Selection | None = None) -> list[Result]:
    """The hits' practices, asked again whether they are public: an index may be a moment behind."""
    public = Practice.objects.public().filter(pk__in=[hit.id for hit in answer.hits])
    found = {practice.pk: practice for practice in practice_rows(public.order_by())}
    shown = [found[hit.id] for hit in answer.hits if hit.id in found]
    explanations = _explained(land, (practice.record for practice in shown))
    passages = snippets(selection, found.keys()) if selection is not None and selection.query else {}
    return [
        Result(practice, explanation, passages.get(practice.pk))
        for practice, explanation in zip(shown, explanations, strict=True)
    ]
