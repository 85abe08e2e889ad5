"""The land that a request speaks of, read once from its query string and kept with the request."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import get_language

from zones.factors import FACTS, NAMES
from zones.land import SLIDER_GROUPS, Land
from zones.land_reading import Problem, read_land
from zones.place_match import PlaceAnswer, look_up

Pairs = list[tuple[str, str]]

# What says where the land is; a form that asks for the place leaves these out of what it carries along.
PLACE_PARAMETERS: Final = ("place", "place_name", "lat", "lon", "altitude")
# Says that somebody wrote the place into a field: a number is then no place's number but a postcode.
TYPED_HERE: Final = "typed"
# What is wrong with the value itself, and so is still wrong when it is sent on.
SAID_AGAIN: Final = frozenset(("unknown_code", "not_yes_no", "not_a_number", "out_of_range"))
# Parameters that belong to the land; everything else in an address belongs to the page.
LAND_PARAMETERS: Final = frozenset(
    (*PLACE_PARAMETERS, "land_use", *NAMES, *FACTS, *(f"weigh_{group}" for group in SLIDER_GROUPS))
)


@dataclass(frozen=True)
class RequestLand:
    """A land, and what of its address could not be read.

    `answer` is what was found for a place told by its name alone. Where that is sure, the land lies there.
    """

    land: Land
    problems: tuple[Problem, ...] = ()
    answer: PlaceAnswer | None = field(default=None, compare=False)

    @classmethod
    def found(cls, land: Land, problems: Sequence[Problem] = ()) -> "RequestLand":
        """Return the land with its place looked for, if that is only a name yet."""
        if not land.place_name or land.latitude is not None:
            return cls(land, tuple(problems))
        answer = look_up(land.place_name, get_language() or "en")
        return cls(land if answer.sure is None else land.at_place(answer.sure), tuple(problems), answer)

    @property
    def is_doubtful(self) -> bool:
        """Return whether the place is a name that has to be asked about."""
        return self.answer is not None and self.answer.sure is None

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
        params = dict(request.GET.lists())
        typed = params.get("place", [""])[0].strip()
        if TYPED_HERE in params and typed.isdigit():
            params["place_name"] = params.pop("place")
        known = RequestLand.found(*read_land(params))
        request._twinfields_land = known  # type: ignore[attr-defined]
    return known


def with_query(url: str, pairs: Pairs) -> str:
    """Return `url` with the pairs added to its query; a fragment stays at the end."""
    if not pairs:
        return url
    address, hash_mark, fragment = url.partition("#")
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode(pairs)}{hash_mark}{fragment}"
