"""A farmer's land as a question to every practice: factors with their weights, limiters, and the gate.

Made once for a query; every engine starts from it, so that none decides on its own what was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from matching import limiters, profile
from matching.profile import Limiter, SliderName
from zones import factors
from zones.land import Answer, Land, Sliders

# What a land lacks before its results read as a full match: no soil answer, no crop or animal, fewer than
# three things to compare.
Missing = Literal["soil", "crops", "three factors"]


@dataclass(frozen=True, slots=True)
class Question:
    """`weights`: the factors asked, in profile order, sliders applied. `limiters`: those that may apply."""

    answers: Mapping[str, Answer]
    weights: Mapping[str, float]
    limiters: tuple[Limiter, ...]
    gate: frozenset[str] | None

    @property
    def total(self) -> float:
        """Return the sum of the asked weights; 0 when nothing was asked, and then there is no likeness."""
        return sum(self.weights.values())

    def passes(self, land_uses: frozenset[str]) -> bool:
        """Return whether a practice with these land uses passes the gate."""
        return self.gate is None or not self.gate.isdisjoint(land_uses)


def build_question(land: Land) -> Question:
    """Return what the land asks, with its sliders applied to weights and limiters."""
    answers = land.answers()
    shares = slider_weights(land.sliders)
    weights = {
        factor.name: factor.weight * shares[factor.slider]
        for factor in profile.FACTORS
        if factor.name in answers and shares[factor.slider] > 0
    }
    pertinent = tuple(
        limiter
        for limiter in profile.LIMITERS
        if shares[limiter.slider] > 0 and limiters.may_apply(limiter, answers.get(limiter.factor))
    )
    return Question(answers, weights, pertinent, land.gate)


def slider_weights(sliders: Sliders) -> dict[SliderName, float]:
    """Return each slider's weight by name. All at 0 would compare nothing and counts as all at 1."""
    weights: dict[SliderName, float] = {
        "climate": sliders.climate,
        "soil": sliders.soil,
        "farming": sliders.farming,
    }
    return weights if any(weights.values()) else dict.fromkeys(weights, 1.0)


def missing(land: Land) -> tuple[Missing, ...]:
    """Return what to ask for next, so that a place alone never reads as a full match."""
    answers = land.answers()
    lacks: dict[Missing, bool] = {
        "soil": not any(factor.name in answers for factor in factors.SOIL),
        "crops": "crops" not in answers,
        "three factors": sum(factor.name in answers for factor in profile.FACTORS) < profile.ENOUGH_FACTORS,
    }
    return tuple(name for name, lacking in lacks.items() if lacking)
