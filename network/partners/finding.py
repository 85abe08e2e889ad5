"""Finds what stands on the map of the network: partners by filters, practices and regions by country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from network.partners.directory import CHOICES, FACETS, Chosen, directory, middle_of
from network.partners.map_cells import Box
from practices.models import Practice, RegionSection

PARTNERS: Final = "partners"
PRACTICES: Final = "practices"
REGIONS: Final = "regions"
LAYERS: Final = (PARTNERS, PRACTICES, REGIONS)
Position = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Found:
    """Holds the numbers of what was found, in the order of the list, and where each lies.

    `counts` says by filter how many each answer would leave; `km` how far away each is, where that was asked.
    """

    numbers: NDArray[Any]
    latitude: NDArray[Any]
    longitude: NDArray[Any]
    # So many stand at the largest town of their country, for want of a place.
    unplaced: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    km: NDArray[Any] | None = None

    def __len__(self) -> int:
        return len(self.numbers)


def find(layer: str, chosen: Chosen, box: Box | None = None, near: Position | None = None) -> Found:
    """Returns what of a layer has the chosen answers and lies in the box; the nearest first where asked."""
    if layer == PRACTICES:
        return _practices(chosen, box)
    if layer == REGIONS:
        return _regions(chosen, box)
    return _partners(chosen, box, near)


def _partners(chosen: Chosen, box: Box | None, near: Position | None) -> Found:
    known = directory()
    mask = known.matching(chosen, box)
    places = np.flatnonzero(mask)
    km = None
    if near is not None:
        km = known.distances_km(*near)[places]
        # Of whom only the country is known, nobody can say how far; near countries come first all the same.
        is_placed = known.is_placed[places]
        order = np.lexsort((km, ~is_placed))
        places, km = places[order], np.where(is_placed, km, np.inf)[order]
    return Found(
        known.numbers[places],
        known.latitude[places],
        known.longitude[places],
        int(np.count_nonzero(~known.is_placed[places])),
        {
            name: known.counts(name, known.matching(chosen, box, without=name) if chosen.get(name) else mask)
            for name in (*FACETS, *CHOICES)
        },
        km,
    )


def _practices(chosen: Chosen, box: Box | None) -> Found:
    rows = Practice.objects.public().exclude(latitude=None).exclude(longitude=None).order_by("-pk")
    return _within(list(rows.values_list("pk", "latitude", "longitude", "country")), chosen, box)


def _regions(chosen: Chosen, box: Box | None) -> Found:
    rows = RegionSection.objects.live().public().order_by("path").values_list("pk", "countries")
    placed = [(pk, *middle_of(countries[0]), countries[0]) for pk, countries in rows if countries]
    return _within(placed, chosen, box)


def _within(rows: Sequence[tuple[int, float, float, str]], chosen: Chosen, box: Box | None) -> Found:
    """Returns those of rows (number, latitude, longitude, country) that lie in the country and the box."""
    numbers = np.array([row[0] for row in rows], dtype=np.int64)
    latitude = np.array([row[1] for row in rows], dtype=float)
    longitude = np.array([row[2] for row in rows], dtype=float)
    countries = np.array([row[3] for row in rows], dtype="U2")
    inside = np.ones(len(rows), dtype=bool) if box is None else box.holds(latitude, longitude)
    named, counts = np.unique(countries[inside], return_counts=True)
    by_country = {code: count for code, count in zip(named.tolist(), counts.tolist(), strict=True) if code}
    if chosen.get("country"):
        inside = inside & np.isin(countries, list(chosen["country"]))
    return Found(numbers[inside], latitude[inside], longitude[inside], counts={"country": by_country})
