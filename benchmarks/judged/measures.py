"""How good a ranking is, and how sure that is. Practices with equal scores share their ranks evenly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

CUT: Final = 10
RESAMPLES: Final = 10_000
SEED: Final = 4000
_INTERVAL: Final = (2.5, 97.5)


def percentile(scores: Floats, wanted: int, visible: Mask) -> float:
    """Where one practice stands among those visible: 1 first, 0 last, ½ on average in a random order."""
    others = scores[visible]
    mine = scores[wanted]
    above, equal = int((others > mine).sum()), int((others == mine).sum())
    return 1 - (above + (equal - 1) / 2) / (len(others) - 1)


def in_top(scores: Floats, wanted: int, visible: Mask) -> float:
    """The chance that one practice is among the first ten, ties broken at random."""
    others = scores[visible]
    mine = scores[wanted]
    above, equal = int((others > mine).sum()), int((others == mine).sum())
    return min(max((CUT - above) / equal, 0.0), 1.0)


def ndcg(scores: Floats, grades: Floats, visible: Mask) -> float | None:
    """nDCG of the first ten with gain 2^grade - 1, ties in random order; None where nothing has a grade."""
    gains = 2 ** grades[visible] - 1
    if not gains.any():
        return None
    discounts = 1 / np.log2(np.arange(2, len(gains) + 2))
    discounts[CUT:] = 0
    _distinct, group = np.unique(-scores[visible], return_inverse=True)
    mean = np.bincount(group, gains) / np.bincount(group)
    found = float((mean[np.sort(group)] * discounts).sum())
    return found / float((np.sort(gains)[::-1] * discounts).sum())


@dataclass(frozen=True, slots=True)
class Gain:
    """A mean difference with its 95 % interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


class Bootstrap:
    """Paired resampling of whole groups, whose entries come and go together, alike for all methods."""

    def __init__(self, groups: Sequence[str]) -> None:
        names, self._group = np.unique(np.asarray(groups), return_inverse=True)
        dice = np.random.default_rng(SEED)
        self._drawn = dice.integers(0, len(names), (RESAMPLES, len(names)))
        self._sizes = np.bincount(self._group).astype(np.float64)

    def means(self, values: Floats) -> Floats:
        """The mean of each resample."""
        sums = np.bincount(self._group, values)
        resampled: Floats = sums[self._drawn].sum(axis=1) / self._sizes[self._drawn].sum(axis=1)
        return resampled

    def gain(self, ours: Floats, other: Floats) -> Gain:
        return _gain(float((ours - other).mean()), self.means(ours - other))

    def gain_over_best(self, ours: Floats, others: Mapping[str, Floats]) -> Gain:
        """Over the best of the others, which is chosen anew in every resample."""
        best = np.max([self.means(values) for values in others.values()], axis=0)
        mean = float(ours.mean()) - max(float(values.mean()) for values in others.values())
        return _gain(mean, self.means(ours) - best)


def apart(one: Floats, one_groups: Sequence[str], other: Floats, other_groups: Sequence[str]) -> Gain:
    """The difference of two means of different entries, each resampled by itself."""
    mean = float(one.mean() - other.mean())
    first = Bootstrap(one_groups).means(one)
    second = np.random.default_rng(SEED + 1).permutation(Bootstrap(other_groups).means(other))
    return _gain(mean, first - second)


def _gain(mean: float, resampled: Floats) -> Gain:
    low, high = np.percentile(resampled, _INTERVAL)
    return Gain(mean, float(low), float(high))
