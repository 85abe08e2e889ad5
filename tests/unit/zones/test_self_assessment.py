"""Which single change a farmer's answers lead to, and when none is offered."""

import pytest

from zones.land import Land
from zones.self_assessment import Assessment, FarmAnswers, assess, fields_of, lowest_rated, plain_step

COPARGO = Land(latitude=9.8, longitude=1.5)
KAMPALA = Land(latitude=0.3, longitude=32.6)
MARADI = Land(latitude=13.5, longitude=7.1)
RED = frozenset({"deep_red"})


def answers(tillage: str, stalks: str, *given: str, **others: str) -> FarmAnswers:
    return FarmAnswers(
        "annual", tillage=tillage, stalks=stalks, given=frozenset(given), soil_looks=RED, **others
    )


def named(found: Assessment) -> list[tuple[str, str, str]]:
    return [(one.kind, one.after.management, one.after.inputs) for one in found.changes]


def test_the_change_with_the_best_low_end_is_first() -> None:
    found = assess(COPARGO, answers("full", "burnt"))
    lows = [one.low for one in found.changes]
    assert lows == sorted((low for low in lows if low is not None), reverse=True)
    assert found.best is not None
    assert (found.best.kind, found.best.after.management) == ("tillage", "none")
    assert found.best.low == pytest.approx(1.2, abs=0.05)


def test_a_best_value_above_zero_is_not_enough() -> None:
    """Reduced to no tillage has a best value of +1.7 and a low end below zero."""
    found = assess(COPARGO, answers("reduced", "burnt"))
    first = found.changes[0]
    assert first.outlook.change is not None
    assert first.outlook.change.change > 0 > first.outlook.change.low
    assert found.best is None


def test_each_change_changes_one_thing() -> None:
    now = answers("full", "left", "legume")
    for one in assess(COPARGO, now).changes:
        assert now.farming is not None
        changed = [
            getattr(one.after, name) != getattr(now.farming, name)
            for name in ("land_use", "management", "inputs")
        ]
        assert changed.count(True) == 1
        for way in one.ways:
            assert way.input_class == one.after.inputs


def test_residues_kept_and_nothing_else_gain_nothing() -> None:
    burnt, kept = answers("full", "burnt"), answers("full", "left")
    assert burnt.farming == kept.farming


def test_reduced_tillage_in_the_dry_tropics_is_never_the_step() -> None:
    found = assess(MARADI, answers("full", "left"))
    reduced = next(one for one in found.changes if one.after.management == "reduced")
    assert reduced.outlook.change is not None
    assert reduced.outlook.change.change == pytest.approx(-0.17, abs=0.01)
    assert found.best != reduced


def test_mountains_leave_every_change_without_a_number() -> None:
    found = assess(KAMPALA, answers("full", "burnt"))
    assert found.best is None
    assert found.changes
    assert {one.outlook.reason for one in found.changes} == {"montane"}


@pytest.mark.parametrize(
    ("land", "told", "missing"),
    [
        (Land(), FarmAnswers(), ("place", "use_now", "tillage", "stalks")),
        (COPARGO, FarmAnswers("annual", tillage="full"), ("stalks",)),
        (COPARGO, FarmAnswers("grassland"), ("pasture",)),
        (Land(latitude=0.0, longitude=-30.0), answers("full", "burnt"), ("place",)),
    ],
)
def test_what_is_missing_is_named(land: Land, told: FarmAnswers, missing: tuple[str, ...]) -> None:
    assert assess(land, told) == Assessment(missing=missing)  # type: ignore[arg-type]


def test_pasture_goes_to_better_states_only() -> None:
    told = FarmAnswers("grassland", pasture="degraded", soil_looks=RED)
    assert {after for _kind, after, _inputs in named(assess(COPARGO, told))} == {"nominal", "improved"}
    best = FarmAnswers("grassland", pasture="improved", soil_looks=RED)
    assert assess(COPARGO, best).changes == ()


@pytest.mark.parametrize("use", ["paddy", "set_aside"])
def test_rice_and_fallow_have_no_single_change(use: str) -> None:
    assert assess(COPARGO, FarmAnswers(use, tillage="full", stalks="left")) == Assessment()


def test_soil_is_taken_from_what_the_land_says() -> None:
    wet = Land(latitude=9.8, longitude=1.5, stated={"waterlogging": True, "texture": frozenset({"clay"})})
    assert fields_of(wet, FarmAnswers()) == [("tropical_moist", "wetland")]
    assert fields_of(COPARGO, answers("full", "left")) == [("tropical_moist", "LAC")]


@pytest.mark.parametrize(
    ("ratings", "lowest"),
    [
        ({}, ""),
        ({"worms": 4, "money": 5}, ""),
        ({"worms": 3, "money": 2}, "money"),
        ({"work": 1, "erosion": 1}, "erosion"),
    ],
)
def test_the_lowest_rating_below_good(ratings: dict[str, int], lowest: str) -> None:
    assert lowest_rated(ratings) == lowest


@pytest.mark.parametrize(
    ("told", "step"),
    [
        (answers("full", "burnt"), "stalks"),
        (answers("full", "left"), "tillage"),
        (answers("none", "left", "none"), "cover_crop"),
        (answers("none", "left", "cover_crop"), None),
        (FarmAnswers("grassland", pasture="degraded"), "pasture"),
        (FarmAnswers("paddy", tillage="full", stalks="burnt"), None),
        (FarmAnswers(), None),
    ],
)
def test_the_answers_alone_name_a_step(told: FarmAnswers, step: str | None) -> None:
    assert plain_step(told) == step
