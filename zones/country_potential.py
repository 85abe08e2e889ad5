"""Calculates what areas that a country states may add to the carbon in its soil in a year. Pure.

Each climate zone gets its share of the area (`zones/country_zones.py`), and the change of `zones/carbon.py`.
An error of a table is the same error in every zone and every country, so ranges are added, not squared.
No hectare counts twice: areas of which nobody said how they overlap are taken to overlap as far as they can.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from zones.carbon import YEARS, Farming, Outlook, Reason, outlook
from zones.carbon_classes import ZONES, SoilWords

# What every hectare is taken to come from: tilled all over, given what the tables call medium.
BEFORE: Final = Farming("annual", "full", "medium")
# What an area with this code does; the others have no factor in the method.
TILLAGE: Final = {"area_no_till_ha": "none", "area_reduced_till_ha": "reduced"}
INPUTS: Final = ("area_cover_crops_ha", "area_organic_inputs_ha")
COUNTED: Final = (*INPUTS, *TILLAGE)
# A country's soils are not known; these are the classes of fields that are neither sandy nor wet.
_SOILS: Final = SoilWords(textures=frozenset({"loamy", "clay"}))

Soils = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ChangedArea:
    """Holds hectares on which farming changed, with everything that changed on them."""

    hectares: float
    before: Farming
    after: Farming


@dataclass(frozen=True, slots=True)
class Tons:
    """Holds tons of carbon a year, for 20 years, with their range."""

    best: float
    low: float
    high: float

    def __add__(self, other: "Tons") -> "Tons":
        return Tons(self.best + other.best, self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Potential:
    """Holds what may be gained on the land that could be calculated.

    `left_out` is the share of the country's land, 0 to 1, in each zone for which the method gives no number,
    and why. `tons` is None where nothing is left.
    """

    hectares: float
    tons: Tons | None
    left_out: Mapping[str, tuple[float, Reason]]

    @property
    def left_out_share(self) -> float:
        return sum(share for share, _reason in self.left_out.values())


def field_soils(zone: str) -> tuple[str, ...]:
    """Returns the soil classes that a country's fields may be of in a zone."""
    return _SOILS.classes(zone)


def changed_areas(stated: Mapping[str, float]) -> list[ChangedArea]:
    """Returns the areas without a hectare that counts twice; `stated` are hectares by the codes of `COUNTED`.

    No-till and reduced tillage exclude each other; everything else overlaps as far as it can, so that 100 ha
    with cover crops and 100 ha without tillage are 100 ha with both.
    """
    ends: list[tuple[float, str]] = []
    tilled = 0.0
    for code, management in TILLAGE.items():
        tilled += stated.get(code, 0.0)
        ends.append((tilled, management))
    fed = max((stated.get(code, 0.0) for code in INPUTS), default=0.0)
    found: list[ChangedArea] = []
    start = 0.0
    for end in sorted({hectares for hectares, _management in ends} | {fed}):
        if end > start:
            management = next((name for upto, name in ends if end <= upto), BEFORE.management)
            after = Farming(BEFORE.land_use, management, "high" if end <= fed else BEFORE.inputs)
            found.append(ChangedArea(end - start, BEFORE, after))
            start = end
    return found


def potential(
    shares: Mapping[str, float], areas: Iterable[ChangedArea], soils: Soils = field_soils
) -> Potential:
    """Returns what the areas may add, spread over the zones as the country's land is.

    A zone without a number is left out and named, never filled in.
    """
    rows = list(areas)
    total: Tons | None = None
    left_out: dict[str, tuple[float, Reason]] = {}
    for zone in (each for each in ZONES if each in shares):
        for row in rows:
            found = outlook([(zone, soil) for soil in soils(zone)], row.before, row.after)
            if found.change is None:
                left_out[zone] = shares[zone], found.reason or "no_cell"
                continue
            here = _yearly(found, row.hectares * shares[zone])
            total = here if total is None else total + here
    return Potential(sum(row.hectares for row in rows), total, left_out)


def _yearly(found: Outlook, hectares: float) -> Tons:
    change = found.change
    assert change is not None
    return Tons(*(value * hectares / YEARS for value in (change.change, change.low, change.high)))
