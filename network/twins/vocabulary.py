"""Lists what territories say of themselves: topics, figures with their units, languages. Codes are stored.

Figures that nobody stated stay empty; the climate is never typed, it comes from the map.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Block = Literal["people", "land", "soil", "plan"]

TOPICS: Final[Mapping[str, Promise]] = {
    "land_care": _("land that can be cared for"),
    "farming": _("knowledge of farming"),
    "measuring": _("measuring what soil holds"),
    "saving_energy": _("knowledge of how to emit less"),
    "money": _("money for work on the land"),
    "seed_tools": _("seed and tools"),
    "markets": _("buying and selling"),
    "schools": _("schools and young people"),
    "training": _("training and visits"),
    "languages": _("languages and culture"),
}
# Languages of councils and their people, as far as they have a name in all languages of the site (ISO 639).
LANGUAGE_CODES: Final = (
    "en",
    "fr",
    "es",
    "pt",
    "de",
    "ar",
    "fon",
    "ha",
    "hi",
    "id",
    "it",
    "ln",
    "sw",
    "yo",
    "zh",
)

BLOCKS: Final[Mapping[Block, Promise]] = {
    "people": _("Population"),
    "land": _("Use of the land"),
    "soil": _("Soil"),
    "plan": _("Plan to emit less"),
}
PLANS: Final[Mapping[str, Promise]] = {
    "none": pgettext_lazy("plan", "none yet"),
    "prepared": pgettext_lazy("plan", "being prepared"),
    "adopted": pgettext_lazy("plan", "adopted"),
}


@dataclass(frozen=True, slots=True)
class TerritoryIndicator:
    """Holds one thing that a territory can state: a number in `unit`, or one of `choices`."""

    block: Block
    label: Promise
    unit: str = ""
    highest: float = 1e9
    choices: Mapping[str, Promise] | None = None


INDICATORS: Final[Mapping[str, TerritoryIndicator]] = {
    "population": TerritoryIndicator("people", _("People who live there")),
    "households": TerritoryIndicator("people", _("Households")),
    "farm_households": TerritoryIndicator("people", _("Households that farm")),
    "mean_farm_size_ha": TerritoryIndicator("people", _("Mean size of a farm"), "ha", 1e6),
    "cropland_ha": TerritoryIndicator("land", _("Fields"), "ha"),
    "grassland_ha": TerritoryIndicator("land", _("Grassland"), "ha"),
    "woodland_ha": TerritoryIndicator("land", _("Woodland"), "ha"),
    "sandy_pct": TerritoryIndicator("soil", _("Sandy soil, share of the farmed land"), "%", 100),
    "loamy_pct": TerritoryIndicator("soil", _("Loamy soil, share of the farmed land"), "%", 100),
    "clay_pct": TerritoryIndicator("soil", _("Clay soil, share of the farmed land"), "%", 100),
    "plan": TerritoryIndicator("plan", _("Own plan to emit less"), choices=PLANS),
}
