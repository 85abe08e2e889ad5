"""Holds a Köppen class against the months of the place it is given for. Pure: standard library only.

Main letters after Kottek et al. (2006), "World Map of the Köppen-Geiger climate classification updated",
Meteorologische Zeitschrift 15, 259-263.
"""

from collections.abc import Sequence
from typing import Final

# The errors that nine in ten figures of the grid stay within (docs/climate-grid.md): a class that differs by
# less may well be right.
ERROR_C: Final = 1.5
ERROR_RATIO: Final = 1.25
TROPICAL_FROM_C: Final = 18
POLAR_BELOW_C: Final = 10
SNOW_UP_TO_C: Final = -3
# Thresholds of dryness in mm, at 0 °C: most rain in the warm half of the year, in the cold half, in neither.
_WARM_RAIN, _COLD_RAIN, _EVEN_RAIN = 280, 0, 140


def contradicts(
    letters: str, latitude: float, rain_tenths: Sequence[int], temperature_tenths: Sequence[int]
) -> bool:
    """Returns whether the class's first letter cannot be, by twelve months in tenths of mm and of °C."""
    warmest, coldest = max(temperature_tenths) / 10, min(temperature_tenths) / 10
    letter = letters[0]
    if letter == "E":
        return warmest >= POLAR_BELOW_C + ERROR_C
    annual, threshold = sum(rain_tenths) / 10, _dryness_threshold(latitude, rain_tenths, temperature_tenths)
    if letter == "B":
        return annual > 0 and annual >= ERROR_RATIO * threshold
    if annual * ERROR_RATIO < threshold:
        return True
    if letter == "A":
        return coldest < TROPICAL_FROM_C - ERROR_C
    if warmest < POLAR_BELOW_C - ERROR_C:
        return True
    if letter == "D":
        return coldest > SNOW_UP_TO_C + ERROR_C
    return not SNOW_UP_TO_C - ERROR_C <= coldest < TROPICAL_FROM_C + ERROR_C


def _dryness_threshold(
    latitude: float, rain_tenths: Sequence[int], temperature_tenths: Sequence[int]
) -> float:
    """Returns the year's rain in mm below which a climate is dry."""
    mean = sum(temperature_tenths) / 120
    annual, warm_half = sum(rain_tenths), sum(rain_tenths[3:9])
    if latitude < 0:
        warm_half = annual - warm_half
    if 3 * warm_half >= 2 * annual:
        return 20 * mean + _WARM_RAIN
    return 20 * mean + (_COLD_RAIN if 3 * warm_half <= annual else _EVEN_RAIN)
