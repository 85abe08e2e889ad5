"""Says what is known of a practice's place: where it lies, and the climate that the map has there."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import localize
from django.utils.translation import gettext as _

from practices.form_fields import is_derived, said_ends
from practices.places import country_name
from practices.positions import doubt_text
from zones import areas, factors, gazetteer
from zones.labels import FACTOR_LABELS, UNIT_LABELS
from zones.spelling import fold
from zones.values import Range

# Those that say something to whoever lives there; the others stand beside their fields.
SHOWN: Final = ("rain", "growing_period", "season_temperature", "coldest_month")
MOST_PLACES: Final = 4
DECIMALS: Final = {"rain": 0, "growing_period": 0, "season_temperature": 1, "coldest_month": 1}

# A practice, saved or not. Its model lies above: the editor, which it names, shows this.
Practice = Any


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """Holds a place of that name, with all that a tap on it fills in."""

    name: str
    country: str
    latitude: str
    longitude: str
    shown: str


@dataclass(frozen=True, slots=True)
class ClimateLine:
    label: str
    value: str
    is_stated: bool


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """Holds what is said beside the place; empty where no place was told yet."""

    position: tuple[float, float] | None
    is_looked_up: bool
    climate: tuple[ClimateLine, ...]
    doubt: str
    # Where the name alone does not settle it.
    places: tuple[KnownPlace, ...]
    is_unknown: bool

    @property
    def is_empty(self) -> bool:
        return self.position is None and not self.places and not self.is_unknown

    @property
    def position_text(self) -> str:
        if self.position is None:
            return ""
        latitude, longitude = (localize(round(degrees, 1)) for degrees in self.position)
        return _("latitude %(latitude)s°, longitude %(longitude)s°") % {
            "latitude": latitude,
            "longitude": longitude,
        }


def place_answer(practice: Practice, countries: Collection[str]) -> PlaceAnswer:
    """Returns what is known; `countries` are those of the region, where a place without one is looked for."""
    latitude, longitude = practice.latitude, practice.longitude
    position = None if latitude is None or longitude is None else (latitude, longitude)
    places: tuple[KnownPlace, ...] = ()
    if position is None and practice.place_name:
        places = tuple(_places(practice.place_name, practice.country, countries))
    doubted = (practice.country,) if practice.country else tuple(countries)
    doubt = practice.position_doubt(doubted)
    return PlaceAnswer(
        position=position,
        is_looked_up=bool(practice.located_as),
        climate=tuple(_climate(practice)) if position else (),
        doubt=doubt_text(doubt, doubted) if doubt is not None else "",
        places=places,
        is_unknown=bool(practice.place_name) and position is None and not places,
    )


def _places(name: str, country: str, countries: Collection[str]) -> Iterator[KnownPlace]:
    within = (country,) if country else tuple(countries)
    mask = None
    for code in within:
        one = areas.country(code).mask
        mask = one if mask is None else mask | one
    for place in gazetteer.find(name, limit=MOST_PLACES, within=mask):
        parts = [place.name, place.admin, country_name(place.country)]
        shown = ", ".join(dict.fromkeys(filter(None, parts)))
        # The spelling that was typed stays, where it is one of the place's own.
        is_own = fold(place.shown) == fold(name)
        yield KnownPlace(
            name=name if is_own else place.name,
            country=place.country,
            latitude=f"{place.latitude:.1f}",
            longitude=f"{place.longitude:.1f}",
            shown=shown,
        )


def _climate(practice: Practice) -> Iterator[ClimateLine]:
    for name in SHOWN:
        value = getattr(practice, name)
        if isinstance(value, Range):
            text = said_ends(*(round(end, DECIMALS[name]) for end in (value.low, value.high)))
            unit = UNIT_LABELS[factors.NUMBERS[name].unit]
            yield ClimateLine(
                str(FACTOR_LABELS[name]),
                f"{text}\N{NO-BREAK SPACE}{unit}",
                not is_derived(value),
            )
