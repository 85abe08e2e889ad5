"""Reads a farmer's land from an address or a form. Pure.

`read_land` takes anything a browser may send and never raises: what it cannot read it reports as a `Problem`
and leaves out.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from zones import factors, gazetteer, vocabulary
from zones.blank import without_marks
from zones.coordinates import LONGEST_LINK, OffTheGlobe, position_in
from zones.factors import Number
from zones.land import ALTITUDE, ANY_LAND_USE, SLIDER_GROUPS, AnswerValue, Land, Sliders
from zones.numbers import TwoReadings, read_number

LATITUDE: Final = Number("lat", "°", -90, 90, decimals=6)
LONGITUDE: Final = Number("lon", "°", -180, 180, decimals=6)
LONGEST_VALUE: Final = 120
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
class Problem:
    """Holds a value of the address that was not used, safe to show: short, no control characters."""

    parameter: str
    value: str
    code: ProblemCode


def read_land(params: Mapping[str, Sequence[str]]) -> tuple[Land, list[Problem]]:
    """Returns the land of an address or a form, and what of it could not be used. Never raises.

    Parameters of others are not looked at. A `place` may be a gazetteer id, or a position as people write or
    paste one (`zones.coordinates`). Anything else is taken for a name: it comes back in `place_name` without
    a position, for the caller to find (`zones.place_match`, `Land.at_place`). A name beside a place that is
    known is left out where nobody calls it so: an address says nothing wrong of a place.
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
        return _moved_to(land, *position)
    named = reader.name("place")
    if re.fullmatch(r"[0-9]{1,12}", named):
        place = gazetteer.get(int(named))
        if place is not None:
            land = replace(land, place_name=gazetteer.spelling_of(place.id, land.place_name))
            return land.moved_to(place.latitude, place.longitude, place=place.id)
        reader.refuse("place", named, "unknown_place")
    elif named:
        land = replace(land, place_name=named)
    if latitude is not None and longitude is not None:
        return _moved_to(land, latitude, longitude)
    if latitude is not None or longitude is not None:
        missing = "lon" if longitude is None else "lat"
        if not any(problem.parameter == missing for problem in reader.problems):
            reader.refuse(missing, "", "incomplete")
    return land


def _moved_to(land: Land, latitude: float, longitude: float) -> Land:
    """Returns the land at a position; a name in the address stays only if the town there is called so."""
    moved = land.moved_to(latitude, longitude)
    if not moved.place_name:
        return moved
    name = gazetteer.spelling_of(moved.town.id, moved.place_name) if moved.town is not None else ""
    return replace(moved, place_name=name)


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
        try:
            value = read_number(text, whole=kind.decimals == 0, low=kind.low, high=kind.high)
        except TwoReadings:
            value = None
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


def _is_control(character: str) -> bool:
    """Returns whether it controls, formats or is half of one. Two joiners are parts of words."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\u200c\u200d"
