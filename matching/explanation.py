"""The result of comparing one practice with one land. Cards, tables, sentences and JSON are made from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from matching import profile, ranking
from matching.limiters import NeedState
from matching.profile import FactorGroupName
from matching.ranking import Group
from zones import factors
from zones.land import Answer, AnswerValue
from zones.values import BooleanValue, Classes, Range, Value

# Begins the name of a need where it stands among limiters.
NEED_PREFIX: Final = "needs_"

# How a factor, or a group of factors, of a practice compares with the land.
State = Literal["close", "near", "different", "unknown"]


@dataclass(frozen=True, slots=True)
class FactorResult:
    """One asked factor; `weight` has the sliders applied, `score` is None where nothing is stated."""

    name: str
    factor_group: FactorGroupName
    weight: float
    score: float | None
    state: State
    yours: Answer
    theirs: Value | None


@dataclass(frozen=True, slots=True)
class LimiterResult:
    """One limiter that applies, or a need that the farmer denies: then `theirs` is what the practice needs.

    `name` begins with "needs_" for a need. `theirs` is None for a need of the site, which has no values.
    """

    name: str
    factor: str
    factor_group: FactorGroupName
    yours: Answer
    theirs: Value | None

    @property
    def is_need(self) -> bool:
        """Return whether the practice hinges on what the farmer denies."""
        return self.name.startswith(NEED_PREFIX)


@dataclass(frozen=True, slots=True)
class NeedResult:
    """Something that the practice hinges on, and what the farmer's answers say of it.

    `name` is a code of `vocabulary.SITE_NEEDS`, or "crops" for the crops or animals in `codes`, of which one
    is needed. `fact` names the answer that decides.
    """

    name: str
    fact: str
    state: NeedState
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Explanation:
    """One practice compared with one land.

    `likeness`, `similarity` and `coverage` (L, S and C of docs/matching.md) are unrounded, None when nothing
    was asked; `group` is then None too. `similarity` is 0 where `coverage` is. `factors` has every asked
    factor in profile order, `factor_groups` a state for each of climate, soil, slope and farming.
    `main_difference` names the limiter or factor that speaks most against the practice, None where none does;
    `silent` names what could have limited the practice, was told by the farmer, and is not known of theirs.
    `needs` is all that the practice hinges on. `rain_share` is the share of their weight that the factors of
    rain keep, because one side or the other is watered: 1, ½, or 0, and then they are not among `factors`.
    """

    id: int
    likeness: float | None
    similarity: float | None
    coverage: float | None
    group: Group | None
    applied: tuple[LimiterResult, ...]
    factors: tuple[FactorResult, ...]
    factor_groups: Mapping[FactorGroupName, State]
    main_difference: str | None
    silent: tuple[str, ...]
    needs: tuple[NeedResult, ...]
    rain_share: float

    @property
    def limiters(self) -> tuple[str, ...]:
        """Return the names of the limiters that apply."""
        return tuple(limiter.name for limiter in self.applied)

    @property
    def is_close(self) -> bool:
        """Return whether the practice is much like the land, in one list by its likeness alone."""
        if self.group != "listed":
            return self.group == "close"
        return ranking.steps_of(self.likeness or 0) >= ranking.steps_of(profile.CLOSE_LIKENESS)

    @property
    def fits(self) -> int:
        """Return how many factors are close."""
        return self._count("close")

    @property
    def near(self) -> int:
        """Return how many factors are near."""
        return self._count("near")

    @property
    def differs(self) -> int:
        """Return how many factors are different."""
        return self._count("different")

    @property
    def unknown(self) -> int:
        """Return how many asked factors the practice states nothing about."""
        return self._count("unknown")

    @property
    def known(self) -> int:
        """Return how many asked factors the practice states."""
        return len(self.factors) - self.unknown

    def _count(self, state: State) -> int:
        return sum(factor.state == state for factor in self.factors)


def state_of(score: float | None) -> State:
    """Return the state of a score between 0 and 1, "unknown" for None."""
    if score is None:
        return "unknown"
    if score >= profile.CLOSE_SCORE - profile.SCORE_TOLERANCE:
        return "close"
    return "near" if score >= profile.NEAR_SCORE - profile.SCORE_TOLERANCE else "different"


def to_json(explanation: Explanation) -> dict[str, Any]:
    """Return one entry of `results` in JSON; the caller adds slug, title, distance and continent."""
    likeness = explanation.likeness
    return {
        "id": explanation.id,
        "L": None if likeness is None else ranking.steps_of(likeness) / profile.LIKENESS_STEPS,
        "S": _rounded(explanation.similarity),
        "C": _rounded(explanation.coverage),
        "group": None if explanation.group == "listed" else explanation.group,
        "limiters": list(explanation.limiters),
        "needs": [
            {"need": need.name, "state": need.state, **({"codes": sorted(need.codes)} if need.codes else {})}
            for need in explanation.needs
        ],
        "factors": [
            {
                "name": factor.name,
                "weight": _rounded(factor.weight),
                "score": _rounded(factor.score),
                "state": factor.state,
                "yours": _answer_json(factor.name, factor.yours.value),
                "theirs": None if factor.theirs is None else _value_json(factor.name, factor.theirs),
                "origin": {
                    "yours": factor.yours.origin,
                    "theirs": None if factor.theirs is None else factor.theirs.origin,
                },
            }
            for factor in explanation.factors
        ],
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 5)


def _answer_json(name: str, value: AnswerValue) -> float | bool | list[str]:
    return _in_order(name, value) if isinstance(value, frozenset) else value


def _value_json(name: str, value: Value) -> dict[str, float] | bool | list[str]:
    match value:
        case Range(low, high):
            return {"low": low, "high": high}
        case Classes(codes):
            return _in_order(name, codes)
        case BooleanValue(fact):  # pragma: no cover  (carries no weight, so it is never among the factors)
            return fact


def _in_order(name: str, codes: frozenset[str]) -> list[str]:
    return [code for code in factors.CHOICES[name].codes if code in codes]
