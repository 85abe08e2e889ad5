"""What the laws expect, computed from figures.py and never from the profile."""

from dataclasses import replace
from typing import Final

from matching import reference
from matching.explanation import Explanation
from matching.records import Record
from tests.unit.matching.figures import GROUP_OF, GROUPS, RAIN, RAIN_SHARES, WEIGHTS
from zones.land import AnswerValue, Land
from zones.values import BooleanValue, Classes, Range, Value

EXACT: Final = 1e-9


def explained(land: Land, record: Record) -> Explanation:
    explanation = reference.explain(land, record)
    assert explanation is not None, "the gate is not what this law is about"
    return explanation


def asked_weights(land: Land, record: Record | None = None) -> dict[str, float]:
    """Weights by factor; of rain only what the water of farmer and practice leaves."""
    sliders = {group: getattr(land.sliders, group) for group in GROUPS}
    if not any(sliders.values()):
        sliders = dict.fromkeys(GROUPS, 1)
    weights = {name: WEIGHTS[name] * sliders[GROUP_OF[name]] for name in land.answers() if name in WEIGHTS}
    left = rain_left(land, record)
    weights |= {name: weights[name] * left for name in RAIN if name in weights}
    return {name: weight for name, weight in weights.items() if weight > 0}


def rain_left(land: Land, record: Record | None) -> float:
    ours = land.stated.get("water_supply")
    theirs = None if record is None else record.values.get("water_supply")
    watered = [ours] if isinstance(ours, frozenset) else []
    watered += [theirs.codes] if isinstance(theirs, Classes) else []
    return min((max(RAIN_SHARES[code] for code in codes) for codes in watered), default=1)


def before_limiters(explanation: Explanation) -> float:
    assert explanation.similarity is not None and explanation.coverage is not None
    return explanation.similarity * explanation.coverage


def value_like(answer: AnswerValue) -> Value:
    """What a practice at the farmer's own place would state."""
    if isinstance(answer, bool):
        return BooleanValue(answer)
    return Classes(answer) if isinstance(answer, frozenset) else Range.point(answer)


def without(record: Record, *names: str) -> Record:
    return replace(record, values={name: v for name, v in record.values.items() if name not in names})


def with_values(record: Record, **values: Value) -> Record:
    return replace(record, values={**record.values, **values})


def same(found: float | None, expected: float) -> bool:
    return found is not None and abs(found - expected) <= EXACT
