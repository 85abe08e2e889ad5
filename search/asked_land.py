"""Reads the land that a machine asks for: parameters as pages have them, and a place by its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zones.factors import FACTS, NAMES
from zones.gazetteer import Place
from zones.land import SLIDER_GROUPS, Land
from zones.land_reading import Problem, read_land
from zones.place_match import PlaceAnswer, look_up

POSITION: Final = ("place", "lat", "lon")
# What may be stated of a land beside its position.
STATED: Final = (*NAMES, *FACTS, "altitude", "land_use", *(f"weigh_{group}" for group in SLIDER_GROUPS))
# Places named where the one that was told is not clear.
MOST_LISTED: Final = 8
MOST_ELSEWHERE: Final = 3

Reason = Literal["values", "area", "not_found", "sea"]


@dataclass(frozen=True, slots=True)
class UnusableLand(Exception):
    """Says why nothing can be asked for a land.

    `values` has problems; `area` and `not_found` have the text that was typed and the places there are
    instead.
    """

    reason: Reason
    problems: Sequence[Problem] = ()
    typed: str = ""
    places: Sequence[Place] = ()


def asked_land(params: Mapping[str, Sequence[str]], language: str) -> Land:
    """Returns the land; of several places of the name that was told the likeliest. Raises UnusableLand."""
    land, problems = read_land(params)
    if problems:
        raise UnusableLand("values", problems)
    if land.place_name and land.latitude is None:
        answer = look_up(land.place_name, language)
        place = answer.sure or _likeliest(answer)
        if place is None:
            reason: Reason = "area" if answer.kind == "area" else "not_found"
            raise UnusableLand(reason, typed=land.place_name, places=_instead(answer))
        land = land.at_place(place)
    if land.is_at_sea:
        raise UnusableLand("sea", typed=f"{land.latitude}, {land.longitude}")
    return land


def _likeliest(answer: PlaceAnswer) -> Place | None:
    """Returns the best of several places so called, None where it lies in another country than was told."""
    countries = answer.area.countries if answer.area is not None else ()
    for place in answer.places if answer.kind == "places" else ():
        if not countries or place.country in countries:
            return place
    return None


def _instead(answer: PlaceAnswer) -> list[Place]:
    # Room is left for those of that name elsewhere.
    there = (*answer.places, *answer.largest)[: MOST_LISTED - min(len(answer.elsewhere), MOST_ELSEWHERE)]
    listed = {place.id: place for place in (*there, *answer.elsewhere)}
    return [*listed.values()][:MOST_LISTED]
