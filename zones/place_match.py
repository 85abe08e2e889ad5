"""Decides when the place that somebody typed is meant without doubt. Pure."""

from collections.abc import Sequence
from typing import Final

from zones.gazetteer import Place
from zones.spelling import fold

# A capital and a hamlet of the same name: whoever types it alone means the one that is this much larger.
CLEARLY_LARGER: Final = 30
# A place that only has the name beside its own makes it doubtful unless it is this much smaller.
SMALLER: Final = 3


def sure_match(typed: str, places: Sequence[Place]) -> Place | None:
    """Return the place that is meant without doubt, or None.

    It is the only one called so, or by far the largest of them. `places` come as the gazetteer found them.
    """
    wanted = fold(typed.split(",", maxsplit=1)[0])
    exact = [place for place in places if wanted in (fold(place.shown), fold(place.name))]
    if not exact:
        return None
    first, *others = exact
    if fold(first.name) != wanted:
        rivals = others
    else:
        rivals = [
            place
            for place in others
            if fold(place.name) == wanted or place.population * SMALLER > first.population
        ]
    largest = max((place.population for place in rivals), default=0)
    return first if first.population >= CLEARLY_LARGER * largest else None
