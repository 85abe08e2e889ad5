"""What follows from a stated rain at places drawn at random, what a look-up takes, and what the map flags.

Run: python -m benchmarks.stated_rain
"""

import math
import random
import statistics
import sys
import time
from typing import Final

from zones import grid
from zones.derivation import RAIN_STEPS, corrected_for_rain
from zones.grid import Climate
from zones.land import climate_at, land_at

PLACES: Final = 1_000
# The high end of a stated rain over its low end, such as 300 to 900 mm.
SPREADS: Final = (1.5, 2.0, 3.0)
DRY_MM: Final = 100


def main() -> None:
    found = _climates()
    _flags(found)
    wet = [climate for climate in found if climate.rain_mm_per_year >= DRY_MM][:PLACES]
    for spread in SPREADS:
        _turns(wet, spread)
    _times(wet)


def _climates() -> list[Climate]:
    """Returns climates on land north of 60° S, equal areas equally often."""
    found = []
    while len(found) < 20 * PLACES:
        climate = grid.conditions_at(_latitude(), random.uniform(-180, 180))
        if climate is not None and climate.snapped_km == 0:
            found.append(climate)
    return found


def _latitude() -> float:
    """Returns a latitude in proportion to the area there, which shrinks with its cosine."""
    while True:
        latitude = random.uniform(-60, 84)
        if random.random() < math.cos(math.radians(latitude)):
            return latitude


def _flags(found: list[Climate]) -> None:
    about = [climate.is_mountain or climate.is_coast for climate in found]
    steep = [climate.has_steep_rain for climate in found]
    fresh = [s and not a for s, a in zip(steep, about, strict=True)]
    hidden = [not climate.koppen for climate in found]
    for name, flags in (
        ("mountain or coast", about),
        ("steep rain", steep),
        ("steep rain, neither of both", fresh),
        ("Köppen class not shown", hidden),
    ):
        sys.stdout.write(f"{name:30} {100 * statistics.mean(flags):5.1f} % of the land\n")


def _turns(found: list[Climate], spread: float) -> None:
    beyond = []
    for climate in found:
        low = climate.rain_mm_per_year / spread**0.5
        steps = [low * (1 + (spread - 1) * step / (RAIN_STEPS - 1)) for step in range(RAIN_STEPS)]
        season = [corrected_for_rain(climate, mm).season_temperature_c for mm in steps]
        ends = sorted((season[0], season[-1]))
        beyond.append(max(ends[0] - min(season), max(season) - ends[1]) > 0.5)
    sys.stdout.write(
        f"rain from x to {spread:.1f}x: warmth of the season beyond both ends by more than 0.5 °C at "
        f"{100 * statistics.mean(beyond):.0f} % of {len(found)} places\n"
    )


def _times(found: list[Climate]) -> None:
    first, again = [], []
    for climate in found:
        land = land_at(climate.latitude, climate.longitude, stated={"rain": climate.rain_mm_per_year + 100})
        for times in (first, again):
            climate_at(climate.latitude, climate.longitude, None)
            start = time.process_time_ns()
            land_at(land.latitude or 0, land.longitude or 0, stated=land.stated).answers()
            times.append((time.process_time_ns() - start) / 1e6)
    for name, times in (("first", first), ("again", again)):
        times.sort()
        sys.stdout.write(
            f"land with a stated rain, {name:6} median {statistics.median(times):6.2f} ms   "
            f"95 % {times[int(0.95 * (len(times) - 1))]:6.2f} ms\n"
        )


if __name__ == "__main__":
    random.seed(1)
    main()
