"""Reads which country, region or town is told beside a place's name, and what lies there. Pure."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeVar

import numpy as np

from zones.gazetteer import LONGEST_MISSPELT, Mask, Place, largest, table
from zones.geography import EARTH_RADIUS_KM
from zones.spelling import begins_with_words, fold, one_letter_wrong

AreaKind = Literal["country", "region", "town"]
# A country by its code, or a division by its number.
Target = TypeVar("Target", str, int)

# A shorter key is a code (BJ, BEN), which is no name that somebody may have begun or misspelt.
LONGEST_CODE: Final = 3
SHORTEST_BEGUN: Final = 4
SHORTEST_MISSPELT: Final = 4
# What is told as near a town lies within so many km of it: its commune and those around.
AROUND_KM: Final = 60
BENIN: Final = "BJ"


@dataclass(frozen=True, eq=False)
class Area:
    """Holds what was told: countries by ISO code, regions or the surroundings of a town, and its places.

    `namesakes` are the places of regions elsewhere that are called like the country: Niger State, Georgia.
    """

    kind: AreaKind
    told: str
    mask: Mask
    countries: tuple[str, ...] = ()
    namesakes: Mask | None = None

    @property
    def country(self) -> str:
        """Returns the code of the one country that was named, or an empty text."""
        return self.countries[0] if self.kind == "country" and len(self.countries) == 1 else ""

    @property
    def is_empty(self) -> bool:
        """Returns whether the gazetteer has no place there."""
        return not self.mask.any()

    def holds(self, place: Place) -> bool:
        """Returns whether the place lies there."""
        number = table().number(place.id)
        return number is not None and bool(self.mask[number])

    def within(self, other: "Area") -> "Area":
        """Returns what of this area lies in the other; the other where they have nothing in common."""
        for mask in (self.mask, self.namesakes):
            if mask is not None and (mask & other.mask).any():
                return Area("region", self.told, mask & other.mask, other.countries)
        return other


@dataclass(frozen=True, slots=True)
class Subdivision:
    """Holds a commune or arrondissement that is no place of the gazetteer. Only Benin's are known.

    `commune` is empty for a commune. `place` stands for it: the commune's town, or one of its villages.
    """

    name: str
    commune: str
    department: str
    place: Place | None


@lru_cache(maxsize=512)
def country(code: str, told: str = "") -> Area:
    """Returns a country with its places; the mask is empty where the gazetteer has none."""
    return _countries([code], told or code)


def _countries(codes: Sequence[str], told: str, regions: Sequence[int] = ()) -> Area:
    places = table()
    numbers = [places.countries.index(code) for code in codes if code in places.countries]
    mask = np.isin(places.country, numbers)
    namesakes = np.isin(places.admin, list(regions)) & ~mask
    return Area("country", told, mask, tuple(codes), namesakes if namesakes.any() else None)


def _regions(numbers: Sequence[int], told: str) -> Area:
    return Area("region", told, np.isin(table().admin, list(numbers)))


def country_called(told: str) -> Area | None:
    """Returns the country whose whole name this is, in one of the three languages; a code is no name."""
    key = fold(told)
    return _country_or_region(key, told) if len(key) > LONGEST_CODE else None


def country_coded(told: str) -> Area | None:
    """Returns the country with this code of two or three letters, or known by three (UAE)."""
    key = fold(told)
    return _country_or_region(key, told) if len(key) <= LONGEST_CODE else None


def _country_or_region(key: str, told: str) -> Area | None:
    codes = table().country_names.get(key, [])
    return _countries(codes, told, table().region_names.get(key, [])) if codes else None


def country_misspelt(told: str) -> Area | None:
    """Returns the country whose name differs by one letter."""
    return _misspelt(told, table().country_names, SHORTEST_MISSPELT, _countries)


def region_called(told: str) -> Area | None:
    """Returns the regions of that name, in all countries that have one."""
    numbers = table().region_names.get(fold(told), [])
    return _regions(numbers, told) if numbers else None


def regions_without(name: str, places: Sequence[Place]) -> Area | None:
    """Returns the regions of that name that have no town called so or, as their largest, longer."""
    key = fold(name)
    called = [place for place in places if key in (fold(place.name), fold(place.shown))]
    left = []
    for number in table().region_names.get(key, []):
        region = _regions([number], name)
        seat = largest(region.mask, 1)
        if not any(map(region.holds, called)) and not any(begins_with_words(one.name, key) for one in seat):
            left.append(number)
    return _regions(left, name) if left else None


def told_areas(told: str) -> Iterator[Area]:
    """Yields what a text beside a name may tell, likeliest first; nothing where it tells nothing known."""
    places = table()
    key = fold(told)
    if not key:
        return
    exact = _country_or_region(key, told) or region_called(told)
    if exact is not None:
        yield exact
        return
    if (misspelt := country_misspelt(told)) is not None:
        yield misspelt
    if len(key) >= SHORTEST_BEGUN and (codes := _begun(key, places.country_names)):
        yield _countries(codes, told)
    if numbers := places.exact(told):
        yield _around(numbers, told)
    if len(key) >= SHORTEST_BEGUN and (divisions := _begun(key, places.region_names)):
        yield _regions(divisions, told)
    if (region := _misspelt(told, places.region_names, SHORTEST_MISSPELT + 1, _regions)) is not None:
        yield region


def _begun(key: str, names: Mapping[str, list[Target]]) -> list[Target]:
    return sorted({target for name in names if name.startswith(key) for target in names[name]})


def _misspelt(
    told: str,
    names: Mapping[str, list[Target]],
    shortest: int,
    area_of: Callable[[Sequence[Target], str], Area],
) -> Area | None:
    key = fold(told)
    if len(key) < shortest or len(key) > LONGEST_MISSPELT:
        return None
    near = {wrong for wrong in one_letter_wrong(key) if wrong in names and len(wrong) > LONGEST_CODE}
    targets = sorted({target for name in near for target in names[name]})
    return area_of(targets, told) if targets else None


def _around(numbers: Sequence[int], told: str) -> Area:
    places = table()
    nearness = math.cos(AROUND_KM / EARTH_RADIUS_KM)
    mask: Mask = np.zeros(len(places.country), dtype=np.bool_)
    for number in numbers:
        mask |= sum(axis * axis[number] for axis in places.directions) >= nearness
    return Area("town", told, mask)


def subdivisions(name: str, area: Area | None = None) -> list[Subdivision]:
    """Returns the communes and arrondissements of that name, in the area where one was told."""
    key = fold(name)
    places = table()
    rows = [row for row in places.subdivisions if fold(row[0]) == key]
    if area is not None and not (area.kind == "country" and BENIN in area.countries):
        rows = [row for row in rows if row[3] >= 0 and area.mask[row[3]]]
    if any(not commune for _name, commune, _department, _number in rows):
        # The arrondissement of the same name is the commune's seat.
        rows = [row for row in rows if not row[1] or fold(row[1]) != key]
    return [
        Subdivision(name, commune, department, places.place(number) if number >= 0 else None)
        for name, commune, department, number in rows
    ]


def department_of(subdivision: Subdivision) -> Area:
    """Returns the department of one of Benin's communes or arrondissements."""
    numbers = table().region_names[fold(subdivision.department)]
    return Area("region", subdivision.department, _regions(numbers, "").mask & country(BENIN).mask)
