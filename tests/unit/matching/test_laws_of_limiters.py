"""Law 10: a limiter halves once where the farmer has given the fact and the practice does not clear it."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given

from matching.records import Record
from tests.unit.matching.drawing import CASES, Draws
from tests.unit.matching.expectations import asked_weights, before_limiters, explained, same
from tests.unit.matching.figures import CODES, GROUP_OF, GROUPS
from zones.land import AnswerValue, Land, Sliders
from zones.values import BooleanValue, Classes, Range, Value

# By limiter: the farmer's answers, the practice's values, and the pairs (answer, value) that are halved.
# "-" is "not told" and "not stated".
YES_NO: dict[str, AnswerValue] = {"yes": True, "no": False}
FACT_TABLE = {("yes", "no"), ("yes", "-")}
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
        {("rainfed", "full_irrigation"), ("rainfed", "-")},
    ),
    "slope": (
        "slope",
        {code: frozenset({code}) for code in SLOPES},
        {code: Classes.of(code) for code in SLOPES} | {"flat+hilly": Classes.of("flat", "hilly")},
        {(yours, theirs) for i, yours in enumerate(SLOPES) for theirs in SLOPES[: max(0, i - 1)]}
        | {(yours, "-") for yours in SLOPES[2:]}
        | {("very_steep", "flat+hilly")},
    ),
    "season_temperature": (
        "season_temperature",
        dict(DEGREES),
        {"20": Range.point(20), "18-20": Range(18, 20)},
        {(yours, "-") for yours in DEGREES} | {("26.1", "20"), ("13.9", "20"), ("26.1", "18-20")},
    ),
    "aridity": (
        "aridity",
        dict(RATIOS),
        {".5": Range.point(0.5), ".4-.5": Range(0.4, 0.5)},
        {(yours, "-") for yours in RATIOS} | {("1.01", ".5"), (".249", ".5"), ("1.01", ".4-.5")},
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


def test_10_a_practice_that_needs_frost() -> None:
    def limited(*, frost: bool | None, theirs: bool | None) -> bool:
        stated: dict[str, AnswerValue] = {} if frost is None else {"frost": frost}
        values: dict[str, Value] = {} if theirs is None else {"frost": BooleanValue(theirs)}
        record = Record(id=1, values={**BASE_VALUES, **values}, needs_frost=True)
        return explained(Land(stated={**BASE_LAND, **stated}), record).limiters == ("frost",)

    for theirs in (True, False, None):
        assert limited(frost=False, theirs=theirs), "no frost here, and the practice needs it"
        assert not limited(frost=True, theirs=theirs), "frost here, and the practice is used to it"
        assert not limited(frost=None, theirs=theirs), "nobody knows about frost here"


def test_10_several_ticked_by_the_farmer_count_as_the_best() -> None:
    assert limiters_of({"slope": frozenset({"gentle", "very_steep"})}, {"slope": Classes.of("flat")}) == []
    assert limiters_of({"slope": frozenset({"hilly", "steep"})}, {"slope": Classes.of("gentle")}) == ["slope"]


def test_10_frost_derived_from_the_coldest_month() -> None:
    """Up to 5 °C there is frost, from 18 °C there is none, between them nobody knows."""
    for coldest, silent, needing in ((18.0, 0, 1), (17.9, 0, 0), (5.1, 0, 0), (5.0, 1, 0), (-3.0, 1, 0)):
        land = Land(stated=BASE_LAND, derived={"coldest_month": coldest})
        record = Record(1, {**BASE_VALUES, "coldest_month": Range.point(coldest)})
        assert explained(land, record).limiters == ("frost",) * silent
        assert explained(land, replace(record, needs_frost=True)).limiters == ("frost",) * needing


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
    if asked_weights(Land(stated={**BASE_LAND, **stated}, sliders=sliders)):
        assert sorted(limiters_of(stated, values, sliders)) == sorted(expected)
