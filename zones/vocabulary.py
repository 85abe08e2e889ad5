"""Lists the codes in which land and practices are described, in one place.

Pure data: no Django, no labels (those are in `zones/labels.py`). Codes are stored in the database, in
addresses and in exchanged files, so a code is never renamed, only added. Classes follow the WOCAT
questionnaire on sustainable land management technologies (2018 edition) unless a comment says otherwise.
Where an order matters, the tuple is in that order.
"""

from typing import Final

from zones.languages import CODES

# --- soil and terrain -------------------------------------------------------------------------------

# Topsoil by touch. WOCAT has coarse, medium, fine; clay that cracks when dry (vertic) is told apart
# because water and tools behave differently on it.
TEXTURES: Final = ("sandy", "loamy", "clay", "cracking_clay")

# Depth that roots can use, in centimetres, WOCAT classes.
ROOTING_DEPTHS: Final = ("0_20", "21_50", "51_80", "81_120", "over_120")

# Topsoil organic matter: below 1 %, 1 to 3 %, above 3 %.
ORGANIC_MATTERS: Final = ("low", "medium", "high")

# Slope in per cent: 0-2, 3-5, 6-10, 11-15, 16-30, 31-60, over 60.
SLOPES: Final = ("flat", "gentle", "moderate", "rolling", "hilly", "steep", "very_steep")

# --- farming ----------------------------------------------------------------------------------------

# What decides whether two pieces of land are compared at all (the gate). Mixed passes every other.
LAND_USES: Final = ("cropland", "grazing", "woodland", "mixed")

# Land-use systems.
SYSTEMS: Final = (
    "annual_crops",
    "perennial_crops",
    "tree_crops",
    "agroforestry",
    "crop_livestock",
    "extensive_grazing",
    "intensive_grazing",
    "woodland",
)

WATER_SUPPLIES: Final = ("rainfed", "supplementary", "full_irrigation")

MECHANISATIONS: Final = ("manual", "animal", "motor")

# Farm size in hectares: below 1, 1-5, 5-20, 20-100, over 100. WOCAT's eleven classes, merged.
FARM_SIZES: Final = ("under_1", "1_5", "5_20", "20_100", "over_100")

# Crop and animal groups, our own grouping of the crops a farmer names.
CROP_GROUPS: Final = (
    "maize",
    "millet_sorghum",
    "wheat_barley",
    "rice",
    "pulses_oilseeds",
    "roots_tubers",
    "vegetables",
    "fruit_vine_olive",
    "coffee_cocoa_tea",
    "cotton_sugar",
)
ANIMAL_GROUPS: Final = ("cattle", "small_livestock")
CROPS: Final = CROP_GROUPS + ANIMAL_GROUPS

# --- the practice -----------------------------------------------------------------------------------

# WOCAT's groups of technologies, merged to those a reader would look for.
PRACTICE_GROUPS: Final = (
    "water_harvesting",
    "erosion_control",
    "soil_cover",
    "minimal_tillage",
    "rotation_intercropping",
    "agroforestry",
    "organic_amendments",
    "pest_control",
    "livestock_pasture",
    "restoration",
    "irrigation_drainage",
    "seeds_breeds",
)

# What a practice hinges on: without it there is no practice. Of several crops or animals any one will do.
SITE_NEEDS: Final = (
    # Land that is flooded or holds water on the surface for weeks.
    "flood",
    # Irrigation whose water the farmer can let in and hold back.
    "controlled_irrigation",
    "slope",
    # Bare soil whose surface is sealed hard, so that rain runs off.
    "crusted_surface",
    # Stumps or roots of felled trees that sprout again.
    "living_stumps",
    # A gully or stream bed that carries water after rain.
    "stream_bed",
    "frost",
    # Animals can be kept away from the field when they would eat what grows there.
    "grazing_control",
    "cracking_clay",
)
NEEDS: Final = (*SITE_NEEDS, *CROPS)

# WOCAT's four kinds of measures.
MEASURES: Final = ("agronomic", "vegetative", "structural", "management")

# What became of the practice where it was tried. All five weigh the same on a page.
OUTCOMES: Final = ("adopted", "mixed", "abandoned", "suspended", "too_early")

INTRODUCED_BY: Final = ("tradition", "own_idea", "neighbour", "project", "research", "company", "state")

COST_BASES: Final = ("per_ha", "per_unit", "per_year")

# Money needed before the first return.
MONEY_BEFORE_RETURN: Final = ("none", "little", "much")

# Indicators of change, sorted so that +3 is always the better end (WOCAT impact scale -3 to +3).
IMPACTS: Final = (
    "yield",
    "income",
    "fodder",
    "drought_risk",
    "water_availability",
    "runoff",
    "soil_loss",
    "soil_cover",
    "soil_organic_matter",
    "soil_fertility",
    "weeds",
    "pests",
    "workload",
    "biodiversity",
)

# --- soil carbon ---------------------------------------------------------------------------------------

# What was measured: content of carbon or of organic matter in %, stock in t C/ha, change of the stock in ‰ a
# year. None is ever turned into another.
CARBON_QUANTITIES: Final = ("carbon_content", "organic_matter", "carbon_stock", "carbon_rate")

CARBON_FINDINGS: Final = ("gain", "no_change", "loss")

# The same plot earlier and later, or a plot beside it without the practice.
CARBON_COMPARISONS: Final = ("in_time", "beside")

# --- sources -----------------------------------------------------------------------------------------

# How a source was read: as a whole, its abstract, or as another work quotes it.
READINGS: Final = ("whole", "abstract", "quoted")

TUTORIAL_KINDS: Final = ("video", "tutorial", "leaflet")

LICENCES: Final = ("CC-BY-4.0", "CC-BY-SA-4.0")

CONTINENTS: Final = ("africa", "asia", "europe", "north_america", "oceania", "south_america")

# --- climate classes, used for zone names and tags ----------------------------------------------------

# Length of growing period in days, WOCAT: 0-74, 75-179, 180-269, 270 and more.
GROWING_PERIOD_CLASSES: Final = ("arid", "semi_arid", "sub_humid", "humid")

# Mean temperature of the growing season in degrees Celsius: below 5, 5-15, 15-22, 22 and more.
TEMPERATURE_CLASSES: Final = ("cold", "cool", "warm", "hot")

# Where a value comes from.
ORIGIN_STATED: Final = "stated"
ORIGIN_DERIVED: Final = "derived"
# From the map's months and the rain that somebody stated for the place (`zones/derivation.py`).
ORIGIN_FROM_STATED_RAIN: Final = "from_stated_rain"
ORIGINS: Final = (ORIGIN_STATED, ORIGIN_DERIVED, ORIGIN_FROM_STATED_RAIN)

LANGUAGES: Final = CODES
