"""What a result's L decides: its step, its group, its place in the order. One definition for every engine."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching import profile

GROUPS: Final = ("close", "near", "far")

# Sums of the same weights in another order differ by about 1e-11 steps. Tables and halvings do produce exact
# halves of a step; counting a millionth more makes every engine round those the same way.
_HALF_UP: Final = 0.5 + 1e-6


def steps_of(L: float) -> int:
    """L in whole steps of 1e-5, halves up."""
    return math.floor(L * profile.L_STEPS + _HALF_UP)


def steps_of_all(L: NDArray[np.float64]) -> NDArray[np.int64]:
    """`steps_of` for an array."""
    return np.floor(L * profile.L_STEPS + _HALF_UP).astype(np.int64)


def group_of(L: float) -> str:
    steps = steps_of(L)
    if steps >= steps_of(profile.CLOSE_L):
        return "close"
    return "near" if steps >= steps_of(profile.NEAR_L) else "far"


def group_counts(steps: NDArray[np.int64], total: int) -> dict[str, int]:
    """Sizes of the groups. The last one has also those of the `total` whose steps are not given."""
    close = int(np.count_nonzero(steps >= steps_of(profile.CLOSE_L)))
    near = int(np.count_nonzero(steps >= steps_of(profile.NEAR_L)))
    return {"close": close, "near": near - close, "far": total - near}


def order_key(L: float | None, known: int, confirmed_on: int, record_id: int) -> tuple[int, int, int, int]:
    """Sorts the best first: L, then more factors known, then most recently confirmed, then id."""
    return (0 if L is None else -steps_of(L), -known, -confirmed_on, record_id)
