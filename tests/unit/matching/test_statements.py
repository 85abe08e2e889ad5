"""What the design states beside the laws: order, groups, states, gate; and law 15, that engines agree."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import ranking, reference
from matching.columns import Columns
from matching.explanation import state_of
from matching.question import build_question
from matching.records import Record
from tests.unit.matching.drawing import CASES, Draws
from tests.unit.matching.expectations import same
from zones import vocabulary
from zones.land import AnswerValue, Land
from zones.values import BooleanValue, Classes, Range, Value

FACTS = ("salinity", "waterlogging")
MANY = st.binary(min_size=600, max_size=600)


def crowd(draws: Draws, land: Land) -> list[Record]:
    """Practices with many ties: few kinds, each several times."""
    kinds = [draws.record(land, known=0.7) for _ in range(draws.byte() % 6)]
    uses = vocabulary.LAND_USES
    return [
        replace(
            draws.pick(kinds),
            id=number,
            confirmed_on=draws.byte() % 3,
            land_uses=frozenset({draws.pick(uses), draws.pick(uses)}),
        )
        for number in range(12 if kinds else 0)
    ]


@given(CASES)
def test_13_a_batch_scores_as_one_by_one(case: bytes) -> None:
    draws = Draws(case)
    land, record = draws.pair()
    here = reference.explain(land, record)
    assert here is not None
    others = [draws.record(land, number=number) for number in (2, 3)]
    for records in ([record], [*others, record]):
        matches = Columns.build(records).match(land)
        if here.likeness is not None and matches.likeness is not None:
            assert same(matches.likeness[matches.ids.tolist().index(record.id)], here.likeness)


def test_15_whom_limiters_put_low_may_still_stand_first() -> None:
    land = Land(stated={"texture": frozenset({"clay"}), "salinity": True, "waterlogging": True})
    alike = Record(1, values={"texture": Classes.of("clay")})
    alike = replace(alike, values={**alike.values, **dict.fromkeys(FACTS, BooleanValue(False))})
    unlike = Record(2, {"texture": Classes.of("sandy"), **dict.fromkeys(FACTS, BooleanValue(True))})
    matches = Columns.build([alike, unlike]).match(land, limit=1)
    assert matches.ids.tolist() == [1]
    assert matches.likeness is not None and same(matches.likeness[0], 0.25)


def test_15_one_limiter_leaves_nobody_out() -> None:
    land = Land(stated={"texture": frozenset({"sandy"}), "ph": 6.0, "salinity": True, "waterlogging": True})
    halved = Record(
        1, {"texture": Classes.of("sandy"), "ph": Range.point(6), "waterlogging": BooleanValue(False)}
    )
    cleared = Record(
        2,
        {
            "texture": Classes.of("loamy"),
            "ph": Range.point(8),
            "salinity": BooleanValue(True),
            "waterlogging": BooleanValue(True),
        },
    )
    matches = Columns.build([halved, cleared]).match(land, limit=1)
    assert matches.ids.tolist() == [1]
    assert matches.likeness is not None and same(matches.likeness[0], 0.5)


@given(MANY)
def test_15_a_page_of_the_columns_is_that_of_a_full_scan(case: bytes) -> None:
    draws = Draws(case)
    land = draws.land(stated_share=0.5)
    records = crowd(draws, land)
    columns = Columns.build(records)
    allowed = {record.id for record in records if draws.chance(0.8)}
    mask = np.isin(columns.ids, sorted(allowed))
    limit = draws.pick((None, 1, 3, 7))
    matches = columns.match(land, allowed=mask, limit=limit)

    scan = reference.rank(land, [record for record in records if record.id in allowed])
    page = scan[:limit]
    assert matches.ids.tolist() == [explanation.id for explanation in page]
    assert matches.known.tolist() == (
        [e.known for e in page] if matches.likeness is not None else [0] * len(page)
    )
    assert matches.total == len(scan)
    if matches.likeness is None or matches.similarity is None or matches.coverage is None:
        assert all(e.likeness is None for e in scan)
        return
    scores = {"likeness": matches.likeness, "similarity": matches.similarity, "coverage": matches.coverage}
    for mine, theirs in scores.items():
        assert [getattr(e, mine) for e in page] == pytest.approx(theirs.tolist(), abs=1e-9)
    shown = ("close", "near", "far") if build_question(land).is_grouped else ("listed", "far")
    assert matches.groups == {g: sum(e.group == g for e in scan) for g in shown}
    reached = set(columns.ids[matches.reaches(0.3) & matches.inside].tolist())
    assert reached == {e.id for e in scan if e.group != "far"}


@given(MANY)
def test_order_group_then_l_then_known_then_confirmed_then_id(case: bytes) -> None:
    draws = Draws(case)
    land = draws.land(stated_share=0.5)
    records = {record.id: record for record in crowd(draws, land)}
    scan = reference.rank(land, records.values())
    assert {e.id for e in scan} == {
        number for number, record in records.items() if land.gate is None or land.gate & record.land_uses
    }
    for better, worse in pairwise(scan):
        a, b = records[better.id], records[worse.id]
        steps = [0 if e.likeness is None else round(e.likeness * 1e5 + 1e-6) for e in (better, worse)]
        if better.group != worse.group:
            assert better.group is not None and worse.group is not None
            assert ranking.GROUPS.index(better.group) < ranking.GROUPS.index(worse.group)
        elif steps[0] != steps[1]:
            assert steps[0] > steps[1]
        elif better.known != worse.known:
            assert better.known > worse.known
        elif a.confirmed_on != b.confirmed_on:
            assert a.confirmed_on > b.confirmed_on
        else:
            assert a.id < b.id


def test_order_differences_below_one_step_are_ties_and_more_known_goes_first() -> None:
    land = Land(stated={"ph": 9.0, "season_temperature": 20.0})
    one: dict[str, Value] = {"season_temperature": Range.point(20)}
    two: dict[str, Value] = {**one, "ph": Range.point(4)}  # scores 3e-8
    fresh, full = Record(1, one, confirmed_on=9), Record(2, two, confirmed_on=3)
    assert [e.id for e in reference.rank(land, [fresh, full])] == [2, 1]
    assert [e.id for e in reference.rank(land, [fresh, replace(full, values=one)])] == [1, 2]
    assert Columns.build([fresh, full]).match(land).ids.tolist() == [2, 1]
    keys = [ranking.order_key("near", 0.5 + noise, 2, 0, 1) for noise in (0, 4e-6, -4e-6, 1.1e-5)]
    assert keys[0] == keys[1] == keys[2] > keys[3]


@pytest.mark.parametrize(
    ("likeness", "group"),
    [
        (1, "close"),
        (0.5, "close"),
        (0.4999951, "close"),
        (0.49999, "near"),
        (0.3, "near"),
        (0.29999, "far"),
        (0, "far"),
    ],
)
def test_groups(likeness: float, group: str) -> None:
    assert ranking.group_of(likeness, is_grouped=True, is_like=True) == group
    not_like = "near" if group == "close" else group
    assert ranking.group_of(likeness, is_grouped=True, is_like=False) == not_like
    listed = "far" if group == "far" else "listed"
    assert ranking.group_of(likeness, is_grouped=False, is_like=True) == listed


ALIKE: dict[str, tuple[AnswerValue, Value]] = {
    "rain": (900.0, Range.point(900)),
    "aridity": (0.8, Range.point(0.8)),
    "texture": (frozenset({"sandy"}), Classes.of("sandy")),
    "slope": (frozenset({"flat"}), Classes.of("flat")),
    "crops": (frozenset({"maize"}), Classes.of("maize")),
}


# What was told, what is known of the practice, in what it differs, and its group.
GROUPED: list[tuple[str, str, dict[str, Value], str]] = [
    ("rain", "rain", {}, "listed"),
    ("rain texture", "rain texture", {}, "listed"),
    ("texture slope crops", "texture slope crops", {}, "near"),  # no climate
    ("rain texture crops", "rain texture crops", {}, "close"),
    ("rain texture crops", "rain crops", {}, "near"),  # two are enough for L, not for the group
    ("rain texture slope crops", "rain texture slope crops", {"slope": Classes.of("steep")}, "near"),
    ("rain aridity texture crops", "rain aridity texture", {}, "near"),  # only two compared
    ("rain texture slope crops", "rain texture crops", {}, "close"),
    ("rain texture slope crops", "texture slope crops", {}, "near"),  # climate not known
    ("rain texture slope crops", "rain texture slope crops", {"rain": Range.point(610)}, "near"),
    ("rain texture slope crops", "rain texture slope crops", {"crops": Classes.of("rice")}, "near"),
    ("rain texture slope crops", "rain texture slope crops", {"texture": Classes.of("loamy")}, "close"),
    ("rain aridity texture slope crops", "rain texture slope crops", {}, "close"),
    ("rain aridity texture crops", "rain texture crops", {"aridity": Range.point(0.3)}, "near"),
]


def pair(told: str, known: str, others: dict[str, Value]) -> tuple[Land, Record]:
    land = Land(stated={name: ALIKE[name][0] for name in told.split()})
    return land, Record(1, {name: ALIKE[name][1] for name in known.split()} | others)


@pytest.mark.parametrize(("told", "known", "others", "group"), GROUPED)
def test_the_first_group_asks_for_three_compared_climate_close_and_none_different(
    told: str, known: str, others: dict[str, Value], group: str
) -> None:
    explanation = reference.explain(*pair(told, known, others))
    assert explanation is not None and explanation.group == group


@pytest.mark.parametrize(("told", "known", "others", "group"), GROUPED)
def test_15_columns_count_the_groups_of_the_reference(
    told: str, known: str, others: dict[str, Value], group: str
) -> None:
    land, record = pair(told, known, others)
    groups = Columns.build([record]).match(land).groups
    assert {name: count for name, count in groups.items() if count} == {group: 1}


@pytest.mark.parametrize(
    ("score", "state"),
    [
        (1, "close"),
        (0.75, "close"),
        (0.7499, "near"),
        (0.25, "near"),
        (0.2499, "different"),
        (0, "different"),
        (None, "unknown"),
    ],
)
def test_states(score: float | None, state: str) -> None:
    assert state_of(score) == state


GATES = [
    (None, {"grazing"}, True),
    (None, set(), True),
    ("any", {"grazing"}, True),
    ("cropland", {"cropland"}, True),
    ("cropland", {"grazing"}, False),
    ("cropland", {"grazing", "cropland"}, True),
    ("cropland", {"mixed"}, True),
    ("mixed", {"woodland"}, True),
    ("grazing", {"woodland"}, False),
    ("woodland", set(), False),
]


@pytest.mark.parametrize(("yours", "theirs", "passes"), GATES)
def test_gate(yours: str | None, theirs: set[str], passes: bool) -> None:
    land = Land(stated={"texture": frozenset({"clay"})}, land_use=yours)
    record = Record(1, {"texture": Classes.of("clay")}, land_uses=frozenset(theirs))
    assert (reference.explain(land, record) is not None) == passes


@pytest.mark.parametrize(("yours", "theirs", "passes"), GATES)
def test_gate_of_the_columns(yours: str | None, theirs: set[str], passes: bool) -> None:
    columns = Columns.build([Record(1, land_uses=frozenset(theirs))])
    for land in (Land(land_use=yours), Land(stated={"ph": 7.0}, land_use=yours)):
        assert columns.match(land).total == passes
