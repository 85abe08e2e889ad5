"""Finds what somebody means who types a place, and decides when it is meant without doubt. Pure.

A country, region or town that is told beside the name is never left: what is not found there is said to be
not found, and places of the same name elsewhere come apart from what lies there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zones import areas, gazetteer
from zones.areas import Area, Subdivision
from zones.blank import without_marks
from zones.gazetteer import LONGEST_NAME, Place
from zones.spelling import begins_with_words, fold, foldings

# A capital and a hamlet of the same name: whoever types it alone means the one that is this much larger.
CLEARLY_LARGER: Final = 30
# A place that only has the name beside its own makes it doubtful unless it is this much smaller.
SMALLER: Final = 3
MOST_TOWNS: Final = 24
MOST_ELSEWHERE: Final = 4
# The same for a name that another place bears as its own, and this one only beside its own: Pô is Bozhou too.
CLEARLY_LARGER_BY_ANOTHER_NAME: Final = 300
# Who types the first words of a longer name may mean that place, if it is so many times larger.
LARGER_BY_WORDS: Final = 4
# So many that those of the same name are among them.
MOST_CONSIDERED: Final = 48
# Countries have names of up to five words, regions too.
LONGEST_TOLD: Final = 5

AnswerKind = Literal[
    "places", "area", "not_there", "no_places", "unknown_area", "subdivision", "unknown", "number"
]

# What stands between a name and where it is. A hyphen without blanks is part of a name.
_BETWEEN: Final = re.compile(r"[,;()\[\]]|\s[-\u2010-\u2015/]+\s")
# A postcode or the number of a house, which no list of places has.
_NUMBER: Final = re.compile(r"[0-9][0-9\s-]*")
_NUMBER_BESIDE: Final = re.compile(r"\b[0-9]{2,}(?:-[0-9]{2,})?\b")
_WORDS: Final = re.compile(r"[\s\-\u2010-\u2015]+")


@dataclass(frozen=True)
class PlaceAnswer:
    """Holds what was found for a typed text.

    `name` is the part that names the place, as typed. `sure` is the place that is meant without doubt. What
    else there is to offer: `places` so called or nearly so, `subdivisions` so called, `largest` towns of the
    `area` that was told, and `elsewhere` places of the name outside it. `kind` says which sentence they need.
    """

    kind: AnswerKind
    name: str
    sure: Place | None = None
    places: Sequence[Place] = ()
    area: Area | None = None
    subdivisions: Sequence[Subdivision] = ()
    largest: Sequence[Place] = ()
    elsewhere: Sequence[Place] = ()

    @property
    def is_called_so(self) -> bool:
        """Returns whether the list has what was typed: a place of that name where it was told, or an area."""
        return self.kind == "area" or bool(_called(self.name, self.places))


def look_up(typed: str, language: str = "en") -> PlaceAnswer:
    """Returns what a typed place may be, with a country, region or town beside it or none."""
    text = " ".join(without_marks(typed).split())
    if len(text) > LONGEST_NAME:
        return PlaceAnswer("unknown", text)
    if _NUMBER.fullmatch(text):
        return PlaceAnswer("number", text)
    answer = _look_up(text, language)
    # Names have numbers too: "25 de Mayo". Only what is no name is read without its postcode.
    bare = " ".join(_NUMBER_BESIDE.sub(" ", text).split()).strip(" ,;-")
    if bare in ("", text) or answer.is_called_so:
        return answer
    without_number = _look_up(bare, language)
    return without_number if without_number.is_called_so else answer


def _look_up(text: str, language: str) -> PlaceAnswer:
    # "Congo - Kinshasa" is a name, as it stands.
    if (area := areas.country_called(text)) is not None:
        return _area_alone(text, area, language)
    name, *told = [part.strip() for part in _BETWEEN.split(text) if part.strip(" -")] or [""]
    if not told:
        return _alone(name, language)
    behind = _BETWEEN.split(text, maxsplit=1)[1]
    if areas.country_called(behind) is not None:
        # "Hong Kong (China)" and "Congo - Kinshasa" are names of one country.
        told = [behind]
    elif areas.country_called(name) is not None and not any(map(areas.country_called, told)):
        name, told = told[0], [*told[1:], name]
    return _beside(text, name, told, language)


def sure_match(name: str, places: Sequence[Place]) -> Place | None:
    """Return the place that is meant without doubt, or None.

    It is the only one called so, or by far the largest of them. `places` come as the gazetteer found them.
    """
    wanted = fold(name)
    exact = _called(name, places)
    if not exact:
        return None
    first, *others = exact
    if fold(first.name) != wanted:
        rivals = [
            (place, CLEARLY_LARGER_BY_ANOTHER_NAME if fold(place.name) == wanted else CLEARLY_LARGER)
            for place in others
        ]
    else:
        rivals = [
            (place, CLEARLY_LARGER)
            for place in others
            if fold(place.name) == wanted or place.population * SMALLER > first.population
        ]
    if any(first.population < times * place.population for place, times in rivals):
        return None
    named_longer = (place for place in places if begins_with_words(place.name, wanted))
    if any(place.population > LARGER_BY_WORDS * first.population for place in named_longer):
        return None
    return first


def _called(name: str, places: Sequence[Place]) -> list[Place]:
    wanted = foldings(name)
    return [place for place in places if fold(place.shown) in wanted or fold(place.name) in wanted]


def _found(name: str, language: str, area: Area | None = None) -> list[Place]:
    return gazetteer.find(name, language, MOST_CONSIDERED, within=None if area is None else area.mask)


def _elsewhere(name: str, language: str, area: Area) -> list[Place]:
    """Returns the places of that name outside the area."""
    outside = gazetteer.find(name, language, MOST_CONSIDERED, within=~area.mask)
    return _called(name, outside)[:MOST_ELSEWHERE]


# --- a name alone -------------------------------------------------------------------------------------------


def _alone(name: str, language: str) -> PlaceAnswer:
    found = _found(name, language)
    called = _called(name, found)
    if called:
        region = areas.regions_without(name, found)
        largest = [] if region is None else gazetteer.largest(region.mask, MOST_TOWNS)
        # A region of that name whose towns are larger: Florida is a town in Uruguay, too.
        if region is not None and largest and largest[0].population > called[0].population:
            return PlaceAnswer("area", name, places=called[:MOST_ELSEWHERE], area=region, largest=largest)
        return _of_that_name(name, found)
    if (region := areas.region_called(name)) is not None:
        return _area_alone(name, region, language)
    if (area := areas.country_coded(name) or areas.country_misspelt(name)) is not None:
        return _area_alone(name, area, language)
    if (answer := _told_by_blanks(name, language)) is not None:
        return answer
    if parts := areas.subdivisions(name):
        return _of_subdivisions(name, parts, None, found)
    return PlaceAnswer("places" if found else "unknown", name, places=found)


def _of_that_name(name: str, found: Sequence[Place], area: Area | None = None) -> PlaceAnswer:
    return PlaceAnswer("places", name, sure=sure_match(name, found), places=found, area=area)


def _area_alone(told: str, area: Area, language: str) -> PlaceAnswer:
    """Returns the towns of a country or region, first those that bear its name; never a sure place."""
    if area.is_empty:
        return PlaceAnswer("no_places", told, area=area, elsewhere=_elsewhere(told, language, area))
    named = _called(told, _found(told, language, area))[:MOST_ELSEWHERE]
    largest = [place for place in gazetteer.largest(area.mask, MOST_TOWNS) if place not in named]
    return PlaceAnswer(
        "area",
        told,
        places=named,
        area=area,
        largest=largest[: MOST_TOWNS - len(named)],
        elsewhere=[*_elsewhere(told, language, area), *_of_namesakes(area)],
    )


def _of_namesakes(area: Area) -> list[Place]:
    return [] if area.namesakes is None else gazetteer.largest(area.namesakes, MOST_ELSEWHERE)


def _told_by_blanks(text: str, language: str) -> PlaceAnswer | None:
    """Returns what a text means whose last or first words tell where it is, or None."""
    doubtful: PlaceAnswer | None = None
    for name, told in _cuts(text):
        for area in _told_in_words(told):
            answer = _within(name, area, language)
            if answer.sure is not None or (answer.kind == "places" and _called(name, answer.places)):
                return answer
            # Only a country is told by its mere name: "Central" or "Norte" end many names of villages.
            if area.kind == "country" and doubtful is None:
                doubtful = answer
    return doubtful


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """Yields a name and what may tell where it is, longest first: after the name, then before it."""
    words = [word for word in _WORDS.split(text) if word]
    lengths = range(min(len(words) - 1, LONGEST_TOLD), 0, -1)
    for length in lengths:
        yield " ".join(words[:-length]), " ".join(words[-length:])
    for length in lengths:
        yield " ".join(words[length:]), " ".join(words[:length])


def _told_in_words(told: str) -> Iterator[Area]:
    """Yields the country or region that words tell. Codes count in capitals only: "la" is not Laos."""
    area = areas.country_called(told) or (areas.country_coded(told) if told.isupper() else None)
    if area is not None:
        yield area
        return
    for found in (areas.region_called(told), areas.country_misspelt(told)):
        if found is not None:
            yield found


# --- a name, and where it is --------------------------------------------------------------------------------


def _beside(text: str, name: str, told: Sequence[str], language: str) -> PlaceAnswer:
    """Returns what a name means with what was told beside it, the widest last: town, region, country."""
    if not any(map(str.isalpha, name)):
        return PlaceAnswer("unknown", text)
    answers = [_within(name, area, language) for area in _narrowed(told)]
    for answer in answers:
        if answer.kind == "places" and _called(name, answer.places):
            return answer
    if answers:
        return answers[0]
    # "Washington, D.C." is a name too.
    whole = _found(text, language)
    if _called(text, whole):
        return _of_that_name(text, whole)
    found = _found(name, language)
    unknown = Area("region", " ".join(told), areas.country("").mask)
    return PlaceAnswer(
        "unknown_area" if found else "unknown",
        name if found else text,
        places=found,
        area=unknown,
    )


def _narrowed(told: Sequence[str]) -> list[Area]:
    """Returns the areas that all known parts tell together, likeliest first."""
    known = [found for part in told if (found := list(areas.told_areas(part)))]
    if not known:
        return []
    *narrower, widest = known
    narrowed = widest
    for options in reversed(narrower):
        narrowed = [option.within(area) for area in narrowed for option in options]
    return narrowed


def _within(name: str, area: Area, language: str) -> PlaceAnswer:
    """Returns what bears the name in the area; where nothing does, what to offer instead."""
    if area.is_empty:
        return PlaceAnswer("no_places", name, area=area, elsewhere=_elsewhere(name, language, area))
    found = _found(name, language, area)
    if _called(name, found):
        return _of_that_name(name, found, area)
    if area.namesakes is not None:
        # The country is not left without asking.
        there = _called(name, gazetteer.find(name, language, MOST_CONSIDERED, within=area.namesakes))
        if there:
            return PlaceAnswer("places", name, places=there, area=area)
    if parts := areas.subdivisions(name, area):
        return _of_subdivisions(name, parts, area, _elsewhere(name, language, area))
    largest = [place for place in gazetteer.largest(area.mask, MOST_TOWNS) if place not in found]
    return PlaceAnswer(
        "not_there",
        name,
        places=found[:MOST_ELSEWHERE],
        area=area,
        largest=largest,
        elsewhere=_elsewhere(name, language, area),
    )


def _of_subdivisions(
    name: str, parts: Sequence[Subdivision], area: Area | None, elsewhere: Sequence[Place]
) -> PlaceAnswer:
    """Returns communes or arrondissements of the name, and the towns of a department where none is known."""
    places = [part.place for part in parts if part.place is not None]
    largest = [
        place
        for part in parts
        if part.place is None
        for place in gazetteer.largest(areas.department_of(part).mask, MOST_TOWNS)
    ]
    return PlaceAnswer(
        "subdivision",
        name,
        places=list({place.id: place for place in places}.values()),
        area=area or areas.country(areas.BENIN),
        subdivisions=parts,
        largest=largest[:MOST_TOWNS],
        elsewhere=_called(name, elsewhere)[:MOST_ELSEWHERE],
    )
