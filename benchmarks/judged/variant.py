"""The match under another profile: factors taken away, other weights, half-score distances and limits."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from matching import profile
from matching.profile import DistanceLimiter, Factor, Limiter, NumberFactor


@dataclass(frozen=True, slots=True)
class Variant:
    """What differs from the published profile; all other weights stay, and need not add up to 1.

    `without` takes factors out of the mean; their limiters stay. `halves` and `limits` are half-score
    distances by factor and limits by limiter, in the factor's unit or as ratios. `halving` is
    what a limiter or need that applies leaves of the likeness, ½ as published, 1 for nothing to apply at all.
    Without `is_grouped` nothing is sorted by groups, only by likeness.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    halves: Mapping[str, float] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    halving: float = profile.LIMITER_FACTOR
    is_grouped: bool = True


@contextmanager
def in_place(variant: Variant) -> Iterator[None]:
    """Make `matching.reference` follow the variant inside the block. Raises KeyError for an unknown name.

    The columns keep tables of the published profile and are not to be used inside.
    """
    named = variant.weights.keys() | variant.halves.keys() | variant.without
    unknown = (named - profile.FACTORS_BY_NAME.keys()) | (
        variant.limits.keys() - {limiter.name for limiter in profile.LIMITERS}
    )
    if unknown:
        raise KeyError(f"not in the profile: {', '.join(sorted(unknown))}")
    factors = [_factor(variant, factor) for factor in profile.FACTORS]
    changed: dict[str, Any] = {
        "FACTORS": tuple(factor for factor in factors if factor.name not in variant.without),
        # Limiters look up the distances of factors that are out of the mean, too.
        "FACTORS_BY_NAME": {factor.name: factor for factor in factors},
        "LIMITERS": tuple(_limiter(variant, limiter) for limiter in profile.LIMITERS),
    }
    changed["LIMITER_FACTOR"] = variant.halving
    if variant.halving == 1:
        changed |= {"LIMITERS": (), "SITE_NEEDS": ()}
    if not variant.is_grouped:
        # More groups of factors than there are would have to be told.
        changed["ENOUGH_FACTOR_GROUPS"] = len(profile.FACTOR_GROUPS) + 1
    before = {name: getattr(profile, name) for name in changed}
    try:
        for name, value in changed.items():
            setattr(profile, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(profile, name, value)


def _factor(variant: Variant, factor: Factor) -> Factor:
    weighed = replace(factor, weight=variant.weights.get(factor.name, factor.weight))
    if isinstance(weighed, NumberFactor):
        return replace(weighed, half=variant.halves.get(factor.name, weighed.half))
    return weighed


def _limiter(variant: Variant, limiter: Limiter) -> Limiter:
    if isinstance(limiter, DistanceLimiter):
        return replace(limiter, limit=variant.limits.get(limiter.name, limiter.limit))
    return limiter
