"""Lists the factors that a farmer's land and a practice are compared by: names, kinds, units, spans. Pure.

How they are weighed and scored stands in `matching/profile.py`; here is only what the database, the
addresses, the forms and the exchanged files need to agree on. A factor's name is the parameter's name in an
address, the key in exchanged files, and the field of a practice.
"""

from dataclasses import dataclass
from typing import Final

from zones import vocabulary


@dataclass(frozen=True, slots=True)
class Number:
    """Describes a factor measured in `unit`.

    `low` and `high` bound what is believed; `decimals` are shown and kept.
    """

    name: str
    unit: str
    low: float
    high: float
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Describes a factor given in codes of a vocabulary."""

    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """Describes a condition of the land that holds or does not; it is compared only by limiters."""

    name: str


CLIMATE: Final = (
    Number("rain", "mm/year", 0, 12000),
    Number("aridity", "P/PET", 0, 20, decimals=2),
    Number("growing_period", "days", 0, 366),
    Number("season_temperature", "°C", -30, 45, decimals=1),
    # The warmest month's mean less the coldest month's.
    Number("temperature_range", "°C", 0, 80, decimals=1),
    Number("coldest_month", "°C", -70, 45, decimals=1),
    Number("seasonality", "%", 0, 350),
)
SOIL: Final = (
    Choice("texture", vocabulary.TEXTURES),
    Choice("rooting_depth", vocabulary.ROOTING_DEPTHS),
    Number("ph", "pH", 2, 12, decimals=1),
    Choice("organic_matter", vocabulary.ORGANIC_MATTERS),
)
TERRAIN: Final = (Choice("slope", vocabulary.SLOPES),)
FARMING: Final = (
    Choice("crops", vocabulary.CROPS),
    Choice("water_supply", vocabulary.WATER_SUPPLIES),
    Choice("system", vocabulary.SYSTEMS),
    Choice("mechanisation", vocabulary.MECHANISATIONS),
    Choice("farm_size", vocabulary.FARM_SIZES),
)
FACTORS: Final[tuple[Number | Choice, ...]] = (*CLIMATE, *SOIL, *TERRAIN, *FARMING)

NUMBERS: Final = {f.name: f for f in FACTORS if isinstance(f, Number)}
CHOICES: Final = {f.name: f for f in FACTORS if isinstance(f, Choice)}
# Facts of the land that a practice and a farmer both state.
CONSTRAINTS: Final = {name: Constraint(name) for name in ("salinity", "waterlogging", "frost")}
# Facts that only a farmer states, because a practice may need them (`vocabulary.NEEDS`).
NEEDED_FACTS: Final = {
    name: Constraint(name)
    for name in ("flood", "crusted_surface", "living_stumps", "stream_bed", "grazing_control")
}
# All that a farmer answers with yes or no.
FACTS: Final = CONSTRAINTS | NEEDED_FACTS
NAMES: Final = tuple(f.name for f in FACTORS)
