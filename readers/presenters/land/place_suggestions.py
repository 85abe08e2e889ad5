"""What the place box offers while somebody types: names with their country, as one would write them."""

from functools import lru_cache
from typing import Final

from readers.presenters.land.place_names import named
from zones import gazetteer
from zones.spelling import fold

MOST_OFFERED: Final = 6
# Nearly every place begins with two letters of one's own.
SHORTEST: Final = 3
LONGEST: Final = 40
# More than are offered: several of one name in one country are one line.
MOST_CONSIDERED: Final = 24


def place_suggestions_for(typed: str, language: str) -> list[str]:
    """Return at most six texts that the place box understands; none for what begins no name."""
    key = fold(typed[: LONGEST + 1])
    return list(_texts(key, language)) if SHORTEST <= len(key) <= LONGEST else []


@lru_cache(maxsize=2048)
def _texts(key: str, language: str) -> tuple[str, ...]:
    """Return the texts in the active language, which is `language`."""
    places = gazetteer.completions(key, language, MOST_CONSIDERED)
    texts = (
        # In the United States the state is a part of the name for people.
        named(f"{place.shown}, {place.admin}" if place.country == "US" else place.shown, place.country)
        for place in places
    )
    return tuple(dict.fromkeys(texts))[:MOST_OFFERED]
