"""A farmer's land as a question to every practice: factors with their weights, limiters, and the gate.

Made once for a query; every engine starts from it, so that none decides on its own what was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from matching import conflicts, limiters, profile
from matching.profile import DistanceLimiter, FactorGroupName, Limiter, SliderName
from zones.land import Answer, Land, Sliders


@dataclass(frozen=True)
class Question:
    """What is asked of every practice.

    `weights`: the factors asked, in profile order, sliders applied, whatever the water (`pair_weights`).
    `limiters`: those that may apply. `denied`: bits of what the land denies (`matching/conflicts.py`).
    `crops`: the farmer's crops and animals, None where not told or where farming does not count.
    `rain_share`: how much of their weight the rain factors keep, as far as the farmer's own water goes.
    """

    answers: Mapping[str, Answer]
    weights: Mapping[str, float]
    limiters: tuple[Limiter, ...]
    denied: int
    crops: frozenset[str] | None
    rain_share: float
    sliders_at_work: frozenset[SliderName]
    gate: frozenset[str] | None

    @cached_property
    def rain_total(self) -> float:
        """Return the sum of the weights that water takes away."""
        return sum(weight for name, weight in self.weights.items() if name in profile.RAIN_FACTORS)

    @cached_property
    def other_total(self) -> float:
        """Return the sum of all other weights."""
        return sum(weight for name, weight in self.weights.items() if name not in profile.RAIN_FACTORS)

    @property
    def total(self) -> float:
        """Return the weight asked of a practice without watering; 0 when nothing was asked: no likeness."""
        return self.other_total + self.rain_share * self.rain_total

    @cached_property
    def factor_groups(self) -> tuple[FactorGroupName, ...]:
        """Return the groups of factors of which any factor was asked."""
        asked = {factor.factor_group for factor in profile.FACTORS if factor.name in self.weights}
        return tuple(name for name in profile.FACTOR_GROUPS if name in asked)

    @property
    def is_grouped(self) -> bool:
        """Return whether enough was asked for the groups "close" and "near"."""
        return len(self.factor_groups) >= profile.ENOUGH_FACTOR_GROUPS

    @property
    def could_apply(self) -> int:
        """Return how many limiters and needs could apply to one practice at most."""
        distances = sum(isinstance(limiter, DistanceLimiter) for limiter in self.limiters)
        return self.denied.bit_count() + distances + (self.crops is not None)

    def pair_weights(self, rain_share: float) -> Mapping[str, float]:
        """Return the weights against a practice, of which `rain_share` says how far its rain counts."""
        share = min(self.rain_share, rain_share)
        if share == 1:
            return self.weights
        return {
            name: weight * share if name in profile.RAIN_FACTORS else weight
            for name, weight in self.weights.items()
            if share > 0 or name not in profile.RAIN_FACTORS
        }

    def passes(self, land_uses: frozenset[str]) -> bool:
        """Return whether a practice with these land uses passes the gate."""
        return self.gate is None or not self.gate.isdisjoint(land_uses)


def build_question(land: Land) -> Question:
    """Return what the land asks, with its sliders applied to weights, limiters and needs."""
    answers = land.answers()
    shares = slider_weights(land.sliders)
    at_work = frozenset(name for name, share in shares.items() if share > 0)
    pertinent = tuple(
        limiter
        for limiter in profile.LIMITERS
        if limiter.slider in at_work and limiters.may_apply(limiter, answers.get(limiter.factor))
    )
    return Question(
        answers=answers,
        weights={
            factor.name: factor.weight * shares[factor.slider]
            for factor in profile.FACTORS
            if factor.name in answers and factor.slider in at_work
        },
        limiters=pertinent,
        denied=conflicts.bits_denied(answers, pertinent, at_work),
        crops=_classes(answers.get("crops")) if "farming" in at_work else None,
        rain_share=rain_share(_classes(answers.get("water_supply"))),
        sliders_at_work=at_work,
        gate=land.gate,
    )


def _classes(answer: Answer | None) -> frozenset[str] | None:
    return answer.value if answer is not None and isinstance(answer.value, frozenset) else None


def rain_share(water_supply: frozenset[str] | None) -> float:
    """Return how much of their weight the rain factors keep: 1 where nothing is watered or known, 0 to 1."""
    if not water_supply:
        return 1.0
    return max(profile.RAIN_SHARES[code] for code in water_supply)


def slider_weights(sliders: Sliders) -> dict[SliderName, float]:
    """Return each slider's weight by name. All at 0 would compare nothing and counts as all at 1."""
    weights: dict[SliderName, float] = {
        "climate": sliders.climate,
        "soil": sliders.soil,
        "farming": sliders.farming,
    }
    return weights if any(weights.values()) else dict.fromkeys(weights, 1.0)
