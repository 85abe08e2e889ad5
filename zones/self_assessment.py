"""Holds what a farmer answers about a field, and finds single changes and what they may do. Pure.

The change whose soil carbon has the best low end is the one next step. Where no low end is above zero, the
farmer's own lowest rating leads instead; without one a step that the answers name, without a figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from zones.carbon import (
    LAND_USES,
    PASTURES,
    TILLAGES,
    Farming,
    Outlook,
    outlook,
)
from zones.carbon_classes import GIFTS, INPUTS, FieldInputs, Gift, SoilWords, climate_zones
from zones.land import Land

USES_BEFORE: Final = ("same", "other_fields", "pasture", "forest")
STALKS: Final = ("burnt", "carried", "grazed", "left")
NOTHING_GIVEN: Final = "none"
GIVEN: Final = (*GIFTS, NOTHING_GIVEN)
SOIL_LOOKS: Final = ("volcanic", "deep_red")
LITTLE_RESIDUE: Final = ("yes",)

RATED: Final = ("cover", "erosion", "worms", "water", "bad_year", "work", "money", "decides")
RATINGS: Final = ("1", "2", "3", "4", "5")
# From here on a farmer is content.
GOOD_RATING: Final = 4

# Uses whose ways of working the soil and of giving to it can be changed one by one.
_CHANGED_ONE_BY_ONE: Final = ("annual", "perennial", "grassland")
# What is better than what, for pasture.
_BETTER_PASTURE: Final = {
    "degraded": ("nominal", "improved"),
    "intensive": ("nominal", "improved"),
    "nominal": ("improved",),
    "improved": (),
}

ChangeKind = Literal["tillage", "inputs", "pasture"]
# A step that needs no figure: stalks left, less of the soil worked, the soil covered, a pasture that rests.
PlainStep = Literal["stalks", "tillage", "cover_crop", "pasture"]
# What has to be told before anything can be calculated.
Missing = Literal["place", "use_now", "tillage", "pasture", "stalks"]


@dataclass(frozen=True, slots=True)
class FarmAnswers:
    """Holds the facts told, in codes of `SINGLE_ANSWERS` and `SEVERAL_ANSWERS`; "" where nothing was."""

    use_now: str = ""
    use_before: str = ""
    tillage: str = ""
    pasture: str = ""
    stalks: str = ""
    given: frozenset[str] = frozenset()
    has_little_residue: bool = False
    soil_looks: frozenset[str] = frozenset()

    @property
    def is_pasture(self) -> bool:
        """Returns whether the field is grassland."""
        return self.use_now == "grassland"

    @property
    def gifts(self) -> frozenset[Gift]:
        """Returns what is given to the field."""
        return frozenset(gift for gift in GIFTS if gift in self.given)

    @property
    def inputs(self) -> FieldInputs | None:
        """Returns what returns carbon to the field, None where nobody said what becomes of the stalks."""
        if not self.stalks:
            return None
        kept: Literal["kept", "removed"] = "kept" if self.stalks == "left" else "removed"
        return FieldInputs(kept, self.gifts, self.has_little_residue)

    @property
    def farming(self) -> Farming | None:
        """Returns the classes of the field as it is now, None where too little was told."""
        if self.is_pasture:
            return Farming("grassland", self.pasture) if self.pasture else None
        if not self.use_now or not self.tillage or self.inputs is None:
            return None
        return Farming(self.use_now, self.tillage, self.inputs.input_class)


@dataclass(frozen=True, slots=True)
class SingleChange:
    """Holds one thing done otherwise, the ways to do it where there are several, and what it may do."""

    kind: ChangeKind
    after: Farming
    outlook: Outlook
    ways: tuple[FieldInputs, ...] = ()

    @property
    def low(self) -> float | None:
        """Returns the low end in t C/ha over 20 years, None without a number."""
        return None if self.outlook.change is None else self.outlook.change.low


@dataclass(frozen=True, slots=True)
class Assessment:
    """Holds every single change, best low end first, and what is missing for that.

    `best` is the first one if it gains for sure, by this method.
    """

    changes: tuple[SingleChange, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def best(self) -> SingleChange | None:
        """Returns the change to offer, None where no low end is above zero."""
        first = next(iter(self.changes), None)
        return first if first is not None and first.low is not None and first.low > 0 else None


def assess(land: Land, answers: FarmAnswers) -> Assessment:
    """Returns what single changes may do to the soil's carbon on a land."""
    missing = _missing(land, answers)
    before = answers.farming
    if missing or before is None:
        return Assessment(missing=missing)
    if answers.use_now not in _CHANGED_ONE_BY_ONE:
        return Assessment()
    fields = fields_of(land, answers)
    changes = [
        SingleChange(kind, after, outlook(fields, before, after), ways)
        for kind, after, ways in _candidates(before, answers)
    ]
    # Among equals the one that takes least, which stands first.
    changes.sort(key=lambda one: one.low if one.low is not None else float("-inf"), reverse=True)
    return Assessment(tuple(changes))


def fields_of(land: Land, answers: FarmAnswers) -> list[tuple[str, str]]:
    """Returns the pairs of climate zone and soil class that a field may be of; none without a climate."""
    if land.climate is None:
        return []
    textures = land.stated.get("texture")
    matter = land.stated.get("organic_matter")
    words = SoilWords(
        textures=textures if isinstance(textures, frozenset) else frozenset(),
        is_waterlogged=land.stated.get("waterlogging") is True,
        is_rich_in_organic_matter=isinstance(matter, frozenset) and "high" in matter,
        is_volcanic="volcanic" in answers.soil_looks,
        is_deep_red="deep_red" in answers.soil_looks,
    )
    return [(zone, soil) for zone in climate_zones(land.climate) for soil in words.classes(zone)]


def lowest_rated(ratings: Mapping[str, int]) -> str:
    """Returns what the farmer rates lowest, the first of equals; "" where nothing is rated below good."""
    rated = [name for name in RATED if ratings.get(name, GOOD_RATING) < GOOD_RATING]
    return min(rated, key=lambda name: ratings[name], default="")


def plain_step(answers: FarmAnswers) -> PlainStep | None:
    """Returns the first thing that the farmer could do otherwise, by what was told; None where nothing is.

    Not for flooded rice, where stalks left give methane, nor for fallow.
    """
    if answers.use_now in ("paddy", "set_aside"):
        return None
    if answers.is_pasture:
        return "pasture" if answers.pasture in ("degraded", "intensive") else None
    if answers.stalks not in ("", "left"):
        return "stalks"
    if answers.tillage == "full":
        return "tillage"
    return "cover_crop" if answers.given and "cover_crop" not in answers.given else None


def _missing(land: Land, answers: FarmAnswers) -> tuple[Missing, ...]:
    missing: list[Missing] = []
    if land.climate is None:
        missing.append("place")
    if not answers.use_now:
        missing.append("use_now")
    if answers.is_pasture:
        return (*missing, "pasture") if not answers.pasture else tuple(missing)
    if not answers.tillage:
        missing.append("tillage")
    if not answers.stalks:
        missing.append("stalks")
    return tuple(missing)


def _candidates(
    before: Farming, answers: FarmAnswers
) -> list[tuple[ChangeKind, Farming, tuple[FieldInputs, ...]]]:
    """Returns the changes of one thing, those of which this method never says that they take carbon first."""
    if answers.is_pasture:
        return [
            ("pasture", Farming("grassland", pasture), ()) for pasture in _BETTER_PASTURE[before.management]
        ]
    found: list[tuple[ChangeKind, Farming, tuple[FieldInputs, ...]]] = []
    inputs = answers.inputs
    assert inputs is not None, "farming is known only with its inputs"
    for input_class in INPUTS[INPUTS.index(before.inputs) + 1 :]:
        if ways := inputs.ways_to(input_class):
            found.append(("inputs", replace(before, inputs=input_class), ways))
    for tillage in TILLAGES[TILLAGES.index(before.management) + 1 :]:
        found.append(("tillage", replace(before, management=tillage), ()))
    return found


# What each question of the forms may be answered with, by its parameter in an address.
SINGLE_ANSWERS: Final = {
    "use_now": LAND_USES,
    "use_before": USES_BEFORE,
    "tillage": TILLAGES,
    "pasture": PASTURES,
    "stalks": STALKS,
}
SEVERAL_ANSWERS: Final = {"soil_look": SOIL_LOOKS, "given": GIVEN, "little": LITTLE_RESIDUE}
