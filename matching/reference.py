"""The reference scorer: L = S · C · ½ⁿ for one land and one practice, written to be read.

Every engine's page is checked against this. S is the weighted mean score over the asked factors that the
practice knows, C the share of the asked weight that it knows, n the number of limiters that apply.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from matching import limiters, profile, ranking
from matching.explanation import Explanation, FactorResult, LimiterResult, State, state_of
from matching.profile import Factor, FactorGroupName, Limiter
from matching.question import Missing, Question, build_question, missing
from matching.records import Record
from matching.scoring import score
from zones.land import Land

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
    points = [
        (question.weights[factor.name], _points(question, factor, record))
        for factor in profile.FACTORS
        if factor.name in question.weights
    ]
    return _scores(points, sum(1 for _limiter in _applied(question, record)))


def explain(land: Land, record: Record) -> Explanation | None:
    """Return the explanation of one practice; None when the land-use gate keeps it out."""
    return explainer(land)(record)


def explainer(land: Land) -> Callable[[Record], Explanation | None]:
    """Return `explain` for one land and many practices: the question is built once."""
    return partial(_explained, build_question(land), missing(land))


def _explained(question: Question, lacks: tuple[Missing, ...], record: Record) -> Explanation | None:
    if not question.passes(record.land_uses):
        return None
    results = tuple(
        _result(question, factor, record) for factor in profile.FACTORS if factor.name in question.weights
    )
    applied = tuple(
        LimiterResult(
            limiter.name,
            limiter.factor,
            limiter.factor_group,
            question.answers[limiter.factor],
            record.values.get(limiter.factor),
        )
        for limiter in _applied(question, record)
    )
    likeness = similarity = coverage = None
    if question.total > 0:
        likeness, similarity, coverage = _scores(_weighed(results), len(applied))
    return Explanation(
        id=record.id,
        likeness=likeness,
        similarity=similarity,
        coverage=coverage,
        group=None if likeness is None else ranking.group_of(likeness),
        applied=applied,
        factors=results,
        factor_groups={
            factor_group: factor_group_state(factor_group, results, applied)
            for factor_group in profile.FACTOR_GROUPS
        },
        main_difference=main_difference(results, applied),
        missing=lacks,
    )


def rank(land: Land, records: Iterable[Record]) -> list[Explanation]:
    """Return all practices that pass the gate, best first: the full scan that engines are compared with."""
    explain_one = explainer(land)
    found = [(explanation, record) for record in records if (explanation := explain_one(record))]
    found.sort(
        key=lambda pair: ranking.order_key(pair[0].likeness, pair[0].known, pair[1].confirmed_on, pair[1].id)
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
    """Return the coverage: the share of the asked weight that the practice states."""
    return sum(w for w, s in points if s is not None) / sum(w for w, _s in points)


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
    doubtful = known_share(points) < profile.FACTOR_GROUP_COVERAGE or any(
        part.state == "different" for part in parts
    )
    return "near" if state == "close" and doubtful else state


def main_difference(results: Iterable[FactorResult], applied: tuple[LimiterResult, ...]) -> str | None:
    """Return the limiter or factor to name in a card's one sentence, None when everything known is close.

    A limiter before any factor, one that the practice contradicts before one it is silent on; then the known
    factor that costs most. The profile's order decides ties.
    """
    if applied:
        return min(applied, key=lambda limiter: limiter.theirs is None).name
    losses = {
        result.name: result.weight * (1 - result.score)
        for result in results
        if result.score is not None and result.state != "close"
    }
    return max(losses, key=losses.__getitem__) if losses else None


def _applied(question: Question, record: Record) -> Iterable[Limiter]:
    for limiter in question.limiters:
        if not limiters.is_cleared(limiter, question.answers[limiter.factor], record):
            yield limiter


def _points(question: Question, factor: Factor, record: Record) -> float | None:
    theirs = record.values.get(factor.name)
    return None if theirs is None else score(factor, question.answers[factor.name].value, theirs)


def _result(question: Question, factor: Factor, record: Record) -> FactorResult:
    points = _points(question, factor, record)
    return FactorResult(
        name=factor.name,
        factor_group=factor.factor_group,
        weight=question.weights[factor.name],
        score=points,
        state=state_of(points),
        yours=question.answers[factor.name],
        theirs=record.values.get(factor.name),
    )
