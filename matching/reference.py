"""The reference scorer: L = S · C · ½ⁿ for one land and one practice, written to be read.

Every engine's page is checked against this. S is the weighted mean score over the asked factors that the
practice knows, C the share of the asked weight that it knows, n the number of limiters and denied needs.
Where either side is watered, the factors of rain count less or not at all in that pair.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from matching import limiters, profile, ranking
from matching.explanation import (
    NEED_PREFIX,
    Explanation,
    FactorResult,
    LimiterResult,
    NeedResult,
    State,
    state_of,
)
from matching.profile import DistanceLimiter, Factor, FactorGroupName
from matching.question import Question, build_question, rain_share
from matching.records import Record
from matching.scoring import score
from zones.land import Land
from zones.values import Classes

# Weight and score of each asked factor; None where the practice states nothing.
Points = Sequence[tuple[float, float | None]]


class Scores(NamedTuple):
    """Likeness (L), similarity (S) and coverage (C) of one practice, each 0 to 1, unrounded."""

    likeness: float
    similarity: float
    coverage: float


def scored(question: Question, record: Record) -> Scores:
    """Return the scores without the rest of an explanation. Raises ValueError when nothing was asked."""
    if question.total <= 0:
        raise ValueError("nothing was asked")
    weights = question.pair_weights(_rain_share(record))
    points = [
        (weights[factor.name], _points(question, factor, record))
        for factor in profile.FACTORS
        if factor.name in weights
    ]
    return _scores(points, len(_applied(question, record)))


def explain(land: Land, record: Record) -> Explanation | None:
    """Return the explanation of one practice; None when the land-use gate keeps it out."""
    return explainer(land)(record)


def explainer(land: Land) -> Callable[[Record], Explanation | None]:
    """Return `explain` for one land and many practices: the question is built once."""
    return partial(_explained, build_question(land))


def _explained(question: Question, record: Record) -> Explanation | None:
    if not question.passes(record.land_uses):
        return None
    weights = question.pair_weights(_rain_share(record))
    results = tuple(
        _result(question, factor, record, weights[factor.name])
        for factor in profile.FACTORS
        if factor.name in weights
    )
    applied = _applied(question, record)
    states = {name: factor_group_state(name, results, applied) for name in profile.FACTOR_GROUPS}
    likeness = similarity = coverage = group = None
    if question.total > 0:
        likeness, similarity, coverage = _scores(_weighed(results), len(applied))
        group = ranking.group_of(likeness, is_grouped=question.is_grouped, is_like=is_like(states))
    return Explanation(
        id=record.id,
        likeness=likeness,
        similarity=similarity,
        coverage=coverage,
        group=group,
        applied=applied,
        factors=results,
        factor_groups=states,
        main_difference=main_difference(results, applied),
        silent=_silent(question, record),
        needs=tuple(_needs(question, record)),
        rain_share=min(question.rain_share, _rain_share(record)),
    )


def rank(land: Land, records: Iterable[Record]) -> list[Explanation]:
    """Return all practices that pass the gate, best first: the full scan that engines are compared with."""
    explain_one = explainer(land)
    found = [(explanation, record) for record in records if (explanation := explain_one(record))]
    found.sort(
        key=lambda pair: ranking.order_key(
            pair[0].group, pair[0].likeness, pair[0].known, pair[1].confirmed_on, pair[1].id
        )
    )
    return [explanation for explanation, _record in found]


def _scores(points: Points, applied: int) -> Scores:
    similarity, coverage = weighted_mean(points), known_share(points)
    return Scores(similarity * coverage * profile.LIMITER_FACTOR**applied, similarity, coverage)


def _weighed(results: Iterable[FactorResult]) -> Points:
    return [(result.weight, result.score) for result in results]


def weighted_mean(points: Points) -> float:
    """Return the similarity: Σ w·s / Σ w over the factors that the practice states, 0 without any."""
    known = [(w, s) for w, s in points if s is not None]
    weight = sum(w for w, _s in known)
    return sum(w * s for w, s in known) / weight if weight > 0 else 0.0


def known_share(points: Points) -> float:
    """Return the coverage: the share of the asked weight that the practice states, 0 where none is asked."""
    asked = sum(w for w, _s in points)
    return sum(w for w, s in points if s is not None) / asked if asked > 0 else 0.0


def factor_group_state(
    factor_group: FactorGroupName, results: Iterable[FactorResult], applied: Iterable[LimiterResult]
) -> State:
    """Return one state for a group of factors, never better than its parts.

    A limiter makes it different. Otherwise the weighted mean of the known scores decides, but it is close
    only when none of its factors is different and at least half of its asked weight is known.
    """
    if any(limiter.factor_group == factor_group for limiter in applied):
        return "different"
    parts = [result for result in results if result.factor_group == factor_group]
    if all(part.score is None for part in parts):
        return "unknown"
    points = _weighed(parts)
    state = state_of(weighted_mean(points))
    doubtful = known_share(points) < profile.FACTOR_GROUP_COVERAGE - profile.SCORE_TOLERANCE or any(
        part.state == "different" for part in parts
    )
    return "near" if state == "close" and doubtful else state


def is_like(states: Mapping[FactorGroupName, State]) -> bool:
    """Return whether the groups of factors allow a result in the first group.

    At least three of them were compared, climate is close, and none is different.
    """
    compared = [state for state in states.values() if state != "unknown"]
    return (
        len(compared) >= profile.ENOUGH_FACTOR_GROUPS
        and states["climate"] == "close"
        and "different" not in compared
    )


def main_difference(results: Iterable[FactorResult], applied: Sequence[LimiterResult]) -> str | None:
    """Return the limiter or factor to name in a card's one sentence, None when everything known is close.

    A need that is denied before any limiter, a limiter before any factor; then the known factor that costs
    most. The profile's order decides ties.
    """
    if applied:
        return applied[0].name
    losses = {
        result.name: result.weight * (1 - result.score)
        for result in results
        if result.score is not None and result.state != "close"
    }
    return max(losses, key=losses.__getitem__) if losses else None


def _applied(question: Question, record: Record) -> tuple[LimiterResult, ...]:
    """Return what halves the likeness, each fact once: denied needs, then limiters."""
    return (*_denied(question, record), *_limited(question, record))


def _denied(question: Question, record: Record) -> Iterator[LimiterResult]:
    for need in limiters.site_needs(record):
        state = limiters.need_state(need, question.answers)
        if state == "denied" and need.slider in question.sliders_at_work:
            answer = question.answers[need.fact]
            yield LimiterResult(f"{NEED_PREFIX}{need.code}", need.fact, need.factor_group, answer, None)
    crops = limiters.needed_crops(record)
    if crops and question.crops is not None and question.crops.isdisjoint(crops):
        answer = question.answers["crops"]
        yield LimiterResult(f"{NEED_PREFIX}crops", "crops", "farming", answer, Classes(crops))


def _limited(question: Question, record: Record) -> Iterator[LimiterResult]:
    dry = min(question.rain_share, _rain_share(record)) > 0
    for limiter in question.limiters:
        answer = question.answers[limiter.factor]
        if limiters.applies(limiter, answer, record) and (dry or limiter.factor not in profile.RAIN_FACTORS):
            theirs = record.values.get(limiter.factor)
            yield LimiterResult(limiter.name, limiter.factor, limiter.factor_group, answer, theirs)


def _silent(question: Question, record: Record) -> tuple[str, ...]:
    """Return limiting facts that a person told and the practice does not state, in the profile's order.

    Any slope; of the others those answers that a statement could conflict with.
    """
    told = [limiter.factor for limiter in question.limiters if not isinstance(limiter, DistanceLimiter)]
    if "slope" in question.weights:
        told.append("slope")
    needed = {need.fact for need in limiters.site_needs(record)}
    return tuple(
        name
        for name in dict.fromkeys(limiter.factor for limiter in profile.LIMITERS)
        if name in told
        and question.answers[name].origin == "stated"
        and name not in record.values
        and name not in needed
    )


def _needs(question: Question, record: Record) -> Iterator[NeedResult]:
    for need in limiters.site_needs(record):
        yield NeedResult(need.code, need.fact, limiters.need_state(need, question.answers))
    if crops := limiters.needed_crops(record):
        yield NeedResult("crops", "crops", limiters.crops_state(crops, question.answers), crops)


def _rain_share(record: Record) -> float:
    water_supply = record.values.get("water_supply")
    return rain_share(water_supply.codes if isinstance(water_supply, Classes) else None)


def _points(question: Question, factor: Factor, record: Record) -> float | None:
    theirs = record.values.get(factor.name)
    return None if theirs is None else score(factor, question.answers[factor.name].value, theirs)


def _result(question: Question, factor: Factor, record: Record, weight: float) -> FactorResult:
    points = _points(question, factor, record)
    return FactorResult(
        name=factor.name,
        factor_group=factor.factor_group,
        weight=weight,
        score=points,
        state=state_of(points),
        yours=question.answers[factor.name],
        theirs=record.values.get(factor.name),
    )
