"""Find towns and villages by name or position, from the packed GeoNames file in `zones/data`. Pure.

Built by `zones/build/gazetteer.py`; what is in the file and how names are matched stands in `docs/places.md`.
"""

import json
import math
import unicodedata
import zlib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zones.geography import distance_km
from zones.packing import undelta
from zones.spelling import begins_with_words, fold, foldings, one_letter_wrong

FILE_NAME: Final = "places.npz"
DATA_FILE: Final = Path(__file__).resolve().parent / "data" / FILE_NAME
LONGEST_NAME: Final = 120
DEGREE_STEPS: Final = 1000
HASH_MASK: Final = 0xFFFFFF

# Exactness is weighed against the power of ten of the population: an exact name beats the beginning of
# the name of a place a hundred times larger.
EXACT_STANDARD: Final = 3.0
EXACT_OTHER: Final = 1.6
# Whole words of a longer name are what people call it: Fada N'Gourma is Fada.
WORDS_STANDARD: Final = 2.4
BEGINNING_STANDARD: Final = 1.0
BEGINNING_OTHER: Final = -0.5
ONE_LETTER_WRONG: Final = 0.0
LANGUAGE_SPOKEN: Final = 0.7
NEARBY: Final = 1.5
NEARBY_KM: Final = 500.0

SHORTEST_BEGINNING: Final = 2
SHORTEST_MISSPELT: Final = 4
LONGEST_MISSPELT: Final = 24
CONSIDERED: Final = 48
# First letters that stand for one sound: Copargo and Kopargo, Qusqu and Cusco.
ALIKE: Final = str.maketrans("kq", "cc")
# Degrees of the globe around a position in which its nearest places are looked for; the last has all.
RINGS: Final = (0.5, 2.0, 10.0, 181.0)

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Place:
    """Holds a populated place. `name` is the standard spelling, `shown` the one that somebody typed, if any.

    `country` is the ISO 3166 alpha-2 code. `admin` tells places of one name in one country apart: the state
    in the United States, elsewhere the largest town of the same first-level division; it may be empty.
    `population` is 0 where unknown.
    """

    id: int
    name: str
    shown: str
    country: str
    admin: str
    latitude: float
    longitude: float
    population: int


def find(
    text: str,
    language: str = "en",
    limit: int = 8,
    near: tuple[float, float] | None = None,
    within: Mask | None = None,
) -> list[Place]:
    """Returns places by an exact name, its beginning, or with one letter wrong, best first.

    `language` favours countries that speak it, `near` (latitude, longitude) places around it; `within` leaves
    only the places of a mask (`zones.areas`). Text without any letter names no place.
    """
    text = text.strip()
    if len(text) > LONGEST_NAME or any(unicodedata.category(c) == "Cc" for c in text):
        return []
    if not any(map(str.isalpha, text)):
        return []
    places = table()
    ranked = _rank(places, places.matches(text, within), language, near)
    # A spelling that only resembles what was typed is nobody's: then the standard name stands alone.
    return [places.place(place, places.spelling_like(place, text)) for place, _spelling in ranked[:limit]]


def completions(text: str, language: str = "en", limit: int = 8) -> list[Place]:
    """Returns places of which a spelling begins with the text, best first; `shown` is that spelling."""
    if len(text) > LONGEST_NAME:
        return []
    places = table()
    begun = places.begun(text)
    return [places.place(place, spelling) for place, spelling in _rank(places, begun, language, None)[:limit]]


def get(place_id: int) -> Place | None:
    places = table()
    number = places.number(place_id)
    return None if number is None else places.place(number)


def nearest(latitude: float, longitude: float, limit: int = 3) -> list[tuple[Place, float]]:
    """Returns the nearest places and how many km away they are, nearest first.

    Raises ValueError off the globe.
    """
    if not (-90 <= latitude <= 90 and -360 <= longitude <= 360):
        raise ValueError(f"not on the globe: {latitude}, {longitude}")
    places = table()
    towards = _directions(np.float32(latitude), np.float32(longitude))
    # The product tells places within a kilometre of each other apart only roughly: take some more.
    enough = limit + CONSIDERED
    for degrees in RINGS:
        # Places stand in the order of their latitude, and none in the ring is further north or south.
        ends = np.array((latitude - degrees, latitude + degrees)) * DEGREE_STEPS
        first, last = places.latitude.searchsorted(ends).tolist()
        closeness = sum(
            axis[first:last] * part for axis, part in zip(places.directions, towards, strict=True)
        )
        if np.count_nonzero(closeness >= math.cos(math.radians(degrees))) > enough:
            break
    found = first + np.argpartition(-closeness, enough)[:enough]
    pairs = []
    for index in found.tolist():
        place = places.place(index)
        km = distance_km(latitude, longitude, place.latitude, place.longitude)
        pairs.append((place, round(km, 1)))
    return sorted(pairs, key=lambda pair: (pair[1], pair[0].id))[:limit]


def largest_within(south: float, north: float, west: float, east: float, limit: int) -> list[Place]:
    """Returns the most populous places between two latitudes and two longitudes, largest first."""
    places = table()
    inside = np.flatnonzero(
        (places.latitude >= south * DEGREE_STEPS)
        & (places.latitude <= north * DEGREE_STEPS)
        & (places.longitude >= west * DEGREE_STEPS)
        & (places.longitude <= east * DEGREE_STEPS)
    )
    order = np.argsort(-places.population[inside].astype(np.int64), kind="stable")[:limit]
    return [places.place(number) for number in inside[order].tolist()]


def largest(within: Mask, limit: int) -> list[Place]:
    """Returns the most populous places of a mask, largest first."""
    places = table()
    inside = np.flatnonzero(within)
    order = np.argsort(-places.population[inside].astype(np.int64), kind="stable")[:limit]
    return [places.place(number) for number in inside[order].tolist()]


def countries() -> tuple[str, ...]:
    """Returns ISO 3166 alpha-2 codes of all countries with places."""
    return tuple(table().countries)


def spelling_of(place_id: int, name: str) -> str:
    """Returns how the place is written by those who call it `name`; empty if nobody calls it so."""
    places = table()
    number = places.number(place_id)
    spelling = None if number is None else places.spelling_like(number, name)
    return "" if spelling is None else places.spelling(spelling)


@dataclass(frozen=True, slots=True)
class _Match:
    spelling: int
    bonus: float


def _rank(
    places: "PlaceTable", matches: list[_Match], language: str, near: tuple[float, float] | None
) -> list[tuple[int, int]]:
    """Returns place and spelling, best first; each place once."""
    best: dict[int, tuple[float, int]] = {}
    for match in matches:
        place = places.place_of.item(match.spelling)
        score = match.bonus + math.log10(places.population.item(place) + 10)
        if language in places.languages[places.country_of(place)]:
            score += LANGUAGE_SPOKEN
        if near is not None:
            km = distance_km(*near, *places.position(place))
            score += NEARBY * math.exp(-km / NEARBY_KM)
        if place not in best or score > best[place][0]:
            best[place] = (score, match.spelling)
    order = sorted(best, key=lambda place: (-best[place][0], places.ids.item(place)))
    return [(place, best[place][1]) for place in order]


class PlaceTable:
    """Holds the unpacked file: places by number, spellings in the order of their folded keys; 25 MB."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as archive:
            layers = {name: archive[name] for name in archive.files}
        about: dict[str, Any] = json.loads(layers["about"].tobytes())
        self.countries: list[str] = about["countries"]
        self.languages: dict[str, list[str]] = about["languages"]
        self.country_names: dict[str, list[str]] = about["country_names"]
        self.region_names: dict[str, list[int]] = about["region_names"]
        self.subdivisions: list[tuple[str, str, str, int]] = [tuple(row) for row in about["subdivisions"]]
        self.admins: list[str] = about["admins"]
        self.ids = undelta(layers["id"])
        self.id_order = self.ids.argsort(kind="stable").astype(np.int32)
        self.id_sorted = self.ids[self.id_order]
        self.population = layers["population"]
        self.country = layers["country"]
        self.admin = layers["admin"]
        self.latitude = undelta(layers["latitude"])
        self.longitude = layers["longitude"]
        self.directions = _directions(self.latitude / DEGREE_STEPS, self.longitude / DEGREE_STEPS)
        self.ends = np.flatnonzero(layers["text"] == ord("\n")).astype(np.int32)
        self.text = layers.pop("text").tobytes()
        self.place_of = layers["place_of"]
        self.standard = np.empty(len(self.ids), dtype=np.int32)
        standard_spellings = np.flatnonzero(np.unpackbits(layers["is_standard"], count=len(self.place_of)))
        self.standard[self.place_of[standard_spellings]] = standard_spellings
        hashes = layers["hash"].astype(np.int32)
        codes = hashes[0] << 16 | hashes[1] << 8 | hashes[2]
        self.hash_order = codes.argsort(kind="stable").astype(np.int32)
        self.hash_sorted = codes[self.hash_order]

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, spelling: int) -> str:
        """Returns the folded key of a spelling: the sequence is in the order of these keys."""
        return fold(self.spelling(spelling))

    def spelling(self, number: int) -> str:
        start = self.ends.item(number - 1) + 1 if number else 0
        spelling: bytes = self.text[start : self.ends.item(number)]
        return spelling.decode()

    def number(self, place_id: int) -> int | None:
        position = int(self.id_sorted.searchsorted(place_id))
        if position == len(self.id_sorted) or self.id_sorted.item(position) != place_id:
            return None
        number: int = self.id_order.item(position)
        return number

    def country_of(self, place: int) -> str:
        number: int = self.country.item(place)
        return self.countries[number]

    def position(self, place: int) -> tuple[float, float]:
        return self.latitude.item(place) / DEGREE_STEPS, self.longitude.item(place) / DEGREE_STEPS

    def place(self, number: int, spelling: int | None = None) -> Place:
        name = self.spelling(self.standard.item(number))
        latitude, longitude = self.position(number)
        return Place(
            id=self.ids.item(number),
            name=name,
            shown=name if spelling is None else self.spelling(spelling),
            country=self.country_of(number),
            admin=self.admins[self.admin.item(number)],
            latitude=latitude,
            longitude=longitude,
            population=self.population.item(number),
        )

    def exact(self, name: str) -> list[int]:
        """Returns the numbers of the largest places with that name or spelling."""
        spellings = self._spelt(tuple(key for key in foldings(name) if key), None)
        return list(dict.fromkeys(self.place_of[spellings].tolist()))

    def matches(self, name: str, narrowed: Mask | None) -> list[_Match]:
        keys = tuple(key for key in foldings(name) if key)
        exact = self._weighed(self._spelt(keys, narrowed), EXACT_STANDARD, EXACT_OTHER)
        beginnings = [match for key in keys for match in self._beginning(key, narrowed)]
        if exact:
            return exact + beginnings
        misspelt = [
            _Match(spelling, ONE_LETTER_WRONG)
            for key in keys
            if SHORTEST_MISSPELT <= len(key) <= LONGEST_MISSPELT
            for spelling in self._spelt(tuple(one_letter_wrong(key)), narrowed)
            if self._is_recognised(spelling, key)
        ]
        return beginnings + misspelt

    def _is_recognised(self, spelling: int, key: str) -> bool:
        """Returns whether the standard name, the one that is shown, begins like what was typed."""
        standard: int = self.standard.item(self.place_of.item(spelling))
        first, typed = (name[:1].translate(ALIKE) for name in (fold(self.spelling(standard)), key))
        return spelling == standard or first == typed

    def begun(self, text: str) -> list[_Match]:
        """Returns spellings that begin with the text, those that are the whole of it too."""
        keys = [key for key in foldings(text) if key]
        exact = self._weighed(self._spelt(tuple(keys), None), EXACT_STANDARD, EXACT_OTHER)
        return exact + [match for key in keys for match in self._beginning(key, None)]

    def spelling_like(self, place: int, name: str) -> int | None:
        """Returns the spelling of a place that folds like the name: the standard one, else the likest."""
        for key in filter(None, foldings(name)):
            code = key_hash(key)
            first, last = (int(self.hash_sorted.searchsorted(code, side=side)) for side in ("left", "right"))
            spellings = self.hash_order[first:last]
            own: list[int] = spellings[self.place_of[spellings] == place].tolist()
            found = [spelling for spelling in own if self[spelling] == key]
            if found:
                typed, standard = name.strip().casefold(), self.standard.item(place)
                return min(found, key=lambda s: (s != standard, self.spelling(s).casefold() != typed, s))
        return None

    def _is_standard(self, spellings: NDArray[Any]) -> Mask:
        result: Mask = self.standard[self.place_of[spellings]] == spellings
        return result

    def _spelt(self, keys: tuple[str, ...], narrowed: Mask | None) -> list[int]:
        """Returns spellings whose key is one of those given."""
        codes = np.unique(np.array([key_hash(key) for key in keys], dtype=np.int32))
        starts = self.hash_sorted.searchsorted(codes, side="left").tolist()
        ends = self.hash_sorted.searchsorted(codes, side="right").tolist()
        found = [self.hash_order[a:b] for a, b in zip(starts, ends, strict=True) if a < b]
        if not found:
            return []
        wanted = frozenset(keys)
        return [
            s for s in self._largest(np.concatenate(found), narrowed, 4 * CONSIDERED) if self[s] in wanted
        ]

    def _beginning(self, key: str, narrowed: Mask | None) -> list[_Match]:
        if len(key) < SHORTEST_BEGINNING:
            return []
        # "{" is the character after "z": every key that begins with `key` lies between.
        spellings = np.arange(bisect_left(self, key), bisect_left(self, key + "{"))
        standard = self._is_standard(spellings)
        others = self._largest(spellings[~standard], narrowed, CONSIDERED)
        return [
            *(
                _Match(s, WORDS_STANDARD if begins_with_words(self.spelling(s), key) else BEGINNING_STANDARD)
                for s in self._largest(spellings[standard], narrowed, CONSIDERED)
            ),
            *(_Match(s, BEGINNING_OTHER) for s in others),
        ]

    def _weighed(self, spellings: list[int], standard: float, other: float) -> list[_Match]:
        flags = self._is_standard(np.array(spellings, dtype=np.int64)).tolist()
        return [_Match(s, standard if flag else other) for s, flag in zip(spellings, flags, strict=True)]

    def _largest(self, spellings: NDArray[Any], narrowed: Mask | None, count: int) -> list[int]:
        """Returns those of the most populous places."""
        owners = self.place_of[spellings]
        if narrowed is not None:
            spellings = spellings[narrowed[owners]]
            owners = self.place_of[spellings]
        if len(spellings) > count:
            spellings = spellings[
                np.argsort(-self.population[owners].astype(np.int64), kind="stable")[:count]
            ]
        result: list[int] = spellings.tolist()
        return result


def key_hash(key: str) -> int:
    return zlib.crc32(key.encode()) & HASH_MASK


def _directions(latitude: Any, longitude: Any) -> NDArray[np.float32]:
    """Turns degrees into unit vectors, one row an axis; their products tell near places from far ones."""
    phi, around = np.radians(latitude, dtype=np.float32), np.radians(longitude, dtype=np.float32)
    flat = np.cos(phi)
    return np.stack([flat * np.cos(around), flat * np.sin(around), np.sin(phi)])


@cache
def table() -> PlaceTable:
    """Returns the file, unpacked at the first call."""
    return PlaceTable(DATA_FILE)
