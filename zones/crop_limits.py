"""Lists what climate crops do not stand, and says where a farmer's climate lies outside. Pure.

A warning, never a score: it says that the crop of a practice is not known to live in such a climate, not that
it cannot. Growing days, annual rain and the season's least warmth are the absolute limits of FAO's Ecocrop
database (shortest crop cycle, least annual rain, least temperature for growth), under the species that is
named. Limits on the coldest month's mean are experts' and marked so: sources give the cold that kills on one
night, and the map knows monthly means only. Winter crops and crops that are sown anew each year have no cold
limit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from zones.land import Answer

# What a limit is on. "winter_warmth": the coldest month is too warm, there is no cool season.
LimitName = Literal["winter_cold", "winter_warmth", "season_warmth", "growing_days", "rain"]
LIMIT_NAMES: Final[tuple[LimitName, ...]] = get_args(LimitName)

# Practices of these groups bring water to the crop, so that rain and growing days of the map do not count.
BRINGS_WATER: Final = frozenset({"water_harvesting", "irrigation_drainage"})
_WATERED: Final = frozenset({"supplementary", "full_irrigation"})


@dataclass(frozen=True, slots=True)
class CropLimits:
    """Holds the limits of one crop; None where it has none.

    `crop` is the crop's id in the thesaurus, `group` its code in `vocabulary.CROP_GROUPS`. `winter_cold` and
    `winter_warmth` bound the mean of the coldest month in °C, the other three are the least season
    temperature in °C, growing days and mm of rain a year.
    """

    crop: str
    group: str
    winter_cold: float | None
    winter_warmth: float | None
    season_warmth: float | None
    growing_days: float | None
    rain: float | None
    source: str


@dataclass(frozen=True, slots=True)
class CropWarning:
    """Holds one limit that the farmer's `value` lies beyond.

    `crop` is a crop's id, or the code of a whole group of which no crop listed stands it.
    """

    crop: str
    limit: LimitName
    value: float
    threshold: float


_ECOCROP: Final = "FAO Ecocrop"
_OLIVE_CHILL: Final = "no flowers without a cool winter (Hartmann and Whisler 1975)"

# Crop, group, coldest month from, coldest month up to, season from, days, rain, source.
CROP_LIMITS: Final = (
    CropLimits("maize", "maize", None, None, 10, 65, 400, f"{_ECOCROP}, Zea mays"),
    CropLimits("millet", "millet_sorghum", None, None, 12, 60, 200, f"{_ECOCROP}, Pennisetum glaucum"),
    CropLimits("sorghum", "millet_sorghum", None, None, 8, 90, 300, f"{_ECOCROP}, Sorghum bicolor"),
    CropLimits("finger-millet", "millet_sorghum", None, None, 8, 75, 300, f"{_ECOCROP}, Eleusine coracana"),
    # Wheat is called a crop of warm areas where the coolest month is above 17.5 °C (Fischer and Byerlee, in
    # Saunders (ed.), Wheat for the nontraditional warm areas, CIMMYT 1991); how far beyond is expert.
    CropLimits(
        "wheat",
        "wheat_barley",
        None,
        23,
        5,
        90,
        300,
        f"{_ECOCROP}, Triticum aestivum; winter warmth: expert",
    ),
    CropLimits(
        "barley", "wheat_barley", None, 23, 2, 90, 200, f"{_ECOCROP}, Hordeum vulgare; winter warmth: expert"
    ),
    CropLimits("rice", "rice", None, None, 10, 80, 800, f"{_ECOCROP}, Oryza sativa (rain: ssp. javanica)"),
    CropLimits("cowpea", "pulses_oilseeds", None, None, 10, 60, 300, f"{_ECOCROP}, Vigna unguiculata"),
    CropLimits("common-bean", "pulses_oilseeds", None, None, 7, 50, 300, f"{_ECOCROP}, Phaseolus vulgaris"),
    CropLimits("pea", "pulses_oilseeds", None, None, 4, 60, 350, f"{_ECOCROP}, Pisum sativum"),
    CropLimits("chickpea", "pulses_oilseeds", None, None, 7, 90, 300, f"{_ECOCROP}, Cicer arietinum"),
    CropLimits("lentil", "pulses_oilseeds", None, None, 5, 70, 250, f"{_ECOCROP}, Lens culinaris"),
    CropLimits("groundnut", "pulses_oilseeds", None, None, 10, 90, 400, f"{_ECOCROP}, Arachis hypogaea"),
    CropLimits("soybean", "pulses_oilseeds", None, None, 10, 75, 450, f"{_ECOCROP}, Glycine max"),
    CropLimits("sesame", "pulses_oilseeds", None, None, 10, 40, 300, f"{_ECOCROP}, Sesamum indicum"),
    CropLimits("sunflower", "pulses_oilseeds", None, None, 5, 70, 300, f"{_ECOCROP}, Helianthus annuus"),
    CropLimits("rapeseed", "pulses_oilseeds", None, None, 5, 85, 400, f"{_ECOCROP}, Brassica napus"),
    CropLimits(
        "potato",
        "roots_tubers",
        None,
        23,
        7,
        90,
        250,
        f"{_ECOCROP}, Solanum tuberosum; winter warmth: expert, few tubers in warmer months",
    ),
    CropLimits("sweet-potato", "roots_tubers", None, None, 10, 80, 350, f"{_ECOCROP}, Ipomoea batatas"),
    # Planted each spring as far as southern China, where January has about 8 °C.
    CropLimits(
        "cassava",
        "roots_tubers",
        8,
        None,
        10,
        180,
        500,
        f"{_ECOCROP}, Manihot esculenta; winter cold: expert",
    ),
    CropLimits("yam", "roots_tubers", None, None, 14, 180, 700, f"{_ECOCROP}, Dioscorea alata and rotundata"),
    CropLimits("onion", "vegetables", None, None, 4, 85, 300, f"{_ECOCROP}, Allium cepa"),
    CropLimits("cabbage", "vegetables", None, None, 7, 60, 300, f"{_ECOCROP}, Brassica oleracea capitata"),
    CropLimits("tomato", "vegetables", None, None, 7, 70, 400, f"{_ECOCROP}, Lycopersicon esculentum"),
    # Trees, shrubs and vines root too deep for the map's growing days to bind them, but for those of the
    # wet tropics.
    CropLimits(
        "apple", "fruit_vine_olive", -15, 14, 6, None, 400, f"{_ECOCROP}, Malus sylvestris; winters: expert"
    ),
    # Where it is colder the vines are buried in autumn. Grapes are grown in the tropics, too.
    CropLimits(
        "grapevine",
        "fruit_vine_olive",
        -5,
        None,
        10,
        None,
        400,
        f"{_ECOCROP}, Vitis vinifera; winter cold: expert",
    ),
    # Lake Garda and the Azapa valley are the ends of where it is grown.
    CropLimits(
        "olive",
        "fruit_vine_olive",
        3,
        17,
        5,
        None,
        200,
        f"{_ECOCROP}, Olea europaea; winters: expert, {_OLIVE_CHILL}",
    ),
    CropLimits(
        "citrus",
        "fruit_vine_olive",
        4,
        None,
        12,
        None,
        300,
        f"{_ECOCROP}, Citrus reticulata; winter cold: expert",
    ),
    CropLimits(
        "mango", "fruit_vine_olive", 10, None, 8, None, 300, f"{_ECOCROP}, Mangifera indica; winter: expert"
    ),
    CropLimits(
        "banana", "fruit_vine_olive", 11, None, 12, 180, 650, f"{_ECOCROP}, Musa acuminata; winter: expert"
    ),
    # Kinds that stand less than arabica are not what is grown where it is cold.
    CropLimits(
        "coffee",
        "coffee_cocoa_tea",
        11,
        None,
        10,
        210,
        750,
        f"{_ECOCROP}, Coffea arabica; winter cold: expert",
    ),
    CropLimits(
        "cocoa",
        "coffee_cocoa_tea",
        17,
        None,
        10,
        180,
        900,
        f"{_ECOCROP}, Theobroma cacao; winter cold: expert after Wood and Lass (1985), Cocoa: monthly mean"
        " minimum of 15 °C",
    ),
    CropLimits(
        "tea",
        "coffee_cocoa_tea",
        3,
        None,
        8,
        240,
        1000,
        f"{_ECOCROP}, Camellia sinensis; winter cold: expert",
    ),
    CropLimits("cotton", "cotton_sugar", None, None, 15, 150, 450, f"{_ECOCROP}, Gossypium hirsutum"),
    CropLimits(
        "sugarcane",
        "cotton_sugar",
        8,
        None,
        15,
        210,
        1000,
        f"{_ECOCROP}, Saccharum officinarum; winter cold: expert",
    ),
)


def crop_warnings(
    groups: Iterable[str],
    answers: Mapping[str, Answer],
    *,
    named: Iterable[str] = (),
    practice_groups: Iterable[str] = (),
) -> list[CropWarning]:
    """Returns where the farmer's climate lies beyond what a practice's crops stand, in the table's order.

    `groups` are the practice's crops and animals as codes of `vocabulary.CROPS`, `named` thesaurus ids of the
    crops that it is surely about, `answers` those of `Land.answers`. Of a group without a named crop in the
    table only what all its crops lack is said. Animals have no limits, and what is not known of the climate
    is not said. Rain and growing days do not count for a farmer who waters, nor for practices that bring
    water.
    """
    surely = set(named)
    is_watered = _is_watered(answers) or not BRINGS_WATER.isdisjoint(practice_groups)
    climate = _climate(answers, is_watered=is_watered)
    asked = set(groups)
    warnings: list[CropWarning] = []
    for group in dict.fromkeys(row.group for row in CROP_LIMITS):
        rows = [row for row in CROP_LIMITS if row.group == group and group in asked]
        sure = [row for row in rows if row.crop in surely]
        parts = [(row.crop, [row]) for row in sure] if sure else [(group, rows)]
        for name, alike in parts:
            warnings += _beyond(name, alike, climate)
    return warnings


def _beyond(name: str, rows: Sequence[CropLimits], climate: Mapping[LimitName, float]) -> list[CropWarning]:
    """Returns the limits that the climate lies beyond for every row: those of the hardiest."""
    found = []
    for limit, value in climate.items():
        ends: list[float | None] = [getattr(row, limit) for row in rows]
        known = [end for end in ends if end is not None]
        if not known or len(known) < len(ends):
            continue
        threshold = max(known) if limit == "winter_warmth" else min(known)
        is_beyond = value > threshold if limit == "winter_warmth" else value < threshold
        if is_beyond:
            found.append(CropWarning(name, limit, value, threshold))
    return found


def _is_watered(answers: Mapping[str, Answer]) -> bool:
    told = answers.get("water_supply")
    return told is not None and isinstance(told.value, frozenset) and not told.value.isdisjoint(_WATERED)


def _climate(answers: Mapping[str, Answer], *, is_watered: bool) -> dict[LimitName, float]:
    """Returns the farmer's value for each limit, as far as it is known and counts.

    The map's growing season is that of the rain; who waters may sow when it is warmest.
    """

    def number(name: str) -> float | None:
        told = answers.get(name)
        return float(told.value) if told is not None and isinstance(told.value, int | float) else None

    coldest, swing = number("coldest_month"), number("temperature_range")
    season = number("season_temperature")
    if is_watered:
        season = None if coldest is None or swing is None else round(coldest + swing, 1)
    values: dict[LimitName, float | None] = {
        "winter_cold": coldest,
        "winter_warmth": coldest,
        "season_warmth": season,
        "growing_days": None if is_watered else number("growing_period"),
        "rain": None if is_watered else number("rain"),
    }
    return {limit: value for limit, value in values.items() if value is not None}
