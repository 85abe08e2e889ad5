"""Holds a farmer's land: what was stated, what the map adds, and its form in an address. Pure.

`Land.to_query` writes a land into an address in one canonical order: equal lands have equal addresses;
`zones/land_reading.py` reads it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from zones import factors, gazetteer, vocabulary
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

# From below the shore of the Dead Sea to above the highest fields and pastures.
ALTITUDE: Final = Number("altitude", "m", -450, 6000)
SLIDER_GROUPS: Final = ("climate", "soil", "farming")
# Means of the coldest month. 18 °C is Köppen's limit of the tropical climates; 5 °C is an expert prior.
FROST_FREE_FROM_C: Final = 18
FROST_UP_TO_C: Final = 5
# A position is called "near" a town that is not further away.
NEAR_KM: Final = 100


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

    def at_place(self, place: gazetteer.Place) -> "Land":
        """Returns the same answers at a place of the gazetteer, under the name that somebody typed of it."""
        return self.moved_to(place.latitude, place.longitude, place=place.id, place_name=place.shown)


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


def _written(value: float, decimals: int) -> str:
    """Returns the shortest decimal text: 9.7, 800, 0.65."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if math.isclose(float(text), 0, abs_tol=1e-12) else text
