"""Lists what people read for every code of `zones/vocabulary.py`, in a farmer's words. Needs gettext.

Labels stand here so that pages, forms, mails and the API say the same thing.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zones import vocabulary
from zones.naming import ALL_ZONES

Label = Promise | str

LABELS: Final[dict[str, dict[str, Label]]] = {
    "TEXTURES": {
        "sandy": _("sandy"),
        "loamy": _("loamy"),
        "clay": _("clay"),
        "cracking_clay": _("cracking clay"),
    },
    "ROOTING_DEPTHS": {
        "0_20": _("under 20 cm"),
        "21_50": _("20 to 50 cm"),
        "51_80": _("50 to 80 cm"),
        "81_120": _("80 to 120 cm"),
        "over_120": _("more than 120 cm"),
    },
    "ORGANIC_MATTERS": {
        "low": _("pale, little humus"),
        "medium": _("brown, some humus"),
        "high": _("dark, rich in humus"),
    },
    "SLOPES": {
        "flat": _("flat"),
        "gentle": _("gentle"),
        "moderate": _("moderate"),
        "rolling": _("rolling"),
        "hilly": _("hilly"),
        "steep": _("steep"),
        "very_steep": _("very steep"),
    },
    "LAND_USES": {
        "cropland": _("crops"),
        "grazing": _("grazing"),
        "woodland": _("woodland"),
        "mixed": _("mixed"),
    },
    "SYSTEMS": {
        "annual_crops": _("crops sown each year"),
        "perennial_crops": _("crops kept for years"),
        "tree_crops": _("orchard or plantation"),
        "agroforestry": _("trees in the fields"),
        "crop_livestock": _("crops and animals"),
        "extensive_grazing": _("open grazing"),
        "intensive_grazing": _("meadow or fodder"),
        "woodland": _("woodland"),
    },
    "WATER_SUPPLIES": {
        "rainfed": _("rain only"),
        "supplementary": _("rain and some irrigation"),
        "full_irrigation": _("irrigation only"),
    },
    "MECHANISATIONS": {
        "manual": _("by hand"),
        "animal": _("with animals"),
        "motor": _("with machines"),
    },
    "FARM_SIZES": {
        "under_1": _("under 1 ha"),
        "1_5": _("1 to 5 ha"),
        "5_20": _("5 to 20 ha"),
        "20_100": _("20 to 100 ha"),
        "over_100": _("more than 100 ha"),
    },
    "CROPS": {
        "maize": _("maize"),
        "millet_sorghum": _("millet, sorghum"),
        "wheat_barley": _("wheat, barley, oats"),
        "rice": _("rice"),
        "pulses_oilseeds": _("beans, cowpea, groundnut, soya"),
        "roots_tubers": _("roots (cassava, yam, potato)"),
        "vegetables": _("vegetables"),
        "fruit_vine_olive": _("fruit, banana, vine, olive"),
        "coffee_cocoa_tea": _("coffee, cocoa, tea"),
        "cotton_sugar": _("cotton, sugar cane"),
        "cattle": _("cattle"),
        "small_livestock": _("sheep, goats, pigs, poultry"),
    },
    "PRACTICE_GROUPS": {
        "water_harvesting": _("catching rainwater"),
        "erosion_control": _("holding the soil"),
        "soil_cover": _("covering the soil"),
        "minimal_tillage": _("ploughing less"),
        "rotation_intercropping": _("rotating and mixing crops"),
        "agroforestry": _("trees with crops"),
        "organic_amendments": _("manure and compost"),
        "pest_control": _("pests and weeds"),
        "livestock_pasture": _("animals and pasture"),
        "restoration": _("bringing land back"),
        "irrigation_drainage": _("irrigating and draining"),
        "seeds_breeds": _("seeds and breeds"),
    },
    # Each completes "Only where …".
    "NEEDS": {
        "flood": _("land is flooded or can hold water on top"),
        "controlled_irrigation": _("water can be let in and held back"),
        "slope": _("land slopes"),
        "crusted_surface": _("bare soil has a hard crust"),
        "living_stumps": _("old stumps still sprout"),
        "stream_bed": _("a gully or stream bed carries water after rain"),
        "frost": _("frost comes"),
        "grazing_control": _("animals can be kept off the field"),
        "cracking_clay": _("clay cracks when it dries"),
        "maize": _("maize is grown"),
        "millet_sorghum": _("millet or sorghum is grown"),
        "wheat_barley": _("wheat, barley or oats are grown"),
        "rice": _("rice is grown"),
        "pulses_oilseeds": _("beans, cowpea, groundnut, soya or the like are grown"),
        "roots_tubers": _("cassava, yam, potato or other roots are grown"),
        "vegetables": _("vegetables are grown"),
        "fruit_vine_olive": _("fruit, banana, vine or olive is grown"),
        "coffee_cocoa_tea": _("coffee, cocoa or tea is grown"),
        "cotton_sugar": _("cotton or sugar cane is grown"),
        "cattle": _("cattle are kept"),
        "small_livestock": _("sheep, goats, pigs or poultry are kept"),
    },
    "MEASURES": {
        "agronomic": _("way of growing"),
        "vegetative": _("planting"),
        "structural": _("works of earth or stone"),
        "management": _("way of using the land"),
    },
    "OUTCOMES": {
        "adopted": _("Adopted"),
        "mixed": _("Mixed"),
        "abandoned": _("Abandoned"),
        "suspended": _("Suspended"),
        "too_early": _("Too early to say"),
    },
    "INTRODUCED_BY": {
        "tradition": _("tradition"),
        "own_idea": _("farmers' own idea"),
        "neighbour": _("a neighbour"),
        "project": _("a project"),
        "research": _("research"),
        "company": _("a company"),
        "state": _("the state"),
    },
    "COST_BASES": {
        "per_ha": _("per hectare"),
        "per_unit": _("per piece"),
        "per_year": _("per year"),
    },
    "MONEY_BEFORE_RETURN": {"none": _("none"), "little": _("little"), "much": _("much")},
    "IMPACTS": {
        "yield": _("harvest"),
        "income": _("income"),
        "fodder": _("fodder"),
        "drought_risk": _("standing up to drought"),
        "water_availability": _("water in the soil"),
        "runoff": _("water running off"),
        "soil_loss": _("soil washed away"),
        "soil_cover": _("soil cover"),
        "soil_organic_matter": _("humus"),
        "soil_fertility": _("fertility"),
        "weeds": _("weeds"),
        "pests": _("pests"),
        "workload": _("work"),
        "biodiversity": _("plant and animal life"),
    },
    "CARBON_QUANTITIES": {
        "carbon_content": _("carbon content (%)"),
        "organic_matter": _("organic matter content (%)"),
        "carbon_stock": _("carbon stock (t C/ha)"),
        "carbon_rate": _("change of the measured carbon stock (‰ a year)"),
    },
    "CARBON_FINDINGS": {
        "gain": _("more carbon"),
        "no_change": _("no change"),
        "loss": _("less carbon"),
    },
    "CARBON_COMPARISONS": {
        "in_time": _("the same plot, earlier and later"),
        "beside": _("with a plot beside it without the practice"),
    },
    "READINGS": {
        "whole": _("read in full"),
        "abstract": _("abstract read"),
        "quoted": _("quoted in another work"),
    },
    "TUTORIAL_KINDS": {
        "video": _("video"),
        "tutorial": _("tutorial"),
        "leaflet": _("leaflet"),
    },
    "LICENCES": {"CC-BY-4.0": "CC BY 4.0", "CC-BY-SA-4.0": "CC BY-SA 4.0"},
    "CONTINENTS": {
        "africa": _("Africa"),
        "asia": _("Asia"),
        "europe": _("Europe"),
        "north_america": _("North and Central America"),
        "oceania": _("Oceania"),
        "south_america": _("South America"),
    },
    "GROWING_PERIOD_CLASSES": {
        "arid": _("under 75 growing days"),
        "semi_arid": _("75–179 growing days"),
        "sub_humid": _("180–269 growing days"),
        "humid": _("270 growing days or more"),
    },
    "TEMPERATURE_CLASSES": {
        "cold": pgettext_lazy("growing season", "cold"),
        "cool": pgettext_lazy("growing season", "cool"),
        "warm": pgettext_lazy("growing season", "warm"),
        "hot": pgettext_lazy("growing season", "hot"),
    },
    "ORIGINS": {
        "stated": _("stated"),
        "derived": _("from the map"),
        "from_stated_rain": _("from the stated rain"),
    },
}

# The bounds of GROWING_PERIOD_CLASSES in months of thirty days.
MONTHS_OF_GROWTH: Final[dict[str, Label]] = {
    "arid": _("under 2½ months of growth"),
    "semi_arid": _("2½ to 6 months of growth"),
    "sub_humid": _("6 to 9 months of growth"),
    "humid": _("9 months of growth or more"),
}

SOIL_NAMES: Final[dict[str, Label]] = {
    "sandy": _("sandy soil"),
    "loamy": _("loamy soil"),
    "clay": _("clay soil"),
    "cracking_clay": _("soil of clay that cracks"),
}

# By growing period, then by temperature of the growing season. A landscape is named only where the two
# classes settle it: hot land is desert, savanna or wet tropics by its growing days (FAO's and IIASA's
# agro-ecological zones: arid, semi-arid, sub-humid and humid tropics). Elsewhere one class holds unlike
# landscapes, the Mediterranean winter and the northern summer for one, and the name says only how the season
# is. What the climate grid has in each stands in docs/climate-grid.md.
_CLIMATE_NAMES: Final[dict[str, dict[str, Label]]] = {
    "arid": {
        "cold": _("ice or tundra"),
        "cool": _("very short cool season"),
        "warm": _("mild desert or its edge"),
        "hot": _("hot desert or its edge"),
    },
    "semi_arid": {
        "cold": _("short cold season"),
        "cool": _("short cool season"),
        "warm": _("short mild season"),
        "hot": _("dry savanna or hot steppe"),
    },
    "sub_humid": {
        "cold": _("long cold season"),
        "cool": _("long cool season"),
        "warm": _("long mild season"),
        "hot": _("wet savanna"),
    },
    "humid": {
        "cold": _("cold and moist most of the year"),
        "cool": _("cool and moist most of the year"),
        "warm": _("mild and moist most of the year"),
        "hot": _("wet tropics"),
    },
}

# The vocabulary that the codes of a choice factor come from.
FACTOR_VOCABULARIES: Final = {
    "texture": "TEXTURES",
    "rooting_depth": "ROOTING_DEPTHS",
    "organic_matter": "ORGANIC_MATTERS",
    "slope": "SLOPES",
    "crops": "CROPS",
    "water_supply": "WATER_SUPPLIES",
    "system": "SYSTEMS",
    "mechanisation": "MECHANISATIONS",
    "farm_size": "FARM_SIZES",
}

FACTOR_LABELS: Final[dict[str, Label]] = {
    "rain": _("Rain in a year"),
    "aridity": _("Dryness of the climate"),
    "growing_period": _("Growing days"),
    "season_temperature": _("Warmth while crops grow"),
    "temperature_range": _("Between warmest and coldest month"),
    "coldest_month": _("Coldest month"),
    "seasonality": _("Rain spread over the year"),
    "texture": _("Feel of the soil"),
    "rooting_depth": _("Depth for roots"),
    "ph": _("Acidity (pH)"),
    "organic_matter": _("Humus"),
    "slope": _("Slope"),
    "crops": _("Crops or animals"),
    "water_supply": _("Water"),
    "system": _("Way of farming"),
    "mechanisation": _("Work done"),
    "farm_size": _("Farm size"),
    "salinity": _("Salt in the soil"),
    "waterlogging": _("Standing water"),
    "frost": _("Frost"),
    "flood": _("Land that floods or can hold water on top"),
    "crusted_surface": _("Bare soil with a hard crust"),
    "living_stumps": _("Old stumps that still sprout"),
    "stream_bed": _("Gully or stream bed with water after rain"),
    "grazing_control": _("Animals can be kept off the field"),
    "land_use": _("Land use"),
}

# For the units of zones/factors.py, as they stand behind a number.
UNIT_LABELS: Final[dict[str, Label]] = {
    "mm/year": _("mm a year"),
    "P/PET": "",
    "days": _("days"),
    "°C": "°C",
    "%": "%",
    "pH": "pH",
}

BLOCK_LABELS: Final[dict[str, Label]] = {
    "climate": _("Climate"),
    "soil": _("Soil"),
    "slope": _("Slope"),
    "farming": _("Farming"),
}


def choices(vocabulary_name: str) -> list[tuple[str, Label]]:
    """Returns code and label pairs of a vocabulary in its own order, as Django's choices."""
    labels = LABELS[vocabulary_name]
    return [(code, labels[code]) for code in getattr(vocabulary, vocabulary_name)]


def need_choices() -> list[tuple[Label, list[tuple[str, Label]]]]:
    """Returns code and label pairs of the needs in two named groups, as Django's choices."""
    labels = LABELS["NEEDS"]
    groups = ((_("The land"), vocabulary.SITE_NEEDS), (_("Crops or animals"), vocabulary.CROPS))
    return [(heading, [(code, labels[code]) for code in codes]) for heading, codes in groups]


def label(vocabulary_name: str, code: str) -> Label:
    return LABELS[vocabulary_name][code]


def zone_name(code: str) -> Label:
    """Returns a zone's name: "wet savanna, 6 to 9 months of growth, sandy soil". Raises KeyError."""
    zone = ALL_ZONES[code]
    parts = [_CLIMATE_NAMES[zone.growing_period][zone.temperature], MONTHS_OF_GROWTH[zone.growing_period]]
    if zone.texture:
        parts.append(SOIL_NAMES[zone.texture])
    return format_lazy(", ".join("{}" for _part in parts), *parts)
