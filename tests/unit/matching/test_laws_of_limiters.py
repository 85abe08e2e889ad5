"""Law 10: a limiter or need halves once where farmer and practice are both known and conflict."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given

from matching.records import Record
from matching.reference import rank
from tests.unit.matching import figures
from tests.unit.matching.drawing import CASES, Draws
from tests.unit.matching.expectations import asked_weights, before_limiters, explained, rain_left, same
from tests.unit.matching.figures import CODES, GROUP_OF, GROUPS, NEEDS
from zones.land import AnswerValue, Land, Sliders
from zones.values import BooleanValue, Classes, Range, Value

# By limiter: the farmer's answers, the practice's values, and the pairs (answer, value) that are halved.
# "-" is "not told" and "not stated".
YES_NO: dict[str, AnswerValue] = {"yes": True, "no": False}
FACT_TABLE = {("yes", "no")}
SLOPES = CODES["slope"]
WATERS = {
    "+".join(some): frozenset(some) for n in (1, 2, 3) for some in combinations(CODES["water_supply"], n)
}
DEGREES = {"20": 20.0, "26": 26.0, "26.1": 26.1, "14": 14.0, "13.9": 13.9}
RATIOS = {".5": 0.5, "1": 1.0, "1.01": 1.01, ".25": 0.25, ".249": 0.249}

TRUTH: dict[str, tuple[str, dict[str, AnswerValue], dict[str, Value], set[tuple[str, str]]]] = {
    "salinity": ("salinity", YES_NO, {"yes": BooleanValue(True), "no": BooleanValue(False)}, FACT_TABLE),
    "waterlogging": (
        "waterlogging",
        YES_NO,
        {"yes": BooleanValue(True), "no": BooleanValue(False)},
        FACT_TABLE,
    ),
    "frost": ("frost", YES_NO, {"yes": BooleanValue(True), "no": BooleanValue(False)}, FACT_TABLE),
    "irrigation": (
        "water_supply",
        dict(WATERS),
        {name: Classes(some) for name, some in WATERS.items()},
        {("rainfed", "full_irrigation")},
    ),
    "slope": (
        "slope",
        {code: frozenset({code}) for code in SLOPES},
        {code: Classes.of(code) for code in SLOPES} | {"flat+hilly": Classes.of("flat", "hilly")},
        {(yours, theirs) for i, yours in enumerate(SLOPES) for theirs in SLOPES[: max(0, i - 1)]}
        | {("very_steep", "flat+hilly")},
    ),
    "season_temperature": (
        "season_temperature",
        dict(DEGREES),
        {"20": Range.point(20), "18-20": Range(18, 20)},
        {("26.1", "20"), ("13.9", "20"), ("26.1", "18-20")},
    ),
    "aridity": (
        "aridity",
        dict(RATIOS),
        {".5": Range.point(0.5), ".4-.5": Range(0.4, 0.5)},
        {("1.01", ".5"), (".249", ".5"), ("1.01", ".4-.5")},
    ),
    "temperature_range": (
        "temperature_range",
        {"8": 8.0, "20": 20.0, "20.1": 20.1, "32.1": 32.1},
        {"8": Range.point(8), "8-20": Range(8, 20)},
        {("20.1", "8"), ("32.1", "8"), ("32.1", "8-20")},
    ),
}
BASE_LAND: dict[str, AnswerValue] = {"texture": frozenset({"loamy"}), "ph": 6.0}
BASE_VALUES: dict[str, Value] = {"texture": Classes.of("loamy"), "ph": Range.point(6.0)}


def limiters_of(
    stated: dict[str, AnswerValue], values: dict[str, Value], sliders: Sliders | None = None
) -> list[str]:
    """Names of those that apply, after L was found to be halved once for each."""
    land = Land(stated={**BASE_LAND, **stated}, sliders=sliders or Sliders())
    explanation = explained(land, Record(id=1, values={**BASE_VALUES, **values}))
    expected = before_limiters(explanation) * 0.5 ** len(explanation.limiters)
    assert same(explanation.likeness, expected)
    return list(explanation.limiters)


@pytest.mark.parametrize("limiter", TRUTH)
def test_10_truth_table_of_each_limiter(limiter: str) -> None:
    factor, answers, values, halved = TRUTH[limiter]
    for yours, theirs in product((*answers, "-"), (*values, "-")):
        stated = {} if yours == "-" else {factor: answers[yours]}
        known = {} if theirs == "-" else {factor: values[theirs]}
        applies = limiters_of(stated, known) == [limiter]
        assert applies == ((yours, theirs) in halved), f"farmer {yours}, practice {theirs}"


@pytest.mark.parametrize("name", NEEDS)
def test_10_truth_table_of_each_need(name: str) -> None:
    need = NEEDS[name]

    def limited(answer: AnswerValue | None, *, needs: bool) -> bool:
        stated = BASE_LAND if answer is None else {**BASE_LAND, need.fact: answer}
        if answer is None and need.fact in BASE_LAND:
            stated = {n: v for n, v in BASE_LAND.items() if n != need.fact}
        record = Record(1, BASE_VALUES, frozenset({name} if needs else ()))
        explanation = explained(Land(stated=stated), record)
        assert same(explanation.likeness, before_limiters(explanation) / 2 ** len(explanation.limiters))
        return explanation.limiters == (f"needs_{name}",)

    off = Sliders(**{need.slider: 0.0})
    for answer in need.denying:
        assert limited(answer, needs=True)
        assert not limited(answer, needs=False)
        land = Land(stated={**BASE_LAND, "crops": frozenset({"maize"}), need.fact: answer}, sliders=off)
        assert explained(land, Record(1, BASE_VALUES, frozenset({name}))).limiters == ()
    for met in (*need.meeting, None):
        assert not limited(met, needs=True)


def test_10_water_that_nobody_wants_says_nothing_of_a_field_that_is_flooded_on_purpose() -> None:
    record = Record(1, BASE_VALUES, frozenset({"flood"}))
    for waterlogged, flooded, state in (
        (True, None, "untold"),
        (False, None, "untold"),
        (True, False, "denied"),
        (False, True, "met"),
    ):
        stated = {**BASE_LAND, "waterlogging": waterlogged}
        stated |= {} if flooded is None else {"flood": flooded}
        explanation = explained(Land(stated=stated), record)
        assert [need.state for need in explanation.needs] == [state]
        assert explanation.limiters == (("needs_flood",) if state == "denied" else ())


def test_10_rice_under_water_and_water_that_nobody_wants_are_told_apart() -> None:
    on_clay: dict[str, Value] = {"texture": Classes.of("clay"), "slope": Classes.of("flat")}
    water: dict[str, Value] = {**on_clay, "water_supply": Classes.of("full_irrigation")}
    paddy = {**water, "crops": Classes.of("rice"), "waterlogging": BooleanValue(True)}
    records = [
        Record(1, paddy, frozenset({"flood", "rice"})),
        Record(2, paddy, frozenset({"flood", "controlled_irrigation", "rice"})),
        # What a rice grower may state of a field that is wet and dry by turns.
        Record(
            3, {**paddy, "waterlogging": BooleanValue(False)}, frozenset({"controlled_irrigation", "rice"})
        ),
        Record(4, {**on_clay, "crops": Classes.of("maize")}),
    ]
    field: dict[str, AnswerValue] = {"texture": frozenset({"clay"}), "slope": frozenset({"flat"})}
    rice = {**field, "crops": frozenset({"rice"}), "flood": True, "waterlogging": False}
    for stated in (rice, {**rice, "water_supply": frozenset({"full_irrigation"})}):
        found = {one.id: one for one in rank(Land(stated=stated), records)}
        assert all(not found[number].limiters and found[number].group != "far" for number in (1, 2, 3))
    # An address from before the two were told apart.
    old = {**field, "crops": frozenset({"rice"}), "waterlogging": True}
    found = {one.id: one for one in rank(Land(stated=old), records)}
    assert all(not found[number].limiters and found[number].group != "far" for number in (1, 2))
    for crops in ({"crops": frozenset({"maize"})}, {}):
        dry = Land(stated={**field, **crops, "flood": False, "waterlogging": True})
        order = [one.id for one in rank(dry, records)]
        assert order.index(4) < min(order.index(1), order.index(2))


def test_10_a_crop_without_which_there_is_no_practice() -> None:
    """Denied by who told crops and did not name one of those; who told none has not been asked."""
    rice_or_fish = Record(
        1, {**BASE_VALUES, "crops": Classes.of("rice", "maize")}, frozenset({"rice", "maize"})
    )
    for crops, limiters in (
        (frozenset({"cattle"}), ("needs_crops",)),
        (frozenset({"cattle", "rice"}), ()),
        (frozenset({"maize"}), ()),
        (None, ()),
    ):
        stated = BASE_LAND if crops is None else {**BASE_LAND, "crops": crops}
        assert explained(Land(stated=stated), rice_or_fish).limiters == limiters


def test_10_a_need_takes_the_place_of_the_limiter_on_its_fact() -> None:
    rainfed = Land(stated={**BASE_LAND, "water_supply": frozenset({"rainfed"})})
    watered = Record(1, {**BASE_VALUES, "water_supply": Classes.of("full_irrigation")})
    assert explained(rainfed, watered).limiters == ("irrigation",)
    needing = replace(watered, needs=frozenset({"controlled_irrigation"}))
    assert explained(rainfed, needing).limiters == ("needs_controlled_irrigation",)
    steep = Land(stated={**BASE_LAND, "slope": frozenset({"very_steep"})})
    gentle = Record(1, {**BASE_VALUES, "slope": Classes.of("gentle")})
    assert explained(steep, gentle).limiters == ("slope",)
    assert explained(steep, replace(gentle, needs=frozenset({"slope"}))).limiters == ()
    frosty = Land(stated={**BASE_LAND, "frost": True})
    frost_free = Record(1, {**BASE_VALUES, "frost": BooleanValue(False)})
    assert explained(frosty, frost_free).limiters == ("frost",)
    assert explained(frosty, replace(frost_free, needs=frozenset({"frost"}))).limiters == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "share"),
    [
        (None, None, 1),
        ("rainfed", None, 1),
        ("rainfed", "rainfed", 1),
        ("supplementary", None, 0.5),
        (None, "supplementary", 0.5),
        ("supplementary", "rainfed", 0.5),
        ("full_irrigation", "supplementary", 0),
        (None, "full_irrigation", 0),
        ("supplementary", "full_irrigation", 0),
        ("full_irrigation", None, 0),
        ("full_irrigation+rainfed", "supplementary+full_irrigation", 0.5),
    ],
)
def test_06_watered_is_watered(ours: str | None, theirs: str | None, share: float) -> None:
    """The water of either side takes weight from rain, aridity and growing period of that pair."""
    land = Land(stated={"rain": 500.0, "aridity": 0.5, "growing_period": 100.0, "season_temperature": 20.0})
    values: dict[str, Value] = {
        "rain": Range.point(500),
        "aridity": Range.point(2),
        "growing_period": Range.point(100),
        "season_temperature": Range.point(20),
    }
    if ours:
        land = replace(land, stated={**land.stated, "water_supply": frozenset(ours.split("+"))})
    if theirs:
        values["water_supply"] = Classes.of(*theirs.split("+"))
    explanation = explained(land, Record(1, values))
    weights = {factor.name: factor.weight for factor in explanation.factors}
    assert explanation.rain_share == share
    assert [weights.get(name, 0) for name in figures.RAIN] == pytest.approx([0.06 * share] * 3)
    # Aridity is a fourth of theirs: it limits as long as rain counts at all.
    assert ("aridity" in explanation.limiters) == (share > 0)


def test_10_several_ticked_by_the_farmer_count_as_the_best() -> None:
    assert limiters_of({"slope": frozenset({"gentle", "very_steep"})}, {"slope": Classes.of("flat")}) == []
    assert limiters_of({"slope": frozenset({"hilly", "steep"})}, {"slope": Classes.of("gentle")}) == ["slope"]


def test_10_frost_derived_from_the_coldest_month() -> None:
    """Up to 5 °C there is frost, from 18 °C there is none, between them nobody knows."""
    frost_free = Record(1, {**BASE_VALUES, "frost": BooleanValue(False)})
    for coldest, limited, denied in ((18.0, 0, 1), (17.9, 0, 0), (5.1, 0, 0), (5.0, 1, 0), (-3.0, 1, 0)):
        land = Land(stated=BASE_LAND, derived={"coldest_month": coldest})
        assert explained(land, frost_free).limiters == ("frost",) * limited
        needing = replace(frost_free, values=BASE_VALUES, needs=frozenset({"frost"}))
        assert explained(land, needing).limiters == ("needs_frost",) * denied


@given(CASES)
def test_10_the_map_counts_like_a_person(case: bytes) -> None:
    land, record = Draws(case).pair()
    known = {**land.derived, **land.stated}
    numbers = {name: value for name, value in known.items() if isinstance(value, float)}
    others = {name: value for name, value in known.items() if name not in numbers}
    stated = explained(replace(land, stated=known, derived={}), record)
    mapped = explained(replace(land, stated=others, derived=numbers), record)
    assert (stated.likeness, stated.limiters) == (mapped.likeness, mapped.limiters)


@given(CASES)
def test_10_each_limiter_halves_once(case: bytes) -> None:
    draws = Draws(case)
    stated: dict[str, AnswerValue] = {}
    values: dict[str, Value] = {}
    expected = []
    sliders = draws.sliders() if draws.chance(0.5) else Sliders()
    off = [g for g in GROUPS if getattr(sliders, g) == 0]
    for limiter, (factor, answers, known, halved) in TRUTH.items():
        yours, theirs = draws.pick((*answers, "-", "-")), draws.pick((*known, "-"))
        if yours != "-":
            stated[factor] = answers[yours]
        if theirs != "-":
            values[factor] = known[theirs]
        if (yours, theirs) in halved and (GROUP_OF[factor] not in off or len(off) == len(GROUPS)):
            expected.append(limiter)
    if "aridity" in expected and rain_left(Land(stated=stated), Record(1, values)) == 0:
        expected.remove("aridity")
    if asked_weights(Land(stated={**BASE_LAND, **stated}, sliders=sliders)):
        assert sorted(limiters_of(stated, values, sliders)) == sorted(expected)
