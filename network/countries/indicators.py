"""Lists what a country can state, and what may be calculated for it: codes, units, definitions.

Codes are stored, and stand in exchanged files: none is ever renamed. `potential_t_c_per_year` is calculated
and never typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Kind = Literal["number", "percent", "year", "choice"]
# Money without its year says nothing; whole numbers are people, places and things.
Unit = Literal["", "usd_per_year", "usd", "people", "pct", "bodies", "ha", "sites", "cm", "t_c_per_year"]

THEMES: Final[Mapping[str, Promise]] = {
    "policy": _("Policy"),
    "money": _("Money"),
    "people": _("People"),
    "land": _("Land"),
    "measuring": _("Measuring"),
    "carbon": _("Carbon in the soil"),
}
UNITS: Final[Mapping[Unit, Promise | str]] = {
    "": "",
    "usd_per_year": _("US dollars a year"),
    "usd": _("US dollars"),
    "people": _("farmers"),
    "pct": "%",
    "bodies": _("organisations"),
    "ha": "ha",
    "sites": _("places"),
    "cm": "cm",
    "t_c_per_year": _("t of carbon a year"),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """Holds one thing that is asked; `is_front` are the first that anybody wants to know of a country.

    Numbers of an indicator with `is_total` may be added over countries.
    """

    code: str
    theme: str
    kind: Kind
    label: Promise
    definition: Promise
    unit: Unit = ""
    choices: Mapping[str, Promise] | None = None
    is_front: bool = False
    is_total: bool = False

    @property
    def is_money(self) -> bool:
        return self.unit in ("usd", "usd_per_year")


_IN_NDC: Final = {
    "no": _("not named"),
    "mentioned": _("named"),
    "measure": _("named with a measure"),
    "quantified": _("named with a measure and a number"),
}
_LAW: Final = {
    "none": pgettext_lazy("law or plan", "none"),
    "planned": pgettext_lazy("law or plan", "being prepared"),
    "in_force": pgettext_lazy("law or plan", "in force"),
}
_YES_NO: Final = {"yes": pgettext_lazy("answer", "yes"), "no": pgettext_lazy("answer", "no")}
_MONITORING: Final = {
    "none": pgettext_lazy("monitoring", "none"),
    "project": _("in single projects"),
    "sample_network": _("a network of samples"),
    "national": _("for the whole country"),
}
_TIERS: Final = {"1": _("tier 1"), "2": _("tier 2"), "3": _("tier 3")}

POTENTIAL: Final = "potential_t_c_per_year"
REPORTED: Final = "reported_t_c_per_year"

_ALL: Final = (
    Indicator(
        "soc_in_ndc",
        "policy",
        "choice",
        _("Soil carbon in the climate plan"),
        _("Whether the country’s plan under the Paris Agreement (NDC) names carbon in soils."),
        choices=_IN_NDC,
        is_front=True,
    ),
    Indicator(
        "ndc_year",
        "policy",
        "year",
        _("Year of the climate plan"),
        _("The year in which the plan that was read was handed in."),
    ),
    Indicator(
        "soil_law_or_plan",
        "policy",
        "choice",
        _("Law or plan for soils"),
        _("Whether a law or a national plan protects farmed soils."),
        choices=_LAW,
        is_front=True,
    ),
    Indicator(
        "subsidy_for_practices",
        "policy",
        "choice",
        _("Aid for farmers who care for the soil"),
        _("Whether the state pays farmers for practices that protect the soil."),
        choices=_YES_NO,
    ),
    Indicator(
        "public_funding_usd_per_year",
        "money",
        "number",
        _("Public money for soils"),
        _("What the state spends in a year on practices that protect farmed soils, in dollars of that year."),
        "usd_per_year",
        is_front=True,
        is_total=True,
    ),
    Indicator(
        "other_funding_usd_per_year",
        "money",
        "number",
        _("Other money for soils"),
        _("What others spend on it in the country in a year, in dollars of that year."),
        "usd_per_year",
        is_total=True,
    ),
    Indicator(
        "funding_per_farmer",
        "money",
        "number",
        _("Money for each farmer"),
        _("What one farmer of such a programme gets in a year, in dollars of that year."),
        "usd",
    ),
    Indicator(
        "farmers_total",
        "people",
        "number",
        _("Farmers"),
        _("Everybody who farms for a living, as the country’s own statistics count them."),
        "people",
        is_front=True,
        is_total=True,
    ),
    Indicator(
        "farmers_in_practices",
        "people",
        "number",
        _("Farmers who care for the soil"),
        _("Farmers with at least one practice that protects the soil. The source says how it was counted."),
        "people",
        is_front=True,
        is_total=True,
    ),
    Indicator(
        "women_share_pct",
        "people",
        "percent",
        _("Women among them"),
        _("Women among the farmers who use such practices."),
        "pct",
    ),
    Indicator(
        "organisations",
        "people",
        "number",
        _("Organisations"),
        _("Farmers’ organisations that work on it."),
        "bodies",
        is_total=True,
    ),
    Indicator(
        "cropland_ha",
        "land",
        "number",
        _("Cropland"),
        _("Land under crops, trees with fruit and vines included."),
        "ha",
        is_total=True,
    ),
    Indicator(
        "grassland_ha", "land", "number", _("Grassland"), _("Meadows and pastures."), "ha", is_total=True
    ),
    Indicator(
        "area_cover_crops_ha",
        "land",
        "number",
        _("Cover crops"),
        _("Fields on which a cover crop stands between two crops."),
        "ha",
        is_total=True,
    ),
    Indicator(
        "area_reduced_till_ha",
        "land",
        "number",
        _("Reduced tillage"),
        _("Fields that are worked less deep or in strips only."),
        "ha",
        is_total=True,
    ),
    Indicator(
        "area_no_till_ha",
        "land",
        "number",
        _("No tillage"),
        _("Fields that are sown without working the soil."),
        "ha",
        is_total=True,
    ),
    Indicator(
        "area_organic_inputs_ha",
        "land",
        "number",
        _("Manure and compost"),
        _("Fields that get manure, compost or other organic matter."),
        "ha",
        is_total=True,
    ),
    Indicator(
        "area_agroforestry_ha",
        "land",
        "number",
        _("Agroforestry"),
        _("Fields and pastures with trees among them."),
        "ha",
        is_total=True,
    ),
    Indicator(
        "area_restored_ha",
        "land",
        "number",
        _("Restored land"),
        _("Worn-out land that is being brought back into use."),
        "ha",
        is_total=True,
    ),
    Indicator(
        "monitoring_system",
        "measuring",
        "choice",
        _("How soil carbon is followed"),
        _("Where carbon in the soil is measured again and again."),
        choices=_MONITORING,
        is_front=True,
    ),
    Indicator(
        "sampling_sites",
        "measuring",
        "number",
        _("Places that are sampled"),
        _("How many places are sampled again and again."),
        "sites",
        is_total=True,
    ),
    Indicator(
        "depth_cm", "measuring", "number", _("Depth"), _("Down to what depth samples are taken."), "cm"
    ),
    Indicator(
        "tier_used",
        "measuring",
        "choice",
        _("Tier of the country’s reports"),
        _("Which tier of the IPCC the country’s reports on soils use."),
        choices=_TIERS,
    ),
    Indicator(
        REPORTED,
        "carbon",
        "number",
        _("Carbon that soils gain, as reported"),
        _("What the country itself says its soils gain in a year."),
        "t_c_per_year",
        is_front=True,
        is_total=True,
    ),
)
# What can be stated, by code, in the order of pages and files.
INDICATORS: Final[Mapping[str, Indicator]] = {each.code: each for each in _ALL}

# Limits of areas: tillage and cover crops stand on cropland alone.
CROPLAND: Final = "cropland_ha"
GRASSLAND: Final = "grassland_ha"
ON_CROPLAND: Final = ("area_cover_crops_ha", "area_reduced_till_ha", "area_no_till_ha")
ON_FARMLAND: Final = ("area_organic_inputs_ha", "area_agroforestry_ha", "area_restored_ha")


def indicator_choices() -> list[tuple[str, Promise]]:
    """Returns code and label of everything that can be stated."""
    return [(each.code, each.label) for each in INDICATORS.values()]
