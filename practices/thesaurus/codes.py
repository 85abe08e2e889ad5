"""Lists the concepts that ticked codes stand for, so that no label has to be read for them. Pure data.

A code that joins several crops or animals stands for what is above all of them; which of them is meant it
does not say, so each of them is no more than mentioned. A test holds both tables to the vocabulary and to the
data files.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple


class CodeConcepts(NamedTuple):
    """Ids of the concepts that a practice with a code is surely about, and of those it may be about."""

    surely: tuple[str, ...]
    perhaps: tuple[str, ...] = ()


NO_CODES: Final = CodeConcepts(())

CROPS: Final[Mapping[str, CodeConcepts]] = {
    "maize": CodeConcepts(("maize",)),
    "millet_sorghum": CodeConcepts(("cereals",), ("millet", "sorghum")),
    "wheat_barley": CodeConcepts(("cereals",), ("wheat", "barley", "oats")),
    "rice": CodeConcepts(("rice",)),
    "pulses_oilseeds": CodeConcepts((), ("pulses", "common-bean", "groundnut", "oil-crops")),
    "roots_tubers": CodeConcepts(("root-crops",)),
    "vegetables": CodeConcepts(("vegetables",)),
    "fruit_vine_olive": CodeConcepts(("fruit-crops",), ("grapevine", "olive")),
    "coffee_cocoa_tea": CodeConcepts(("cash-crops",), ("coffee", "cocoa", "tea")),
    "cotton_sugar": CodeConcepts(("cash-crops",), ("cotton", "sugarcane")),
    "cattle": CodeConcepts(("cattle",)),
    "small_livestock": CodeConcepts(("livestock",), ("sheep", "goats", "pigs", "poultry")),
}

PRACTICE_GROUPS: Final[Mapping[str, CodeConcepts]] = {
    "water_harvesting": CodeConcepts(("water-harvesting",)),
    "erosion_control": CodeConcepts(("erosion-control",)),
    "soil_cover": CodeConcepts(("soil-cover",)),
    "minimal_tillage": CodeConcepts(("minimal-tillage",)),
    "rotation_intercropping": CodeConcepts(("crop-diversity",), ("crop-rotation", "intercropping")),
    "agroforestry": CodeConcepts(("agroforestry",)),
    "organic_amendments": CodeConcepts(("organic-amendments",)),
    "pest_control": CodeConcepts(("pest-management",)),
    "livestock_pasture": CodeConcepts(("livestock-pasture",)),
    "restoration": CodeConcepts(("restoration",)),
    "irrigation_drainage": CodeConcepts(("irrigation-drainage",), ("irrigation", "drainage")),
    "seeds_breeds": CodeConcepts(("seeds-breeds",)),
}

# Of a practice whose soil carbon was measured, whatever came out.
SOIL_CARBON: Final = CodeConcepts(("carbon-farming",))

# Facts of the land that a practice states with yes or no. Where it does not say yes, words about them are no
# more than a mention: "not for salty land".
CONSTRAINTS: Final[Mapping[str, tuple[str, ...]]] = {
    "salinity": ("salty-soil",),
    "waterlogging": ("waterlogging",),
    "frost": ("frost-damage",),
}


def concepts_of(
    crops: Iterable[str], practice_groups: Iterable[str], *, has_measured_carbon: bool = False
) -> CodeConcepts:
    """Return what the ticked codes and the measurements of a practice stand for."""
    found = [CROPS[code] for code in crops if code in CROPS]
    found += [PRACTICE_GROUPS[code] for code in practice_groups if code in PRACTICE_GROUPS]
    found += [SOIL_CARBON] if has_measured_carbon else []
    surely = dict.fromkeys(concept for one in found for concept in one.surely)
    perhaps = dict.fromkeys(concept for one in found for concept in one.perhaps)
    return CodeConcepts(tuple(surely), tuple(perhaps))


def concepts_not_stated(stated: Collection[str]) -> tuple[str, ...]:
    """Return the concepts of the facts that are not among those stated with yes."""
    return tuple(one for fact, ids in CONSTRAINTS.items() if fact not in stated for one in ids)


def has_code(concept: str) -> bool:
    """Return whether a code stands for a concept."""
    tables = (*CROPS.values(), *PRACTICE_GROUPS.values(), SOIL_CARBON)
    return any(concept in (*one.surely, *one.perhaps) for one in tables)
