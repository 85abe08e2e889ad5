"""How long a look-up of climate and places takes. Run: python -m benchmarks.zones_lookup

Times are of the processor, in microseconds, so that other work on the machine counts little.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from zones import gazetteer, grid

POINTS = 4_000
ROUNDS = 5
NAMES = ("Ouagadougou", "Copargo", "Le Cap", "Pékin", "Saint-Louis", "San José", "Chartres", "Londres")
BEGINNINGS = ("Ouaga", "Sa", "San", "St", "Mont", "New Y", "Lom", "Bobo")
MISSPELT = ("Ouagadogou", "Chartes", "Antananarive", "Kopargu", "Montpelier sur Mer", "Lyom", "Petrolima")


def main() -> None:
    points = [(random.uniform(-60, 75), random.uniform(-180, 180)) for _ in range(POINTS)]
    climates = [(point, grid.conditions_at(*point)) for point in points]
    land = [point for point, climate in climates if climate and not climate.snapped_km]
    shore = [point for point, climate in climates if climate and climate.snapped_km]
    _report("climate on land", lambda point: grid.conditions_at(*point), land)
    _report("climate near land", lambda point: grid.conditions_at(*point), shore)
    _report("climate anywhere", lambda point: grid.conditions_at(*point), points)
    _report("place by exact name", gazetteer.find, NAMES)
    _report("place by its beginning", gazetteer.find, BEGINNINGS)
    _report("place with a letter wrong", gazetteer.find, MISSPELT)
    _report("nearest places", lambda point: gazetteer.nearest(*point), land[:100])


def _report(name: str, act: Callable[[Any], object], inputs: Sequence[Any]) -> None:
    best = []
    for item in inputs:
        times = []
        for _ in range(ROUNDS):
            start = time.process_time_ns()
            act(item)
            times.append(time.process_time_ns() - start)
        best.append(min(times) / 1000)
    best.sort()
    p95 = best[int(0.95 * (len(best) - 1))]
    sys.stdout.write(f"{name:28} median {statistics.median(best):8.0f} us   95 % {p95:8.0f} us\n")


if __name__ == "__main__":
    random.seed(1)
    main()
