"""Step, group and place in the order of a result, from its likeness (L). One definition for every engine."""

import math
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from matching import profile

# "listed" is what is not far while too little was asked for "close" and "near".
Group = Literal["close", "near", "listed", "far"]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)

# Sums of the same weights in another order differ by about 1e-11 steps. Tables and halvings do produce exact
# halves of a step; counting a millionth more makes every engine round those the same way.
_HALF_UP: Final = 0.5 + 1e-6


def steps_of(likeness: float) -> int:
    """Return a likeness in whole steps of 1e-5, halves rounded up."""
    return math.floor(likeness * profile.LIKENESS_STEPS + _HALF_UP)


def steps_of_all(likeness: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return `steps_of` for each number of an array, in the same shape."""
    return np.floor(likeness * profile.LIKENESS_STEPS + _HALF_UP).astype(np.int64)


def group_of(likeness: float, *, is_grouped: bool, is_like: bool) -> Group:
    """Return the group of a result.

    `is_grouped` says whether enough was asked for more than one list, `is_like` whether the states of the
    groups of factors allow "close" (`matching.reference.is_like`).
    """
    steps = steps_of(likeness)
    if steps < steps_of(profile.NEAR_LIKENESS):
        return "far"
    if not is_grouped:
        return "listed"
    return "close" if is_like and steps >= steps_of(profile.CLOSE_LIKENESS) else "near"


def order_key(
    group: Group | None, likeness: float | None, known: int, confirmed_on: int, record_id: int
) -> tuple[int, int, int, int, int]:
    """Return a key that sorts the best first.

    By group, likeness, more factors known, recently confirmed, lower id.
    """
    return (
        0 if group is None else GROUPS.index(group),
        0 if likeness is None else -steps_of(likeness),
        -known,
        -confirmed_on,
        record_id,
    )
