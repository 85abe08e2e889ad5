"""The reference scorer: L = S · C · ½ⁿ for one land and one practice, written to be read.

Every engine's page is checked against this. S is the weighted mean score over the asked factors that the
practice knows, C the share of the asked weight that it knows, n the number of limiters that apply.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from matching import limiters, profile, ranking
from matching.explanation import Explanation, FactorResult, LimiterResult, state_of
from matching.profile import Factor, Limiter
from matching.question import Question, ask, missing
from matching.records import Record
from matching.scoring import score
from zones.land import Land

# Weight and score of each asked factor; None where the practice states nothing.
Points = Sequence[tuple[float, float | None]]


class Scores(NamedTuple):
    """As in Explanation."""

    L: float
    S: float
    C: float


def scored(question: Question, record: Record) -> Scores:
    """L, S and C without the rest of what `explain` says. Raises ValueError when nothing was asked."""
    if question.total <= 0:
        raise ValueError("nothing was asked")
    points = [
        (question.weights[factor.name], _points(question, factor, record))
        for factor in profile.FACTORS
        if factor.name in question.weights
    ]
    return _scores(points, sum(1 for _limiter in _applied(question, record)))


def explain(land: Land, record: Record) -> Explanation | None:
    """None when the land-use gate keeps the practice out."""
    return explainer(land)(record)


def explainer(land: Land) -> Callable[[Record], Explanation | None]:
    """`explain` for many practices: what the land asks is worked out once."""
    return partial(_explained, ask(land), missing(land))


def _explained(question: Question, lacks: tuple[str, ...], record: Record) -> Explanation | None:
    if not question.passes(record.land_uses):
        return None
    results = tuple(
        _result(question, factor, record) for factor in profile.FACTORS if factor.name in question.weights
    )
    applied = tuple(
        LimiterResult(
            limiter.name,
            limiter.factor,
            limiter.block,
            question.answers[limiter.factor],
            record.values.get(limiter.factor),
        )
        for limiter in _applied(question, record)
    )
    L = S = C = None
    if question.total > 0:
        L, S, C = _scores(_weighed(results), len(applied))
    return Explanation(
        id=record.id,
        L=L,
        S=S,
        C=C,
        group=None if L is None else ranking.group_of(L),
        applied=applied,
        factors=results,
        blocks={block: block_state(block, results, applied) for block in profile.BLOCKS},
        telling=telling(results, applied),
        missing=lacks,
    )


def rank(land: Land, records: Iterable[Record]) -> list[Explanation]:
    """Every practice that passes the gate, best first: the full scan that other engines are held to."""
    explain_one = explainer(land)
    found = [(explanation, record) for record in records if (explanation := explain_one(record))]
    found.sort(key=lambda pair: ranking.order_key(pair[0].L, pair[0].known, pair[1].confirmed_on, pair[1].id))
    return [explanation for explanation, _record in found]


def _scores(points: Points, applied: int) -> Scores:
    S, C = similarity(points), coverage(points)
    return Scores(S * C * profile.LIMITER_FACTOR**applied, S, C)


def _weighed(results: Iterable[FactorResult]) -> Points:
    return [(result.weight, result.score) for result in results]


def similarity(points: Points) -> float:
    """Σ w·s / Σ w over what the practice knows, 0 where it knows nothing."""
    known = [(w, s) for w, s in points if s is not None]
    weight = sum(w for w, _s in known)
    return sum(w * s for w, s in known) / weight if weight > 0 else 0.0


def coverage(points: Points) -> float:
    """The share of the asked weight that the practice knows."""
    return sum(w for w, s in points if s is not None) / sum(w for w, _s in points)


def block_state(block: str, results: Iterable[FactorResult], applied: Iterable[LimiterResult]) -> str:
    """One state for a block of factors, never better than its parts.

    A limiter makes it different. Otherwise the weighted mean of the known scores decides, but it is close
    only when none of its factors is different and at least half of its asked weight is known.
    """
    if any(limiter.block == block for limiter in applied):
        return "different"
    parts = [result for result in results if result.block == block]
    if all(part.score is None for part in parts):
        return "unknown"
    points = _weighed(parts)
    state = state_of(similarity(points))
    doubtful = coverage(points) < profile.BLOCK_COVERAGE or any(part.state == "different" for part in parts)
    return "near" if state == "close" and doubtful else state


def telling(results: Iterable[FactorResult], applied: tuple[LimiterResult, ...]) -> str | None:
    """What to name in a card's one sentence, None when everything known is close.

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
        block=factor.block,
        weight=question.weights[factor.name],
        score=points,
        state=state_of(points),
        yours=question.answers[factor.name],
        theirs=record.values.get(factor.name),
    )
