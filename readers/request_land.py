"""The land that a request speaks of, read once from its query string and kept with the request."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest

from zones.factors import CONSTRAINTS, NAMES
from zones.land import SLIDER_GROUPS, Land, Problem, read_land

# Parameters that belong to the land; everything else in an address belongs to the page.
LAND_PARAMETERS: Final = frozenset(
    (
        *("place", "place_name", "lat", "lon", "altitude", "land_use"),
        *NAMES,
        *CONSTRAINTS,
        *(f"weigh_{group}" for group in SLIDER_GROUPS),
    )
)


@dataclass(frozen=True)
class RequestLand:
    land: Land
    problems: tuple[Problem, ...]

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        return self.land.to_query()

    @property
    def query(self) -> str:
        return urlencode(self.pairs)


def land_of(request: HttpRequest) -> RequestLand:
    known: RequestLand | None = getattr(request, "_twinfields_land", None)
    if known is None:
        land, problems = read_land(dict(request.GET.lists()))
        known = RequestLand(land, tuple(problems))
        request._twinfields_land = known  # type: ignore[attr-defined]
    return known


def with_land(url: str, pairs: list[tuple[str, str]]) -> str:
    """`url` with the pairs added to its query; a fragment stays at the end."""
    if not pairs:
        return url
    address, hash_mark, fragment = url.partition("#")
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode(pairs)}{hash_mark}{fragment}"
