"""What a reader is told of one comparison: headings, blocks, the card's sentence and counts."""

from itertools import combinations

import pytest

from matching import reference
from matching.explanation import Explanation
from matching.profile import FACTOR_GROUPS, LIMITERS
from matching.records import Record
from readers.presenters.practice.comparison import (
    counts_text,
    factor_groups,
    group_heading,
    limiter_text,
    main_difference,
    match_panel,
)
from zones.land import AnswerValue, Land, land_at
from zones.values import BooleanValue, Classes, Range, Value
from zones.vocabulary import NEEDS

SAND: dict[str, AnswerValue] = {"texture": frozenset({"sandy"}), "crops": frozenset({"maize"})}
SANDY: dict[str, Value] = {"texture": Classes.of("sandy"), "crops": Classes.of("maize")}
WARM = {"rain": 900.0, "season_temperature": 27.0}


def explained(
    stated: dict[str, AnswerValue],
    values: dict[str, Value],
    *,
    derived: dict[str, float] | None = None,
    needs: frozenset[str] = frozenset(),
) -> Explanation:
    found = reference.explain(Land(stated=stated, derived=derived or {}), Record(7, values, needs=needs))
    assert found is not None
    return found


def sentence(explanation: Explanation) -> str:
    difference = main_difference(explanation)
    return f"{difference.label}: {difference.text}" if difference else ""


def block(explanation: Explanation, code: str) -> str:
    return next(group.state_label for group in factor_groups(explanation) if group.code == code)


@pytest.mark.parametrize("asked", [each for number in (1, 2) for each in combinations(FACTOR_GROUPS, number)])
def test_a_list_is_headed_by_all_that_was_compared_and_all_that_was_not(asked: tuple[str, ...]) -> None:
    heading = group_heading("listed", asked)  # type: ignore[arg-type]
    compared, missing = heading.split(" only, the likest first; ")
    assert [name in compared.lower() for name in FACTOR_GROUPS] == [name in asked for name in FACTOR_GROUPS]
    assert [name in missing for name in FACTOR_GROUPS] == [name not in asked for name in FACTOR_GROUPS]


def test_headings() -> None:
    assert group_heading("listed", ["climate"]) == (
        "Compared by climate only, the likest first; soil, slope and farming not yet"
    )
    assert group_heading("far", ["climate", "soil"]) == "Climate and soil not like yours"
    assert group_heading("far", FACTOR_GROUPS) == "Not like your land"
    assert match_panel(explained({}, SANDY, derived=WARM)).heading == "Climate not like yours"
    assert (
        match_panel(explained(SAND, SANDY)).heading
        == "Compared by soil and farming only; climate and slope not yet"
    )


def test_what_the_farmer_has_not_told_is_not_said_and_what_the_practice_has_not_is_not_known() -> None:
    found = explained({**SAND, "slope": frozenset({"flat"})}, SANDY)
    assert [block(found, code) for code in FACTOR_GROUPS] == ["not said", "alike", "not known", "alike"]


def test_silence_on_what_the_farmer_told_stands_in_the_sentence() -> None:
    told: dict[str, AnswerValue] = {**SAND, "slope": frozenset({"rolling"}), "salinity": True}
    assert sentence(explained(told, SANDY)) == "Salt in the soil and slope: nothing known of theirs."
    clay = sentence(explained(told, {**SANDY, "texture": Classes.of("clay"), "slope": Classes.of("rolling")}))
    assert clay == "Feel of the soil: yours sandy; theirs clay. Salt in the soil: nothing known of theirs."
    known = {**SANDY, "slope": Classes.of("rolling"), "salinity": BooleanValue(True)}
    assert sentence(explained(told, known)) == ""


@pytest.mark.parametrize("need", NEEDS)
def test_a_need_that_the_farmer_denies_is_named(need: str) -> None:
    crops = "small_livestock" if need == "cattle" else "cattle"
    told: dict[str, AnswerValue] = {
        **{"crops": frozenset({crops}), "water_supply": frozenset({"rainfed"}), "slope": frozenset({"flat"})},
        **dict.fromkeys(
            ("flood", "crusted_surface", "living_stumps", "stream_bed", "frost", "grazing_control"), False
        ),
        "texture": frozenset({"sandy"}),
    }
    found = explained(told, SANDY, needs=frozenset({need}))
    if need == crops:
        return
    assert sentence(found).startswith(("Needs ", "Only where "))
    assert match_panel(found).limiters == [], "the sentence has said it"


def test_every_limiter_has_its_words() -> None:
    land = explained(
        {
            "salinity": True,
            "season_temperature": 30.0,
            "aridity": 0.2,
            "temperature_range": 2.0,
            "frost": True,
        },
        {
            "salinity": BooleanValue(False),
            "frost": BooleanValue(False),
            "season_temperature": Range.point(10),
            "aridity": Range.point(1),
            "temperature_range": Range.point(30),
        },
    )
    wet = explained(
        {"waterlogging": True, "water_supply": frozenset({"rainfed"}), "slope": frozenset({"steep"})},
        {
            "waterlogging": BooleanValue(False),
            "water_supply": Classes.of("full_irrigation"),
            "slope": Classes.of("flat"),
        },
    )
    applied = [*land.applied, *wet.applied]
    assert {limiter.name for limiter in applied} == {limiter.name for limiter in LIMITERS}
    assert len({limiter_text(limiter) for limiter in applied}) == len(LIMITERS)


@pytest.mark.parametrize(
    ("water_supply", "note"),
    [
        ("full_irrigation", "watered: rain does not count"),
        ("supplementary", "partly watered: rain counts half"),
        ("rainfed", ""),
    ],
)
def test_what_is_watered_says_what_rain_counts(water_supply: str, note: str) -> None:
    land = land_at(9.8, 1.5, stated=SAND)
    found = reference.explain(
        land,
        Record(7, {**SANDY, "season_temperature": Range.point(27), "water_supply": Classes.of(water_supply)}),
    )
    assert found is not None
    assert block(found, "climate").partition(" · ")[2] == note.partition(":")[0]
    assert match_panel(found).rain_note.lower() == note


def test_counts_are_of_points_in_common() -> None:
    told: dict[str, AnswerValue] = {
        **SAND,
        "ph": 6.0,
        "organic_matter": frozenset({"low"}),
        "farm_size": frozenset({"1_5"}),
    }
    theirs = {**SANDY, "ph": Range.point(8.5), "organic_matter": Classes.of("medium")}
    assert counts_text(explained(told, theirs)) == (
        "2 points in common out of 5, 1 is a bit alike, 1 differs, 1 not known."
    )
