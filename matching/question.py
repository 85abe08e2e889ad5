"""What a farmer's land asks of every practice: which factors with which weights, which limiters, which gate.

Made once for a query; every engine starts from it, so that none decides on its own what was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from matching import limiters, profile
from matching.profile import Limiter
from zones import factors
from zones.land import Answer, Land, Sliders


@dataclass(frozen=True, slots=True)
class Question:
    """`weights`: the factors asked, in profile order, sliders applied. `limiters`: those that may apply."""

    answers: Mapping[str, Answer]
    weights: Mapping[str, float]
    limiters: tuple[Limiter, ...]
    gate: frozenset[str] | None

    @property
    def total(self) -> float:
        """The asked weight; 0 when nothing was asked, and then there is no L."""
        return sum(self.weights.values())

    def passes(self, land_uses: frozenset[str]) -> bool:
        return self.gate is None or not self.gate.isdisjoint(land_uses)


def ask(land: Land) -> Question:
    answers = land.answers()
    shares = group_weights(land.sliders)
    weights = {
        factor.name: factor.weight * shares[factor.group]
        for factor in profile.FACTORS
        if factor.name in answers and shares[factor.group] > 0
    }
    pertinent = tuple(
        limiter
        for limiter in profile.LIMITERS
        if shares[limiter.group] > 0 and limiters.may_apply(limiter, answers.get(limiter.factor))
    )
    return Question(answers, weights, pertinent, land.gate)


def group_weights(sliders: Sliders) -> dict[str, float]:
    """The sliders by group. All at 0 would compare nothing and counts as all at 1."""
    weights = {"climate": sliders.climate, "soil": sliders.soil, "farming": sliders.farming}
    return weights if any(weights.values()) else dict.fromkeys(weights, 1.0)


def missing(land: Land) -> tuple[str, ...]:
    """What to ask for next, so that a place alone never reads as a full match.

    "soil": no soil answer; "crops": no crop or animal; "three factors": fewer than three things to compare.
    """
    answers = land.answers()
    lacks = {
        "soil": not any(factor.name in answers for factor in factors.SOIL),
        "crops": "crops" not in answers,
        "three factors": sum(factor.name in answers for factor in profile.FACTORS) < profile.ENOUGH_FACTORS,
    }
    return tuple(name for name, lacking in lacks.items() if lacking)
