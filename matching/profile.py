"""The matching profile: every weight, distance, table and limit of the match, as data.

Both engines and the explanation are made from this and from nothing else. Weights, half-score distances and
class tables are expert priors, published as such in docs/matching.md: nobody has learned them from results.
Where a figure has a source, the comment beside it says so.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final, Literal, get_args

from zones import vocabulary

# Factors shown together as one part of the land, and factors that one slider weighs.
FactorGroupName = Literal["climate", "soil", "slope", "farming"]
SliderName = Literal["climate", "soil", "farming"]
FACTOR_GROUPS: Final[tuple[FactorGroupName, ...]] = get_args(FactorGroupName)


@dataclass(frozen=True, slots=True)
class NumberFactor:
    """Scored 2^-(distance / half)², where distance is how far the land lies outside the practice's range.

    `half` is the distance that scores one half, in the factor's unit, or as a ratio where `logarithmic`.
    Values count as if they lay within `low` and `high`.
    """

    name: str
    factor_group: FactorGroupName
    slider: SliderName
    weight: float
    half: float
    low: float
    high: float
    logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class ClassFactor:
    """Scored by `table[farmer's class][practice's class]`; of several classes ticked the best pair counts."""

    name: str
    factor_group: FactorGroupName
    slider: SliderName
    weight: float
    codes: tuple[str, ...]
    table: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class ShareFactor:
    """Scored by the share of the farmer's classes that the practice has."""

    name: str
    factor_group: FactorGroupName
    slider: SliderName
    weight: float
    codes: tuple[str, ...]


Factor = NumberFactor | ClassFactor | ShareFactor


@dataclass(frozen=True, slots=True)
class FactLimiter:
    """Applies when the farmer has the fact and the practice states that its land has not."""

    name: str
    factor: str
    factor_group: FactorGroupName
    slider: SliderName


@dataclass(frozen=True, slots=True)
class ClassLimiter:
    """Applies when the farmer has only `limited` classes and the practice states no `clearing` one."""

    name: str
    factor: str
    factor_group: FactorGroupName
    slider: SliderName
    limited: frozenset[str]
    clearing: frozenset[str]


@dataclass(frozen=True, slots=True)
class StepsLimiter:
    """Applies when the farmer's lowest class lies `steps` or more above the practice's highest."""

    name: str
    factor: str
    factor_group: FactorGroupName
    slider: SliderName
    steps: int


@dataclass(frozen=True, slots=True)
class DistanceLimiter:
    """Applies when the land lies more than `limit` outside the practice's range.

    In the factor's unit, or as a ratio where the factor is logarithmic.
    """

    name: str
    factor: str
    factor_group: FactorGroupName
    slider: SliderName
    limit: float


Limiter = FactLimiter | ClassLimiter | StepsLimiter | DistanceLimiter


@dataclass(frozen=True, slots=True)
class SiteNeed:
    """Applies when the practice needs `code` and the farmer's answer about `fact` denies it.

    Yes or no for a fact; of classes, the need is met where the farmer has one of `meeting`.
    """

    code: str
    fact: str
    factor_group: FactorGroupName
    slider: SliderName
    meeting: frozenset[str] = frozenset()


def _by_distance(codes: tuple[str, ...], scores: tuple[float, ...]) -> tuple[tuple[float, ...], ...]:
    """Return a table in which `scores[n]` counts for two classes that are n places apart."""
    return tuple(tuple(scores[abs(i - j)] for j in range(len(codes))) for i in range(len(codes)))


def _neighbours(codes: tuple[str, ...], pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[float, ...], ...]:
    """Return a table with 1 for the same class, ½ for the listed pairs either way, 0 for others."""
    half = {*pairs, *((b, a) for a, b in pairs)}
    return tuple(tuple(1.0 if a == b else 0.5 if (a, b) in half else 0.0 for b in codes) for a in codes)


# Expert prior. Particle sizes overlap between neighbours only; cracking clay is clay, but not to a plough.
TEXTURE: Final = _neighbours(
    vocabulary.TEXTURES, (("sandy", "loamy"), ("loamy", "clay"), ("clay", "cracking_clay"))
)
# Expert prior. What works on shallow soil works on deeper soil; the other way it falls quickly.
_DEPTH_SHORTFALL: Final = (1.0, 0.5, 0.2, 0.0, 0.0)
ROOTING_DEPTH: Final = tuple(
    tuple(_DEPTH_SHORTFALL[max(0, theirs - yours)] for theirs in range(len(vocabulary.ROOTING_DEPTHS)))
    for yours in range(len(vocabulary.ROOTING_DEPTHS))
)
# Expert prior.
ORGANIC_MATTER: Final = _by_distance(vocabulary.ORGANIC_MATTERS, (1.0, 0.5, 0.0))
# Expert prior: the curve of the numbers with a half-score distance of one and a half WOCAT classes.
SLOPE: Final = _by_distance(
    vocabulary.SLOPES, tuple(2 ** -((steps / 1.5) ** 2) for steps in range(len(vocabulary.SLOPES)))
)
# Expert prior.
WATER_SUPPLY: Final = _by_distance(vocabulary.WATER_SUPPLIES, (1.0, 0.5, 0.0))
# Expert prior: systems that share their main plants, or their animals, or that are a step from one another.
SYSTEM: Final = _neighbours(
    vocabulary.SYSTEMS,
    (
        ("annual_crops", "perennial_crops"),
        ("annual_crops", "agroforestry"),
        ("annual_crops", "crop_livestock"),
        ("perennial_crops", "tree_crops"),
        ("tree_crops", "agroforestry"),
        ("agroforestry", "woodland"),
        ("crop_livestock", "extensive_grazing"),
        ("crop_livestock", "intensive_grazing"),
        ("extensive_grazing", "intensive_grazing"),
    ),
)
# Expert priors.
MECHANISATION: Final = _by_distance(vocabulary.MECHANISATIONS, (1.0, 0.5, 0.0))
FARM_SIZE: Final = _by_distance(vocabulary.FARM_SIZES, (1.0, 0.6, 0.3, 0.0, 0.0))

# A ratio of 1.42 either way halves the score of rain and aridity (a log distance of 0.35). Expert prior.
_RATIO: Final = 1.42

# Weights sum to one: climate .34, soil and terrain .25, farming .41. First by experts, then moved on the
# development set of docs/judged-land.md: crops and animals up, all others down. Spans hold what land that is
# farmed may have.
FACTORS: Final[tuple[Factor, ...]] = (
    NumberFactor("rain", "climate", "climate", 0.06, _RATIO, 60, 60 * _RATIO**12, True),
    NumberFactor("aridity", "climate", "climate", 0.06, _RATIO, 0.04, 0.04 * _RATIO**12, True),
    # Half a WOCAT class; beyond 300 days nothing waits for water, so longer counts as 300.
    NumberFactor("growing_period", "climate", "climate", 0.06, 45, 0, 300),
    NumberFactor("season_temperature", "climate", "climate", 0.06, 3, 5, 32),
    # The warmest month's mean less the coldest month's: GYGA's zones rest on growing degree days, aridity and
    # the seasonality of temperature (van Wart et al. 2013, Field Crops Research 143). Half: expert prior.
    NumberFactor("temperature_range", "climate", "climate", 0.05, 6, 0, 45),
    NumberFactor("coldest_month", "climate", "climate", 0.03, 5, -20, -20 + 29 * 5 / 3),
    NumberFactor("seasonality", "climate", "climate", 0.02, 25, 10, 135),
    ClassFactor("texture", "soil", "soil", 0.05, vocabulary.TEXTURES, TEXTURE),
    ClassFactor("rooting_depth", "soil", "soil", 0.05, vocabulary.ROOTING_DEPTHS, ROOTING_DEPTH),
    NumberFactor("ph", "soil", "soil", 0.05, 1, 4, 9),
    ClassFactor("organic_matter", "soil", "soil", 0.05, vocabulary.ORGANIC_MATTERS, ORGANIC_MATTER),
    ClassFactor("slope", "slope", "soil", 0.05, vocabulary.SLOPES, SLOPE),
    ShareFactor("crops", "farming", "farming", 0.26, vocabulary.CROPS),
    ClassFactor("water_supply", "farming", "farming", 0.05, vocabulary.WATER_SUPPLIES, WATER_SUPPLY),
    ClassFactor("system", "farming", "farming", 0.04, vocabulary.SYSTEMS, SYSTEM),
    ClassFactor("mechanisation", "farming", "farming", 0.04, vocabulary.MECHANISATIONS, MECHANISATION),
    ClassFactor("farm_size", "farming", "farming", 0.02, vocabulary.FARM_SIZES, FARM_SIZE),
)

# What a watered field does not wait for: these leave what is asked of a pair as far as one side is watered.
RAIN_FACTORS: Final = ("rain", "aridity", "growing_period")
# How much of their weight is left, by water supply; of several ticked the highest counts. Expert prior.
RAIN_SHARES: Final[Mapping[str, float]] = {"rainfed": 1.0, "supplementary": 0.5, "full_irrigation": 0.0}

# Each halves the result once where both sides are known and conflict. Expert priors.
LIMITERS: Final[tuple[Limiter, ...]] = (
    FactLimiter("salinity", "salinity", "soil", "soil"),
    FactLimiter("waterlogging", "waterlogging", "soil", "soil"),
    ClassLimiter(
        "irrigation",
        "water_supply",
        "farming",
        "farming",
        limited=frozenset({"rainfed"}),
        clearing=frozenset({"rainfed", "supplementary"}),
    ),
    StepsLimiter("slope", "slope", "slope", "soil", steps=2),
    FactLimiter("frost", "frost", "climate", "climate"),
    DistanceLimiter("season_temperature", "season_temperature", "climate", "climate", limit=6),
    DistanceLimiter("aridity", "aridity", "climate", "climate", limit=2),
    DistanceLimiter("temperature_range", "temperature_range", "climate", "climate", limit=12),
)

_WATERED: Final = frozenset({"supplementary", "full_irrigation"})
# What a practice may hinge on besides crops and animals. A need takes the place of the limiter on its fact.
SITE_NEEDS: Final = (
    # Water that stands where nobody wants it says nothing of a field that is flooded on purpose.
    SiteNeed("flood", "flood", "soil", "soil"),
    SiteNeed("controlled_irrigation", "water_supply", "farming", "farming", meeting=_WATERED),
    SiteNeed("slope", "slope", "slope", "soil", meeting=frozenset(vocabulary.SLOPES) - {"flat"}),
    SiteNeed("crusted_surface", "crusted_surface", "soil", "soil"),
    SiteNeed("living_stumps", "living_stumps", "farming", "farming"),
    SiteNeed("stream_bed", "stream_bed", "slope", "soil"),
    SiteNeed("frost", "frost", "climate", "climate"),
    SiteNeed("grazing_control", "grazing_control", "farming", "farming"),
    SiteNeed("cracking_clay", "texture", "soil", "soil", meeting=frozenset({"cracking_clay"})),
)
LIMITER_FACTOR: Final = 0.5

# A difference of decimals that binary numbers cannot hold is no difference: 26.1 lies exactly 6 above 20.1.
DISTANCE_TOLERANCE: Final = 1e-9

# A factor's state: ✓ from `CLOSE_SCORE`, ≈ from `NEAR_SCORE`, ✗ below.
CLOSE_SCORE: Final = 0.75
NEAR_SCORE: Final = 0.25
# Scores are compared with these so much more loosely, since sums in another order differ in the last digits.
SCORE_TOLERANCE: Final = 1e-9
# A result's group: "close" from `CLOSE_LIKENESS` where enough was compared, "near" from `NEAR_LIKENESS`, else
# "far". With fewer groups of factors asked than this there are no such groups, only one list and "far".
CLOSE_LIKENESS: Final = 0.5
NEAR_LIKENESS: Final = 0.3
ENOUGH_FACTOR_GROUPS: Final = 3
# A group of factors is not close unless this share of its asked weight is known.
FACTOR_GROUP_COVERAGE: Final = 0.5
# L is ordered and grouped in steps of this size, so that noise in the last digits decides nothing.
LIKENESS_STEPS: Final = 100_000

FACTORS_BY_NAME: Final[Mapping[str, Factor]] = {factor.name: factor for factor in FACTORS}
# One bit a factor, for sets of factors that are kept as a number.
FACTOR_BITS: Final[Mapping[str, int]] = {factor.name: 1 << bit for bit, factor in enumerate(FACTORS)}


def version_of(*parts: object) -> str:
    """Return a hash of the content, 12 hexadecimal digits: the same for the same data on any machine."""

    def plain(part: object) -> object:
        if isinstance(part, float):
            return f"{part:.12g}"  # the last digits of a power differ between mathematics libraries
        if isinstance(part, frozenset):
            return sorted(part)
        if isinstance(part, Mapping):
            return {key: plain(value) for key, value in part.items()}
        return [plain(value) for value in part] if isinstance(part, list | tuple) else part

    return hashlib.sha256(json.dumps(plain(parts), sort_keys=True).encode()).hexdigest()[:12]


PROFILE_VERSION: Final = version_of(
    [(type(factor).__name__, asdict(factor)) for factor in FACTORS],
    [(type(limiter).__name__, asdict(limiter)) for limiter in LIMITERS],
    [asdict(need) for need in SITE_NEEDS],
    [RAIN_FACTORS, RAIN_SHARES],
    [
        LIMITER_FACTOR,
        DISTANCE_TOLERANCE,
        SCORE_TOLERANCE,
        ENOUGH_FACTOR_GROUPS,
        CLOSE_LIKENESS,
        NEAR_LIKENESS,
        LIKENESS_STEPS,
        CLOSE_SCORE,
        NEAR_SCORE,
        FACTOR_GROUP_COVERAGE,
    ],
)
