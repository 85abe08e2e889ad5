"""Reads and writes a farmer's land: what was stated, what the map adds, and its form in an address. Pure.

`read_land` takes anything a browser may send and never raises: what it cannot read it reports as a `Problem`
and leaves out. `Land.to_query` writes the same land back in one canonical order, so that equal lands have
equal addresses.
"""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Final, Literal

from zones import factors, gazetteer, vocabulary
from zones.blank import without_marks
from zones.coordinates import LONGEST_LINK, OffTheGlobe, position_in
from zones.derivation import (
    corrected_for_altitude,
    corrected_for_rain,
    is_about,
    origin_of,
)
from zones.factors import Choice, Number
from zones.geography import snap
from zones.grid import Climate, conditions_at
from zones.values import Origin

# A number for Number, codes for Choice, yes or no for Constraint (see zones.factors).
AnswerValue = float | frozenset[str] | bool

ANY_LAND_USE: Final = "any"
# A farmer who waters everything does not depend on these (design, section 5).
FULLY_IRRIGATED: Final = frozenset({"full_irrigation"})
UNASKED_WHEN_IRRIGATED: Final = ("rain", "aridity", "growing_period")

LATITUDE: Final = Number("lat", "°", -90, 90, decimals=6)
LONGITUDE: Final = Number("lon", "°", -180, 180, decimals=6)
# From below the shore of the Dead Sea to above the highest fields and pastures.
ALTITUDE: Final = Number("altitude", "m", -450, 6000)
SLIDER_GROUPS: Final = ("climate", "soil", "farming")
# Means of the coldest month. 18 °C is Köppen's limit of the tropical climates; 5 °C is an expert prior.
FROST_FREE_FROM_C: Final = 18
FROST_UP_TO_C: Final = 5
LONGEST_VALUE: Final = 120
# A position is called "near" a town that is not further away.
NEAR_KM: Final = 100
# No parameter has more codes than this; whatever follows is not read.
MOST_VALUES: Final = 32


ProblemCode = Literal[
    "not_a_number",
    "out_of_range",
    "unknown_code",
    "unknown_place",
    "off_the_globe",
    "not_yes_no",
    "control_character",
    "too_long",
    "too_many",
    "repeated",
    "incomplete",
]


@dataclass(frozen=True, slots=True)
class Answer:
    """Holds one thing known about the land, whether a person said so or the map, and if only about so."""

    value: AnswerValue
    origin: Origin
    is_about: bool = False


@dataclass(frozen=True, slots=True)
class Sliders:
    """Holds how much each part shall count, 0 to 2; 1 is the published weight."""

    climate: float = 1.0
    soil: float = 1.0
    farming: float = 1.0


@dataclass(frozen=True, slots=True)
class Problem:
    """Holds a value of the address that was not used, safe to show: short, no control characters."""

    parameter: str
    value: str
    code: ProblemCode


@dataclass(frozen=True)
class Land:
    """Holds what is known of one farmer's land. `land_at` and `read_land` make one with the map's values.

    `stated` holds what the farmer answered, by name of factor or constraint; `derived` what the climate map
    says of the position, by factor name; `followed` those of it that are only about right or come from the
    stated rain. Latitude and longitude are on the 0.1 degree raster.
    """

    place: int | None = None
    place_name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    altitude_m: float | None = None
    stated: Mapping[str, AnswerValue] = field(default_factory=dict)
    derived: Mapping[str, float] = field(default_factory=dict)
    followed: Mapping[str, Answer] = field(default_factory=dict)
    land_use: str | None = None
    sliders: Sliders = Sliders()

    @property
    def climate(self) -> Climate | None:
        """Returns the map's climate here, corrected for the altitude and the rain that the farmer stated.

        None without a position or at sea.
        """
        if self.latitude is None or self.longitude is None:
            return None
        rain = self.stated.get("rain")
        return climate_at(
            self.latitude, self.longitude, self.altitude_m, rain if isinstance(rain, int | float) else None
        )

    @property
    def is_at_sea(self) -> bool:
        """Returns whether the map has no land at the position: then nothing there can be compared."""
        return self.latitude is not None and self.climate is None

    @cached_property
    def town(self) -> gazetteer.Place | None:
        """Returns the place that was chosen, for a position the nearest within `NEAR_KM`, or None."""
        if self.place is not None:
            return gazetteer.get(self.place)
        if self.latitude is None or self.longitude is None:
            return None
        (nearest, km), *_others = gazetteer.nearest(self.latitude, self.longitude, limit=1)
        return nearest if km <= NEAR_KM else None

    @property
    def is_empty(self) -> bool:
        """Returns whether nothing is known that could choose or order practices."""
        return not (self.stated or self.derived or self.place_name) and (
            self.place is None and self.latitude is None and self.land_use is None
        )

    @property
    def can_be_compared(self) -> bool:
        """Returns whether something is known of it, and its position is not at sea."""
        return not self.is_empty and not self.is_at_sea

    @property
    def gate(self) -> frozenset[str] | None:
        """Returns the land uses of which a practice must share one; None for any. Mixed passes both ways."""
        if self.land_use in (None, ANY_LAND_USE):
            return None
        if self.land_use == "mixed":
            return frozenset(vocabulary.LAND_USES)
        return frozenset({str(self.land_use), "mixed"})

    def answers(self) -> dict[str, Answer]:
        """Returns all that is known, in the order of zones.factors; what was stated wins over the map."""
        return dict(self._answers)

    @cached_property
    def _answers(self) -> Mapping[str, Answer]:
        known = {name: Answer(value, "derived") for name, value in self.derived.items()}
        for name, answer in self.followed.items():
            if name in known and (answer.origin == "derived" or "rain" in self.stated):
                known[name] = answer
        known.update({name: Answer(value, "stated") for name, value in self.stated.items()})
        if "frost" not in known and "coldest_month" in known:
            coldest = known["coldest_month"].value
            frost = frost_from_coldest_month(coldest) if isinstance(coldest, int | float) else None
            if frost is not None:
                known["frost"] = Answer(frost, "derived")
        if "water_supply" in known and known["water_supply"].value == FULLY_IRRIGATED:
            for name in UNASKED_WHEN_IRRIGATED:
                known.pop(name, None)
        return {name: known[name] for name in (*factors.NAMES, *factors.FACTS) if name in known}

    def to_query(self) -> list[tuple[str, str]]:
        """Returns the parameters in canonical order. A known place stands for its position."""
        pairs: list[tuple[str, str]] = []
        if self.place is not None:
            pairs.append(("place", str(self.place)))
        if self.place_name:
            pairs.append(("place_name", self.place_name))
        if self.place is None and self.latitude is not None and self.longitude is not None:
            pairs += [("lat", _written(self.latitude, 1)), ("lon", _written(self.longitude, 1))]
        if self.altitude_m is not None:
            pairs.append(("altitude", _written(self.altitude_m, ALTITUDE.decimals)))
        pairs += _stated_pairs(self.stated)
        if self.land_use is not None:
            pairs.append(("land_use", self.land_use))
        for group in SLIDER_GROUPS:
            weight: float = getattr(self.sliders, group)
            if weight != 1:
                pairs.append((f"weigh_{group}", _written(weight, 2)))
        return pairs

    def moved_to(
        self, latitude: float, longitude: float, *, place: int | None = None, place_name: str = ""
    ) -> "Land":
        """Returns the same answers at another position: for a village name that the caller has found."""
        return land_at(
            latitude,
            longitude,
            altitude_m=self.altitude_m,
            place=place,
            place_name=place_name or self.place_name,
            stated=self.stated,
            land_use=self.land_use,
            sliders=self.sliders,
        )


def _stated_pairs(stated: Mapping[str, AnswerValue]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for factor in factors.FACTORS:
        value = stated.get(factor.name)
        if isinstance(factor, Number) and isinstance(value, int | float):
            pairs.append((factor.name, _written(value, factor.decimals)))
        elif isinstance(factor, Choice) and isinstance(value, frozenset):
            pairs += [(factor.name, code) for code in factor.codes if code in value]
    pairs += [(name, "yes" if stated[name] else "no") for name in factors.FACTS if name in stated]
    return pairs


def land_at(
    latitude: float,
    longitude: float,
    *,
    altitude_m: float | None = None,
    place: int | None = None,
    place_name: str = "",
    stated: Mapping[str, AnswerValue] | None = None,
    land_use: str | None = None,
    sliders: Sliders | None = None,
) -> Land:
    """Returns the land at a position, with the climate that the map knows of it (none at sea)."""
    latitude, longitude = snap(latitude, longitude)
    climate = climate_at(latitude, longitude, altitude_m)
    return Land(
        place=place,
        place_name=place_name,
        latitude=latitude,
        longitude=longitude,
        altitude_m=altitude_m,
        stated=dict(stated or {}),
        derived={} if climate is None else climate.values(),
        followed={} if climate is None else _followed(climate, (stated or {}).get("rain")),
        land_use=land_use,
        sliders=sliders or Sliders(),
    )


def _followed(climate: Climate, stated_rain: AnswerValue | None) -> dict[str, Answer]:
    """Returns what is more to say than that a value is the map's: it is unsure, or follows from the rain."""
    year = climate
    if isinstance(stated_rain, int | float):
        year = corrected_for_rain(climate, stated_rain)
    has_followed = year.rain_mm_per_year == stated_rain
    found = {}
    for name, mapped in climate.values().items():
        origin = origin_of(name, mapped, [year.values()[name]], has_stated_rain=has_followed)
        value = mapped if origin == "derived" else year.values()[name]
        answer = Answer(value, origin, is_about(climate, name, origin))
        if answer != Answer(mapped, "derived"):
            found[name] = answer
    return found


@lru_cache(maxsize=1024)
def climate_at(
    latitude: float, longitude: float, altitude_m: float | None, rain_mm: float | None = None
) -> Climate | None:
    """Returns the grid's climate, corrected to the altitude and then to the rain of a year."""
    climate = conditions_at(latitude, longitude)
    if climate is not None and altitude_m is not None:
        climate = corrected_for_altitude(climate, altitude_m)
    if climate is not None and rain_mm is not None:
        climate = corrected_for_rain(climate, rain_mm)
    return climate


def frost_from_coldest_month(coldest_month_c: float) -> bool | None:
    """Returns whether the coldest month's mean means frost: none from 18 °C, surely up to 5 °C, else None.

    Between the two nobody can tell from a mean, and the farmer is asked.
    """
    if coldest_month_c >= FROST_FREE_FROM_C:
        return False
    return True if coldest_month_c <= FROST_UP_TO_C else None


def read_land(params: Mapping[str, Sequence[str]]) -> tuple[Land, list[Problem]]:
    """Returns the land of an address or a form, and what of it could not be used. Never raises.

    Parameters of others are not looked at. A `place` may be a gazetteer id, or a position as people write or
    paste one (`zones.coordinates`). Anything else is taken for a name: it comes back in `place_name` without
    a position, for the caller to find (`zones.place_match`, `Land.moved_to`).
    """
    reader = _Reader(params)
    stated: dict[str, AnswerValue] = {}
    for factor in factors.FACTORS:
        if isinstance(factor, Number):
            number = reader.number(factor.name, factor)
            if number is not None:
                stated[factor.name] = number
        elif codes := reader.codes(factor.name, factor.codes):
            stated[factor.name] = codes
    for name in factors.FACTS:
        answer = reader.yes_no(name)
        if answer is not None:
            stated[name] = answer
    sliders = Sliders(*(reader.slider(f"weigh_{group}") for group in SLIDER_GROUPS))
    land = Land(
        place_name=reader.name("place_name"),
        altitude_m=reader.number("altitude", ALTITUDE),
        stated=stated,
        land_use=reader.code("land_use", (*vocabulary.LAND_USES, ANY_LAND_USE)),
        sliders=sliders,
    )
    land = _with_position(reader, land)
    return land, reader.problems


def _with_position(reader: "_Reader", land: Land) -> Land:
    latitude, longitude = reader.number("lat", LATITUDE), reader.number("lon", LONGITUDE)
    try:
        position = position_in(reader.raw("place"))
    except OffTheGlobe:
        reader.refuse("place", reader.raw("place"), "off_the_globe")
        return land
    if position is not None:
        return land.moved_to(*position)
    named = reader.name("place")
    if re.fullmatch(r"[0-9]{1,12}", named):
        place = gazetteer.get(int(named))
        if place is not None:
            return land.moved_to(place.latitude, place.longitude, place=place.id)
        reader.refuse("place", named, "unknown_place")
    elif named and not land.place_name:
        land = replace(land, place_name=named)
    if latitude is not None and longitude is not None:
        return land.moved_to(latitude, longitude)
    if latitude is not None or longitude is not None:
        missing = "lon" if longitude is None else "lat"
        if not any(problem.parameter == missing for problem in reader.problems):
            reader.refuse(missing, "", "incomplete")
    return land


class _Reader:
    """Reads parameters one by one and gathers what was wrong with them."""

    def __init__(self, params: Mapping[str, Sequence[str]]) -> None:
        self._params = params
        self.problems: list[Problem] = []

    def refuse(self, parameter: str, value: str, code: ProblemCode) -> None:
        shown = "".join(c for c in value[:60] if not _is_control(c))
        self.problems.append(Problem(parameter, shown, code))

    def raw(self, parameter: str) -> str:
        """Returns the first value as it was sent; a link to a map is longer than other values may be."""
        values = self._params.get(parameter, ())
        given = [values] if isinstance(values, str) else values
        return given[0][:LONGEST_LINK] if given else ""

    def _texts(self, parameter: str) -> list[str]:
        """Returns the texts, distinct and trimmed, without the empty one of a field that was left alone."""
        values = self._params.get(parameter, ())
        given = [values] if isinstance(values, str) else values
        texts: list[str] = []
        for value in map(without_marks, given[:MOST_VALUES]):
            if len(value) > LONGEST_VALUE:
                self.refuse(parameter, value, "too_long")
            elif any(_is_control(c) for c in value):
                self.refuse(parameter, value, "control_character")
            else:
                text = " ".join(unicodedata.normalize("NFC", value).split())
                if text and text not in texts:
                    texts.append(text)
        if len(given) > MOST_VALUES:
            self.refuse(parameter, "", "too_many")
        return texts

    def name(self, parameter: str) -> str:
        texts = self._texts(parameter)
        if len(texts) > 1:
            self.refuse(parameter, texts[1], "repeated")
        # Normal form may be longer than what was typed; a name must survive being written and read again.
        return texts[0][:LONGEST_VALUE].strip() if texts else ""

    def number(self, parameter: str, kind: Number) -> float | None:
        text = self.name(parameter)
        if not text:
            return None
        value = _parsed(text, whole=kind.decimals == 0)
        if value is None:
            self.refuse(parameter, text, "not_a_number")
            return None
        if not kind.low <= value <= kind.high:
            self.refuse(parameter, text, "out_of_range")
            return None
        return round(value, kind.decimals) + 0.0  # adding zero turns -0.0 into 0.0

    def slider(self, parameter: str) -> float:
        weight = self.number(parameter, Number(parameter, "", 0, 2, decimals=2))
        return 1.0 if weight is None else weight

    def codes(self, parameter: str, allowed: Sequence[str]) -> frozenset[str]:
        texts = self._texts(parameter)
        for text in texts:
            if text not in allowed:
                self.refuse(parameter, text, "unknown_code")
        return frozenset(texts).intersection(allowed)

    def code(self, parameter: str, allowed: Sequence[str]) -> str | None:
        text = self.name(parameter)
        if text and text not in allowed:
            self.refuse(parameter, text, "unknown_code")
        return text if text in allowed else None

    def yes_no(self, parameter: str) -> bool | None:
        text = self.name(parameter)
        if text and text not in ("yes", "no"):
            self.refuse(parameter, text, "not_yes_no")
        return {"yes": True, "no": False}.get(text)


# A phone writes a position with as many decimals as its processor has.
_PLAIN: Final = re.compile(r"[+-]?(?:[0-9]{1,9}(?:[.,][0-9]{0,30})?|[.,][0-9]{1,30})")
# "1,200", "1.200" and "1 200" in a quantity that has no decimals can only mean twelve hundred.
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:[ ,.'][0-9]{3})+")


def _parsed(text: str, *, whole: bool) -> float | None:
    text = text.replace("\N{MINUS SIGN}", "-")
    if whole and _GROUPED.fullmatch(text):
        return float(re.sub("[^0-9]", "", text))
    return float(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None


def _written(value: float, decimals: int) -> str:
    """Returns the shortest decimal text: 9.7, 800, 0.65."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if math.isclose(float(text), 0, abs_tol=1e-12) else text


def _is_control(character: str) -> bool:
    """Returns whether it controls, formats or is half of one. Two joiners are parts of words."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\u200c\u200d"
