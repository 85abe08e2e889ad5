"""The figures of the design, written down a second time on purpose: the laws hold the profile to these."""

from dataclasses import dataclass
from typing import Final

from zones import vocabulary as v
from zones.land import AnswerValue

WEIGHTS: Final = {
    "rain": 0.06,
    "aridity": 0.06,
    "growing_period": 0.06,
    "season_temperature": 0.06,
    "temperature_range": 0.05,
    "coldest_month": 0.03,
    "seasonality": 0.02,
    "texture": 0.05,
    "rooting_depth": 0.05,
    "ph": 0.05,
    "organic_matter": 0.05,
    "slope": 0.05,
    "crops": 0.26,
    "water_supply": 0.05,
    "system": 0.04,
    "mechanisation": 0.04,
    "farm_size": 0.02,
}
GROUPS: Final = {
    "climate": (
        *("rain", "aridity", "growing_period", "season_temperature"),
        *("temperature_range", "coldest_month", "seasonality"),
    ),
    "soil": ("texture", "rooting_depth", "ph", "organic_matter", "slope"),
    "farming": ("crops", "water_supply", "system", "mechanisation", "farm_size"),
}
GROUP_OF: Final = {name: group for group, names in GROUPS.items() for name in names} | {
    "salinity": "soil",
    "waterlogging": "soil",
    "frost": "climate",
    "flood": "soil",
    "crusted_surface": "soil",
    "living_stumps": "farming",
    "stream_bed": "soil",
    "grazing_control": "farming",
}
RAIN: Final = ("rain", "aridity", "growing_period")
RAIN_SHARES: Final = {"rainfed": 1, "supplementary": 0.5, "full_irrigation": 0}


@dataclass(frozen=True)
class Curve:
    """Half-score distance (a ratio where `ratio`) and the span that values are kept in."""

    half: float
    low: float
    high: float
    ratio: bool = False

    def away(self, value: float, halves: float) -> float:
        """The value `halves` half-score distances above (below where negative)."""
        return value * self.half**halves if self.ratio else value + self.half * halves


CURVES: Final = {
    "rain": Curve(1.42, 60, 4030, ratio=True),
    "aridity": Curve(1.42, 0.04, 2.688, ratio=True),
    "growing_period": Curve(45, 0, 300),
    "season_temperature": Curve(3, 5, 32),
    "temperature_range": Curve(6, 0, 45),
    "coldest_month": Curve(5, -20, 28.3),
    "seasonality": Curve(25, 10, 135),
    "ph": Curve(1, 4, 9),
}

SLOPE_BY_STEPS: Final = (1, 0.734867246, 0.291632260, 0.0625, 0.007233396, 0.000452087, 0.000015259)

# Rows: the farmer's class; columns: the practice's; both in the vocabulary's order.
TABLES: Final = {
    "texture": (
        (1, 0.5, 0, 0),
        (0.5, 1, 0.5, 0),
        (0, 0.5, 1, 0.5),
        (0, 0, 0.5, 1),
    ),
    "rooting_depth": (
        (1, 0.5, 0.2, 0, 0),
        (1, 1, 0.5, 0.2, 0),
        (1, 1, 1, 0.5, 0.2),
        (1, 1, 1, 1, 0.5),
        (1, 1, 1, 1, 1),
    ),
    "organic_matter": ((1, 0.5, 0), (0.5, 1, 0.5), (0, 0.5, 1)),
    "slope": tuple(tuple(SLOPE_BY_STEPS[abs(i - j)] for j in range(7)) for i in range(7)),
    "water_supply": ((1, 0.5, 0), (0.5, 1, 0.5), (0, 0.5, 1)),
    "mechanisation": ((1, 0.5, 0), (0.5, 1, 0.5), (0, 0.5, 1)),
    "farm_size": (
        (1, 0.6, 0.3, 0, 0),
        (0.6, 1, 0.6, 0.3, 0),
        (0.3, 0.6, 1, 0.6, 0.3),
        (0, 0.3, 0.6, 1, 0.6),
        (0, 0, 0.3, 0.6, 1),
    ),
    # annual, perennial, tree, agroforestry, crop and livestock, extensive, intensive grazing, woodland
    "system": (
        (1, 0.5, 0, 0.5, 0.5, 0, 0, 0),
        (0.5, 1, 0.5, 0, 0, 0, 0, 0),
        (0, 0.5, 1, 0.5, 0, 0, 0, 0),
        (0.5, 0, 0.5, 1, 0, 0, 0, 0.5),
        (0.5, 0, 0, 0, 1, 0.5, 0.5, 0),
        (0, 0, 0, 0, 0.5, 1, 0.5, 0),
        (0, 0, 0, 0, 0.5, 0.5, 1, 0),
        (0, 0, 0, 0.5, 0, 0, 0, 1),
    ),
}
CODES: Final = {
    "texture": v.TEXTURES,
    "rooting_depth": v.ROOTING_DEPTHS,
    "organic_matter": v.ORGANIC_MATTERS,
    "slope": v.SLOPES,
    "crops": v.CROPS,
    "water_supply": v.WATER_SUPPLIES,
    "system": v.SYSTEMS,
    "mechanisation": v.MECHANISATIONS,
    "farm_size": v.FARM_SIZES,
}
FACTS: Final = ("salinity", "waterlogging", "frost")
NEEDED_FACTS: Final = ("flood", "crusted_surface", "living_stumps", "stream_bed", "grazing_control")


@dataclass(frozen=True)
class Need:
    """The answer that decides, the answers that deny the need, and the slider that it goes with."""

    fact: str
    denying: tuple[AnswerValue, ...]
    meeting: tuple[AnswerValue, ...]
    slider: str


def _yes_no(fact: str, slider: str) -> Need:
    return Need(fact, (False,), (True,), slider)


def _one(*codes: str) -> frozenset[str]:
    return frozenset(codes)


NEEDS: Final = {
    "flood": _yes_no("flood", "soil"),
    "controlled_irrigation": Need(
        "water_supply",
        (_one("rainfed"),),
        (_one("supplementary"), _one("full_irrigation"), _one("rainfed", "supplementary")),
        "farming",
    ),
    "slope": Need("slope", (_one("flat"),), (_one("gentle"), _one("flat", "steep")), "soil"),
    "crusted_surface": _yes_no("crusted_surface", "soil"),
    "living_stumps": _yes_no("living_stumps", "farming"),
    "stream_bed": _yes_no("stream_bed", "soil"),
    "frost": _yes_no("frost", "climate"),
    "grazing_control": _yes_no("grazing_control", "farming"),
    "cracking_clay": Need(
        "texture",
        (_one("sandy"), _one("clay", "loamy")),
        (_one("cracking_clay"), _one("sandy", "cracking_clay")),
        "soil",
    ),
}
