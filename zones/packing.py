"""Packs the layers of the climate grid into small integers, and unpacks them. Pure NumPy.

Every function here has its opposite beside it, so that the builder derives its values from exactly the
monthly numbers that a reader gets back.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zones.growing_period import Derived

Array = NDArray[Any]
Layers = dict[str, Array]

MOUNTAIN: Final = 1
COAST: Final = 2

# A month's rain is kept as a square root: exact to 0.03 mm in a desert, to 3 mm in a month of 200 mm,
# 2,200 mm at most. The year's total is kept to the millimetre beside it, and the months are scaled to it.
ROOT_STEPS_PER_MM: Final = 5.4
TENTH: Final = 10

MONTH_LAYERS: Final = (
    *("first_wet_month", "last_wet_month", "second_first_month", "second_last_month", "dry_months"),
)


def delta(values: Array) -> Array:
    """Returns differences between neighbours along the last axis: they compress far better than values."""
    return np.diff(values, axis=-1, prepend=values.dtype.type(0))


def undelta(differences: Array) -> Array:
    return np.cumsum(differences, axis=-1, dtype=differences.dtype)


def pack_monthly(rain_mm: Array, temperature_c: Array) -> Layers:
    """Packs (12, n) each. Temperatures become tenths of a degree: January, then the step of each month."""
    tenths = np.round(temperature_c * TENTH).astype(np.int16)
    steps = np.concatenate([tenths[:1], np.diff(tenths, axis=0)])
    return {
        "rain_year": delta(np.round(rain_mm.sum(axis=0)).astype(np.int16)),
        "rain_root": delta(np.minimum(np.round(np.sqrt(rain_mm) * ROOT_STEPS_PER_MM), 255).astype(np.uint8)),
        "temperature": delta(steps),
    }


def unpack_rain_tenths(layers: Layers) -> Array:
    """Returns monthly rain in tenths of a millimetre, (n, 12) int16."""
    roots, total = layers["rain_root"], undelta(layers["rain_year"])
    rain = np.empty((len(total), len(roots)), dtype=np.int16)
    # One month after the other: twelve at once would take several times the memory that stays.
    squares = np.zeros(len(total), dtype=np.float32)
    for month in roots:
        squares += np.square(undelta(month).astype(np.float32))
    scale = total * np.float32(TENTH) / np.maximum(squares, 1)
    for number, month in enumerate(roots):
        rain[:, number] = np.round(np.square(undelta(month).astype(np.float32)) * scale)
    return rain


def unpack_temperature(layers: Layers) -> Array:
    """Returns monthly temperatures in tenths of a degree, (12, n) int16."""
    steps = undelta(layers["temperature"])
    return np.cumsum(steps, axis=0, dtype=np.int16, out=steps)


def pack_derived(derived: Derived) -> Layers:
    layers: Layers = {name: getattr(derived, name).astype(np.uint8) for name in MONTH_LAYERS}
    return layers | {
        "season_temperature": delta(np.round(derived.season_temperature_c * TENTH).astype(np.int16)),
        "aridity": delta(np.round(derived.aridity_ratio * 1000).astype(np.int16)),
        "growing_period": delta(derived.growing_period_days.astype(np.int16)),
    }
