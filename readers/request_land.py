"""The land that a request speaks of, read once from its query string and kept with the request."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest

from zones.factors import FACTS, NAMES
from zones.land import SLIDER_GROUPS, Land
from zones.land_reading import Problem, read_land

Pairs = list[tuple[str, str]]

# What says where the land is; a form that asks for the place leaves these out of what it carries along.
PLACE_PARAMETERS: Final = ("place", "place_name", "lat", "lon", "altitude")
# What is wrong with the value itself, and so is still wrong when it is sent on.
SAID_AGAIN: Final = frozenset(("unknown_code", "not_yes_no", "not_a_number", "out_of_range"))
# Parameters that belong to the land; everything else in an address belongs to the page.
LAND_PARAMETERS: Final = frozenset(
    (*PLACE_PARAMETERS, "land_use", *NAMES, *FACTS, *(f"weigh_{group}" for group in SLIDER_GROUPS))
)


@dataclass(frozen=True)
class RequestLand:
    """A land, and what of its address could not be read."""

    land: Land
    problems: tuple[Problem, ...] = ()

    @cached_property
    def pairs(self) -> Pairs:
        """Return the land as parameters of an address, in canonical order."""
        return self.land.to_query()

    @property
    def unread(self) -> Pairs:
        """Return the answers that could not be read, for the next page of the way to say so again."""
        return [
            (problem.parameter, problem.value)
            for problem in self.problems
            if problem.code in SAID_AGAIN and problem.parameter not in PLACE_PARAMETERS
        ]

    def without_place(self) -> Pairs:
        """Return the parameters that say what the land is like, without where it is."""
        return [pair for pair in self.pairs if pair[0] not in PLACE_PARAMETERS]


def land_of(request: HttpRequest) -> RequestLand:
    """Return the land in a request's address, the same object every time."""
    known: RequestLand | None = getattr(request, "_twinfields_land", None)
    if known is None:
        land, problems = read_land(dict(request.GET.lists()))
        known = RequestLand(land, tuple(problems))
        request._twinfields_land = known  # type: ignore[attr-defined]
    return known


def with_query(url: str, pairs: Pairs) -> str:
    """Return `url` with the pairs added to its query; a fragment stays at the end."""
    if not pairs:
        return url
    address, hash_mark, fragment = url.partition("#")
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode(pairs)}{hash_mark}{fragment}"
