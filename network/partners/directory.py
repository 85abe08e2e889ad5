"""Keeps all public partners in memory, as columns: filters, counts and maps of thousands take milliseconds.

Each use asks the database for the name of their state, so that what was withdrawn is gone with the next page.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from network.models import DirectoryEdition, Partner, PartnerKind
from network.partners.map_cells import Box
from network.vocabulary import COMPETENCES, LANGUAGE_CODES, OBJECTIVES
from practices.models import RegionSection
from zones import areas, gazetteer
from zones.countries import country_codes
from zones.geography import EARTH_RADIUS_KM, snap
from zones.spelling import name_words

MEMBER: Final = ("yes", "no")
# Filters with several answers, in the order of the page, and the codes they take.
FACETS: Final[Mapping[str, Sequence[str]]] = {
    "kind": PartnerKind.values,
    "offers": tuple(COMPETENCES),
    "seeks": tuple(COMPETENCES),
    "does": tuple(COMPETENCES),
    "objective": tuple(OBJECTIVES),
    "speaks": LANGUAGE_CODES,
    "member": MEMBER,
}
# Filters with one answer.
CHOICES: Final = ("region", "country")
_COLUMNS: Final = (
    *("pk", "name", "kind", "is_member", "country", "latitude", "longitude"),
    *("competences", "objectives", "languages", "offers", "seeks"),
)

Mask = NDArray[np.bool_]
Chosen = Mapping[str, Collection[str]]


@dataclass(frozen=True, eq=False)
class Directory:
    """Holds the public partners in the order of their names; `bits` are the answers each has, by filter."""

    numbers: NDArray[Any]
    country: NDArray[Any]
    latitude: NDArray[Any]
    longitude: NDArray[Any]
    # Whether the place is its own, and not the largest town of its country.
    is_placed: Mask
    bits: Mapping[str, NDArray[Any]]

    def __len__(self) -> int:
        return len(self.numbers)

    def matching(self, chosen: Chosen, box: Box | None = None, without: str = "") -> Mask:
        """Returns which partners have one of the answers of each filter, and lie in the box."""
        mask = np.ones(len(self), dtype=bool)
        for name, codes in chosen.items():
            if codes and name != without:
                mask &= self.answering(name, codes)
        return mask & box.holds(self.latitude, self.longitude) if box is not None else mask

    def answering(self, name: str, codes: Collection[str]) -> Mask:
        """Returns which partners have one of the answers of a filter."""
        if name == "country":
            return np.isin(self.country, _country_numbers(codes))
        if name == "region":
            known = regions()
            return np.isin(self.country, _country_numbers({c for slug in codes for c in known.get(slug, ())}))
        wanted = _bits(FACETS[name], codes)
        answers: Mask = (self.bits[name] & wanted) != 0
        return answers

    def counts(self, name: str, mask: Mask) -> dict[str, int]:
        """Returns how many of a mask have each answer of a filter; only answers that somebody has."""
        if name == "country":
            counted = np.bincount(self.country[mask], minlength=len(country_codes()))
            return {code: int(n) for code, n in zip(country_codes(), counted.tolist(), strict=False) if n}
        if name == "region":
            found = {slug: int(np.count_nonzero(mask & self.answering(name, [slug]))) for slug in regions()}
        else:
            own = self.bits[name][mask]
            found = {
                code: int(np.count_nonzero(own & (1 << place))) for place, code in enumerate(FACETS[name])
            }
        return {code: number for code, number in found.items() if number}

    def distances_km(self, latitude: float, longitude: float) -> NDArray[Any]:
        """Returns how far away each stands on the map."""
        phi, other = np.radians(self.latitude), np.radians(latitude)
        across = np.radians(self.longitude - longitude)
        root = np.sin((phi - other) / 2) ** 2 + np.cos(phi) * np.cos(other) * np.sin(across / 2) ** 2
        found: NDArray[Any] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(root.clip(0, 1)))
        return found


def _bits(known: Sequence[str], codes: Collection[str]) -> int:
    return sum(1 << place for place, code in enumerate(known) if code in codes)


def _country_numbers(codes: Collection[str]) -> list[int]:
    return [number for number, code in enumerate(country_codes()) if code in codes]


def regions() -> dict[str, frozenset[str]]:
    """Returns the countries of each public region of correspondents, by its address."""
    sections = RegionSection.objects.public().order_by("path").values_list("slug", "countries")
    return {slug: frozenset(countries) for slug, countries in sections if countries}


@lru_cache(maxsize=512)
def middle_of(country: str) -> tuple[float, float]:
    """Returns the position of a country's largest town, 0/0 where the gazetteer has none."""
    towns = gazetteer.largest(areas.country(country).mask, 1)
    return snap(towns[0].latitude, towns[0].longitude) if towns else (0.0, 0.0)


_lock: Final = Lock()
_kept: dict[str, tuple[int | None, Directory]] = {}


def directory() -> Directory:
    """Returns the public partners as they are now."""
    edition = DirectoryEdition.current()
    with _lock:
        known = _kept.get("directory")
        if known is None or known[0] != edition or edition is None:
            known = _kept["directory"] = (edition, _read())
        return known[1]


def _read() -> Directory:
    public = Partner.objects.public().order_by().values_list(*_COLUMNS)
    rows = sorted(public, key=lambda row: (name_words(row[1]), row[0]))
    places = {code: number for number, code in enumerate(country_codes())}
    columns: dict[str, list[Any]] = {name: [row[i] for row in rows] for i, name in enumerate(_COLUMNS)}
    is_placed = [latitude is not None for latitude in columns["latitude"]]
    positions = [
        (row[5], row[6]) if placed else middle_of(row[4]) for row, placed in zip(rows, is_placed, strict=True)
    ]
    answers = {
        "kind": [(kind,) for kind in columns["kind"]],
        "member": [(MEMBER[0] if is_member else MEMBER[1],) for is_member in columns["is_member"]],
        "does": columns["competences"],
        "objective": columns["objectives"],
        "speaks": columns["languages"],
        "offers": columns["offers"],
        "seeks": columns["seeks"],
    }
    return Directory(
        numbers=np.array(columns["pk"], dtype=np.int64),
        country=np.array([places.get(code, len(places)) for code in columns["country"]], dtype=np.int64),
        latitude=np.array([position[0] for position in positions], dtype=float),
        longitude=np.array([position[1] for position in positions], dtype=float),
        is_placed=np.array(is_placed, dtype=bool),
        bits={
            name: np.array([_bits(FACETS[name], codes) for codes in found], dtype=np.int64)
            for name, found in answers.items()
        },
    )
