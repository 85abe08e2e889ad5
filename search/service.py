"""The one door to the match: pages, the API and the command line ask here and nowhere else."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from practices.models import Practice
from search.core.explanation import Explanation
from search.core.reference import explain as explain_record
from search.engines.base import EngineAnswer, EngineUnavailable, Selection
from search.engines.registry import engine as engine_named
from search.indexing.documents import record_of
from zones.land import ANY_LAND_USE, Land

logger = logging.getLogger(__name__)

PAGE_SIZE = 20
LAST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Result:
    """One public practice and how it compares; the explanation's L is None when no land was told."""

    practice: Practice
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of results. `relaxed` names what was left out because it found nothing: a facet or "land_use"."""

    results: Sequence[Result]
    total: int
    groups: Mapping[str, int]
    facet_counts: Mapping[str, Mapping[str, int]]
    engine: str
    took_ms: float
    relaxed: str = ""


def explain(land: Land, practice: Practice) -> Explanation:
    """How one practice compares, whatever the gate would have said."""
    explanation = explain_record(replace(land, land_use=None), record_of(practice))
    assert explanation is not None, "an open gate lets every practice pass"
    return explanation


def match(
    land: Land, selection: Selection | None = None, *, page: int = 1, size: int = PAGE_SIZE, engine: str = ""
) -> Answer:
    """Practices for a land, best first. Finds nothing only when nothing is published.

    Raises EngineUnavailable when no engine can answer.
    """
    started = time.perf_counter()
    chosen = engine_named(engine)
    selection = selection or Selection()
    relaxed = ""
    answer = chosen.match(land, selection, offset=(page - 1) * size, limit=size)
    for name, easier_land, easier in _relaxations(land, selection):
        if answer.total:
            break
        relaxed = name
        answer = chosen.match(easier_land, easier, offset=(page - 1) * size, limit=size)
    results = _read(land, answer)
    took_ms = (time.perf_counter() - started) * 1000
    logger.info("match engine=%s total=%d took_ms=%.1f", chosen.name, answer.total, took_ms)
    return Answer(results, answer.total, answer.groups, answer.facet_counts, chosen.name, took_ms, relaxed)


def related(land: Land, practice: Practice, *, limit: int, engine: str = "") -> Sequence[Result]:
    """Other practices close or a bit close to this land; none when no engine answers, for a page must not fail."""
    try:
        answer = engine_named(engine).match(land, Selection(), offset=0, limit=limit + 1)
    except EngineUnavailable:
        return ()
    others = [result for result in _read(land, answer) if result.practice.pk != practice.pk]
    return [result for result in others if result.explanation.group in ("close", "near")][:limit]


def _relaxations(land: Land, selection: Selection) -> Sequence[tuple[str, Land, Selection]]:
    """What may be left out when nothing is found: one facet at a time, then the land use, then all of it."""
    open_land = replace(land, land_use=ANY_LAND_USE)
    steps = [(name, land, selection.without(name)) for name, codes in selection.facets.items() if codes]
    if land.gate is not None:
        steps.append(("land_use", open_land, selection))
    steps.append(("everything", open_land, Selection()))
    return steps


def _read(land: Land, answer: EngineAnswer) -> list[Result]:
    """The hits' practices, asked again whether they are public: an index may be a moment behind."""
    found = {
        practice.pk: practice
        for practice in Practice.objects.public().filter(pk__in=[hit.id for hit in answer.hits])
    }
    return [Result(found[hit.id], explain(land, found[hit.id])) for hit in answer.hits if hit.id in found]
