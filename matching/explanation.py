"""What the match says about one practice. Cards, tables, sentences and JSON all come from this object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matching import profile, ranking
from zones import factors
from zones.land import Answer, Told
from zones.values import Classes, Fact, Range, Value


@dataclass(frozen=True, slots=True)
class FactorResult:
    """One asked factor. `weight` has the sliders applied; `score` is None where the practice states nothing.

    States: "close", "near", "different", "unknown".
    """

    name: str
    block: str
    weight: float
    score: float | None
    state: str
    yours: Answer
    theirs: Value | None


@dataclass(frozen=True, slots=True)
class LimiterResult:
    """One limiter that applies. `theirs` is None where the practice is silent rather than contrary."""

    name: str
    factor: str
    block: str
    yours: Answer
    theirs: Value | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One practice against one land.

    L, S and C are unrounded, None when nothing was asked; `group` is then None too. S is 0 where C is.
    `factors` has every asked factor in profile order; `blocks` a state for each of climate, soil, slope and
    farming; `telling` the limiter or factor that speaks most against the practice, None where none does.
    """

    id: int
    L: float | None
    S: float | None
    C: float | None
    group: str | None
    applied: tuple[LimiterResult, ...]
    factors: tuple[FactorResult, ...]
    blocks: Mapping[str, str]
    telling: str | None
    missing: tuple[str, ...]

    @property
    def limiters(self) -> tuple[str, ...]:
        return tuple(limiter.name for limiter in self.applied)

    @property
    def fits(self) -> int:
        return self._count("close")

    @property
    def near(self) -> int:
        return self._count("near")

    @property
    def differs(self) -> int:
        return self._count("different")

    @property
    def unknown(self) -> int:
        return self._count("unknown")

    @property
    def known(self) -> int:
        return len(self.factors) - self.unknown

    def _count(self, state: str) -> int:
        return sum(factor.state == state for factor in self.factors)


def state_of(score: float | None) -> str:
    if score is None:
        return "unknown"
    if score >= profile.CLOSE_SCORE:
        return "close"
    return "near" if score >= profile.NEAR_SCORE else "different"


def to_json(explanation: Explanation) -> dict[str, Any]:
    """One entry of `results`; the caller adds slug, title, distance and continent."""
    L = explanation.L
    return {
        "id": explanation.id,
        "L": None if L is None else ranking.steps_of(L) / profile.L_STEPS,
        "S": _rounded(explanation.S),
        "C": _rounded(explanation.C),
        "group": explanation.group,
        "limiters": list(explanation.limiters),
        "factors": [
            {
                "name": factor.name,
                "weight": _rounded(factor.weight),
                "score": _rounded(factor.score),
                "state": factor.state,
                "yours": _told(factor.name, factor.yours.value),
                "theirs": None if factor.theirs is None else _value(factor.name, factor.theirs),
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


def _told(name: str, value: Told) -> float | bool | list[str]:
    return _in_order(name, value) if isinstance(value, frozenset) else value


def _value(name: str, value: Value) -> dict[str, float] | bool | list[str]:
    match value:
        case Range(low, high):
            return {"low": low, "high": high}
        case Classes(codes):
            return _in_order(name, codes)
        case Fact(fact):  # pragma: no cover  (carries no weight, so it is never among the factors)
            return fact


def _in_order(name: str, codes: frozenset[str]) -> list[str]:
    return [code for code in factors.CHOICES[name].codes if code in codes]
