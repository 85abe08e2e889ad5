"""What holds for every zone, soil and change of the soil carbon arithmetic."""

from itertools import product
from math import prod

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from zones.carbon import (
    LAND_USES,
    PASTURE_INPUTS,
    PASTURES,
    TILLAGES,
    Change,
    Farming,
    NoNumber,
    _Cell,
    change,
    outlook,
)
from zones.carbon import _factors as factors_of
from zones.carbon import _reference as reference_of
from zones.carbon_classes import BEGUN, GIFTS, INPUTS, SOILS, ZONES, FieldInputs

FIELDS = [
    Farming(use, tillage, inputs) for use, tillage, inputs in product(LAND_USES[:-1], TILLAGES, INPUTS)
] + [
    Farming("grassland", pasture, inputs)
    for pasture in PASTURES
    for inputs in (PASTURE_INPUTS if pasture == "improved" else ("medium",))
]
PAIRS = list(product(ZONES, SOILS))
farmings = st.sampled_from(FIELDS)
pairs = st.sampled_from(PAIRS)
TOLERANCE = 1e-9
DRAWS = 20_000
DRAWN_ZONES = (
    *("tropical_wet", "tropical_moist", "tropical_dry", "warm_temperate_moist"),
    *("warm_temperate_dry", "cool_temperate_moist", "cool_temperate_dry"),
)


def found(pair: tuple[str, str], before: Farming, after: Farming) -> Change:
    try:
        return change(*pair, before, after)
    except NoNumber:
        assume(False)
        raise


@given(pairs, farmings, farmings)
def test_the_range_holds_the_best_value_and_after_less_before(
    pair: tuple[str, str], before: Farming, after: Farming
) -> None:
    one = found(pair, before, after)
    assert one.low <= one.change <= one.high
    assert abs(one.after - one.before - one.change) < TOLERANCE
    assert one.before > 0
    assert one.after > 0


@given(pairs, farmings)
def test_no_change_changes_nothing(pair: tuple[str, str], farming: Farming) -> None:
    one = found(pair, farming, farming)
    assert (one.change, one.low, one.high) == (0, 0, 0)


@given(pairs, farmings, farmings)
def test_a_change_between_two_uses_has_a_range(
    pair: tuple[str, str], before: Farming, after: Farming
) -> None:
    assume(before != after)
    one = found(pair, before, after)
    assert one.low < one.high


@given(pairs, farmings, farmings)
def test_the_way_back_loses_what_the_way_there_gained(
    pair: tuple[str, str], before: Farming, after: Farming
) -> None:
    there, back = found(pair, before, after), found(pair, after, before)
    assert abs(there.change + back.change) < TOLERANCE
    assert abs(there.low + back.high) < TOLERANCE
    assert abs(there.high + back.low) < TOLERANCE


@given(pairs, st.sampled_from(LAND_USES[:-1]), st.sampled_from(TILLAGES), st.sampled_from(range(3)))
def test_more_input_never_means_less_carbon(pair: tuple[str, str], use: str, tillage: str, less: int) -> None:
    before, after = Farming(use, tillage, INPUTS[less]), Farming(use, tillage, INPUTS[less + 1])
    assert found(pair, before, after).change > 0


@given(pairs, st.sampled_from(LAND_USES[:-1]), st.sampled_from(INPUTS), st.sampled_from(TILLAGES[:2]))
def test_a_soil_left_alone_never_has_less_carbon(
    pair: tuple[str, str], use: str, inputs: str, tillage: str
) -> None:
    """Reduced tillage alone may: in dry zones the table has less for it than for full tillage."""
    before, after = Farming(use, tillage, inputs), Farming(use, "none", inputs)
    assert found(pair, before, after).change > 0


def test_reduced_tillage_gains_where_it_is_moist_and_not_where_it_is_dry() -> None:
    for zone in DRAWN_ZONES:
        one = change(zone, "HAC", Farming("annual", "full"), Farming("annual", "reduced"))
        assert (one.change < 0) == zone.endswith("dry")


@given(st.lists(pairs, min_size=1, max_size=4), farmings, farmings)
def test_a_set_spans_all_of_its_members_or_has_no_number(
    chosen: list[tuple[str, str]], before: Farming, after: Farming
) -> None:
    whole = outlook(chosen, before, after)
    members = []
    for pair in chosen:
        try:
            members.append(change(*pair, before, after))
        except NoNumber:
            assert whole.change is None
            assert whole.reason is not None
            return
    assert whole.change is not None
    assert whole.change.low == min(one.low for one in members)
    assert whole.change.high == max(one.high for one in members)
    assert whole.change.low <= whole.change.change <= whole.change.high
    bests = [one.change for one in members]
    assert abs(whole.change.change - (min(bests) + max(bests)) / 2) < TOLERANCE


@given(
    st.sampled_from(("kept", "removed")),
    st.frozensets(st.sampled_from(GIFTS)),
    st.booleans(),
    st.sampled_from(BEGUN),
)
def test_giving_more_never_lowers_the_class(
    residues: str, gifts: frozenset[str], little: bool, new: str
) -> None:
    less = FieldInputs(residues, gifts, little)  # type: ignore[arg-type]
    more = FieldInputs(residues, gifts | {new}, little)  # type: ignore[arg-type]
    kept = FieldInputs("kept", more.gifts, little)  # type: ignore[arg-type]
    assert INPUTS.index(less.input_class) <= INPUTS.index(more.input_class)
    if "manure" not in more.gifts:
        assert INPUTS.index(more.input_class) <= INPUTS.index(kept.input_class)


class _Draws:
    """Random values of a table's cells, the same whenever the same cell is asked for."""

    def __init__(self) -> None:
        self.random = np.random.default_rng(2019)
        self.known: dict[int, NDArray[np.float64]] = {}

    def of(self, cell: _Cell) -> NDArray[np.float64]:
        if id(cell) not in self.known:
            self.known[id(cell)] = self.random.normal(cell.value, cell.error / 2, DRAWS)
        return self.known[id(cell)]


def test_the_closed_form_agrees_with_random_draws() -> None:
    """Half of the 95 % range, over seven zones, three soils and every change of tillage and input."""
    worst = 0.0
    for zone, soil in product(DRAWN_ZONES, ("sandy", "LAC", "HAC")):
        try:
            reference = reference_of(zone, soil)
        except NoNumber:
            continue
        if reference.error >= 0.5 * reference.value:
            continue
        draws = _Draws()
        held: dict[Farming, NDArray[np.float64]] = {}
        for farming in FIELDS[: len(TILLAGES) * len(INPUTS)]:
            held[farming] = draws.of(reference) * prod(map(draws.of, factors_of(zone, soil, farming)))
        for before, after in product(held, held):
            if before == after:
                continue
            one = change(zone, soil, before, after)
            spread = 2 * float(np.std(held[after] - held[before]))
            worst = max(worst, abs((one.high - one.low) / 2 / spread - 1))
    assert worst < 0.07
