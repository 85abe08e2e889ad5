"""Sorts a place, a soil and a field into the classes of the IPCC's Tier 1 method for soil carbon. Pure.

Climate zones and input classes follow the IPCC 2019 Refinement, Volume 4 (figures 3A.5.1 and 5.1). The frost
days that it asks for are not in our grid; what stands for them, how near a border a place is taken for both
sides, and how a farmer's words become soil classes are choices of ours (`docs/carbon.md`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Final, Literal, NamedTuple

from zones.grid import Climate

ZONES: Final = (
    *("tropical_wet", "tropical_moist", "tropical_dry", "tropical_montane"),
    *("warm_temperate_moist", "warm_temperate_dry", "cool_temperate_moist", "cool_temperate_dry"),
    *("boreal_moist", "boreal_dry", "polar_moist", "polar_dry"),
)
SOILS: Final = ("sandy", "LAC", "HAC", "spodic", "volcanic", "wetland", "organic")
INPUTS: Final = ("low", "medium", "high", "high_manure")

# Mean of the coldest month that stands for "at most seven days of frost a year".
FROST_FREE_FROM_C: Final = 13.0
# How far the map may be off: a place whose values within these lie in another zone is in both.
MEAN_DOUBT_C: Final = 1.0
FROST_DOUBT_C: Final = 2.0
RAIN_DOUBT: Final = 0.10
RATIO_DOUBT: Final = 0.15
HEIGHT_DOUBT_M: Final = 150.0

# What a farmer's texture may be in the IPCC's classes, in the tropics and elsewhere. By touch a sandy loam is
# sandy too, which is a clay soil to the IPCC (its sand has less than 8 % clay).
_TROPICAL_SOILS: Final = {
    "sandy": ("sandy", "LAC"),
    "loamy": ("LAC", "HAC"),
    "clay": ("LAC", "HAC"),
    "cracking_clay": ("HAC",),
    "": ("sandy", "LAC", "HAC"),
}
_OTHER_SOILS: Final = {
    "sandy": ("sandy", "HAC"),
    "loamy": ("HAC",),
    "clay": ("HAC",),
    "cracking_clay": ("HAC",),
    "": ("sandy", "HAC"),
}


class _Values(NamedTuple):
    """What a climate zone hangs on: °C, mm a year, rain over potential evaporation, metres."""

    mean: float
    coldest: float
    rain: float
    ratio: float
    height: float
    warmest: float


def climate_zones(climate: Climate) -> tuple[str, ...]:
    """Returns the climate zones that a place may lie in, in the order of `ZONES`; several near a border."""
    found = {_zone(values) for values in _possible(climate)}
    return tuple(zone for zone in ZONES if zone in found)


def climate_zone(climate: Climate) -> str:
    """Returns the one climate zone that the map's own values give, without regard to their doubt."""
    return _zone(next(_possible(climate)))


def _possible(climate: Climate) -> Iterator[_Values]:
    """Yields the values as the map has them, and at every corner of their doubt."""
    for mean, frost, rain, ratio, height in [(0, 0, 0, 0, 0), *product((-1, 1), repeat=5)]:
        yield _Values(
            mean=climate.mean_temperature_c + mean * MEAN_DOUBT_C,
            coldest=climate.coldest_month_c + frost * FROST_DOUBT_C,
            rain=climate.rain_mm_per_year * (1 + rain * RAIN_DOUBT),
            ratio=climate.aridity_ratio * (1 + ratio * RATIO_DOUBT),
            height=climate.elevation_m + height * HEIGHT_DOUBT_M,
            warmest=climate.warmest_month_c,
        )


def _zone(here: _Values) -> str:
    if here.mean > 18 and here.coldest >= FROST_FREE_FROM_C:
        if here.height > 1000:
            return "tropical_montane"
        if here.rain > 2000:
            return "tropical_wet"
        return "tropical_moist" if here.rain > 1000 else "tropical_dry"
    moisture = "moist" if here.ratio > 1 else "dry"
    if here.mean > 10:
        return f"warm_temperate_{moisture}"
    if here.mean > 0:
        return f"cool_temperate_{moisture}"
    return f"boreal_{moisture}" if here.warmest >= 10 else f"polar_{moisture}"


@dataclass(frozen=True, slots=True)
class SoilWords:
    """Holds what a farmer says of the soil: codes of `vocabulary.TEXTURES`, none where not told."""

    textures: frozenset[str] = frozenset()
    is_waterlogged: bool = False
    is_rich_in_organic_matter: bool = False
    is_volcanic: bool = False
    is_deep_red: bool = False

    def classes(self, zone: str) -> tuple[str, ...]:
        """Returns the soil classes that this may be in a climate zone, in the order of `SOILS`.

        A waterlogged soil full of organic matter is peat, "organic", for which there is no number.
        """
        if self.is_waterlogged:
            return ("organic",) if self.is_rich_in_organic_matter else ("wetland",)
        if self.is_volcanic:
            return ("volcanic",)
        if self.is_deep_red:
            return ("LAC",)
        table = _TROPICAL_SOILS if zone.startswith("tropical") else _OTHER_SOILS
        found = {soil for texture in self.textures or {""} for soil in table[texture]}
        return tuple(soil for soil in SOILS if soil in found)


Residues = Literal["kept", "removed"]
# What a field can be given beside its residues.
Gift = Literal["legume", "mineral", "compost", "manure", "cover_crop", "grass", "water"]
GIFTS: Final[tuple[Gift, ...]] = (
    "legume",
    "mineral",
    "compost",
    "manure",
    "cover_crop",
    "grass",
    "water",
)
# What somebody can begin with for the sake of the soil; water and mineral fertiliser have other reasons.
BEGUN: Final[tuple[Gift, ...]] = ("legume", "cover_crop", "compost", "grass", "manure")
_EXTRAS: Final = frozenset({"compost", "cover_crop", "grass", "water"})
_NITROGEN: Final = frozenset({"legume", "mineral"})
# More new things at once than this are no single step.
MOST_AT_ONCE: Final = 2


@dataclass(frozen=True, slots=True)
class FieldInputs:
    """Holds what returns carbon to a field; each counts when it holds on more than 30 % of it.

    `residues` burnt, carried off or grazed bare are "removed". `has_little_residue` says that most crops
    leave little, or that the fallow is bare.
    """

    residues: Residues
    gifts: frozenset[Gift] = frozenset()
    has_little_residue: bool = False

    @property
    def input_class(self) -> str:
        """Returns the class of `INPUTS` by the IPCC's tree (figure 5.1 of the 2019 Refinement)."""
        has_manure, has_extra = "manure" in self.gifts, bool(self.gifts & _EXTRAS)
        if self.residues == "removed":
            return "medium" if has_manure else "low"
        if self.has_little_residue or not self.gifts & _NITROGEN:
            return "medium" if has_extra else "low"
        if has_manure:
            return "high_manure"
        return "high" if has_extra else "medium"

    def ways_to(self, input_class: str) -> tuple["FieldInputs", ...]:
        """Returns the fields of the class that at most two new things make of this one, and none too many."""
        new: list[str] = ["residues"] if self.residues == "removed" else []
        new += [gift for gift in BEGUN if gift not in self.gifts]
        found: list[tuple[str, ...]] = []
        for count in range(1, MOST_AT_ONCE + 1):
            for chosen in combinations(new, count):
                is_needed = not any(set(fewer) <= set(chosen) for fewer in found)
                if is_needed and self._with(chosen).input_class == input_class:
                    found.append(chosen)
        return tuple(self._with(chosen) for chosen in found)

    def _with(self, new: Collection[str]) -> "FieldInputs":
        gifts = self.gifts | {gift for gift in BEGUN if gift in new}
        return replace(self, residues="kept" if "residues" in new else self.residues, gifts=gifts)
