"""The match as an inner product: the other way to score on a node, measured beside the one that is used.

A practice is the score that it would give at fixed knots of every factor, a question a sparse row of weights.
Between two knots the curve is taken as a straight line, so the product is near S·C, not equal to it; `bound`
says how near. Of several classes that a farmer ticked the first counts here: a best is no product.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching import profile
from matching.profile import Factor, NumberFactor, ShareFactor
from matching.question import Question
from matching.records import Record
from matching.scoring import axis, class_score, separation
from zones.values import Classes, Range

# Of a curve 2^-x², at most so much times the square of the distance between two knots.
CURVATURE: Final = 0.173

_KNOTS: Final = {
    factor.name: np.array([axis(factor, value) for value in factor.knot_values()])
    for factor in profile.FACTORS
    if isinstance(factor, NumberFactor)
}


def _width(factor: Factor) -> int:
    return factor.knots if isinstance(factor, NumberFactor) else len(factor.codes)


def _offsets() -> dict[str, int]:
    places, at = {}, 0
    for factor in profile.FACTORS:
        places[factor.name] = at
        at += _width(factor)
    return places


_OFFSETS: Final = _offsets()
DIMENSIONS: Final = sum(_width(factor) for factor in profile.FACTORS)


def curve_of(record: Record) -> NDArray[np.float64]:
    curve = np.zeros(DIMENSIONS)
    for factor in profile.FACTORS:
        value, at = record.values.get(factor.name), _OFFSETS[factor.name]
        if isinstance(factor, NumberFactor) and isinstance(value, Range):
            knots = _KNOTS[factor.name]
            outside = np.maximum(axis(factor, value.low) - knots, knots - axis(factor, value.high))
            steps = np.maximum(outside, 0) / separation(factor, factor.half)
            curve[at : at + factor.knots] = np.exp2(-(steps**2))
        elif isinstance(factor, ShareFactor) and isinstance(value, Classes):
            curve[at : at + len(factor.codes)] = [code in value.codes for code in factor.codes]
        elif not isinstance(factor, NumberFactor | ShareFactor) and isinstance(value, Classes):
            scores = [class_score(factor, frozenset({code}), value.codes) for code in factor.codes]
            curve[at : at + len(factor.codes)] = scores
    return curve


def weights_of(question: Question) -> NDArray[np.float64]:
    """Its product with a curve is S·C, give or take `bound`."""
    weights = np.zeros(DIMENSIONS)
    for factor in profile.FACTORS:
        if factor.name not in question.weights:
            continue
        weight, at = question.weights[factor.name] / question.total, _OFFSETS[factor.name]
        yours = question.answers[factor.name].value
        if isinstance(factor, NumberFactor) and isinstance(yours, int | float):
            knots = _KNOTS[factor.name]
            place = np.clip((axis(factor, yours) - knots[0]) / (knots[1] - knots[0]), 0, factor.knots - 1)
            left = min(math.floor(place), factor.knots - 2)
            weights[at + left] += weight * (1 - (place - left))
            weights[at + left + 1] += weight * (place - left)
        elif isinstance(factor, ShareFactor) and isinstance(yours, frozenset):
            for code in yours:
                weights[at + factor.codes.index(code)] += weight / len(yours)
        elif not isinstance(factor, NumberFactor | ShareFactor) and isinstance(yours, frozenset):
            weights[at + min(factor.codes.index(code) for code in yours)] += weight
    return weights


def bound(question: Question) -> float:
    """How far the product may be from S·C."""
    found = 0.0
    for factor in profile.FACTORS:
        if isinstance(factor, NumberFactor) and factor.name in question.weights:
            knots = _KNOTS[factor.name]
            step = (knots[1] - knots[0]) / separation(factor, factor.half)
            found += question.weights[factor.name] * CURVATURE * step**2
    return float(found / question.total)
