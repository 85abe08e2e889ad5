"""Bands never tell of fewer than three, count everybody once, and go from fine to coarse."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.bands import FEWEST, RAIN_CLASSES, Band, Cell, bands, cell_of
from exchange.models import ReportOutcome
from zones.land_reading import read_land
from zones.vocabulary import GROWING_PERIOD_CLASSES, TEXTURES

CELLS = st.builds(
    Cell,
    st.sampled_from(("", *TEXTURES)),
    st.sampled_from(("", *GROWING_PERIOD_CLASSES)),
    st.sampled_from(("", *RAIN_CLASSES)),
)
REPORTS = st.lists(st.tuples(CELLS, st.sampled_from(ReportOutcome.values)), max_size=40)


def wider_ones(cell: Cell) -> list[Cell]:
    """Returns the cell as it is first counted, and every one around it."""
    found = [cell.start]
    while not found[-1].is_everywhere:
        found.append(found[-1].wider)
    return found


@given(REPORTS)
def test_no_band_is_of_fewer_than_three_and_nobody_is_counted_twice(
    reports: list[tuple[Cell, str]],
) -> None:
    found = bands(reports)
    assert all(band.total >= FEWEST for band in found)
    assert len({band.cell for band in found}) == len(found)
    counted: Counter[str] = Counter()
    for band in found:
        counted.update(band.counts)
    told = Counter(outcome for _cell, outcome in reports)
    # What is missing could not make even one band of all land together.
    missing = told - counted
    assert not counted - told
    assert missing.total() < FEWEST


@given(REPORTS)
def test_what_is_enough_for_a_fine_band_is_not_merged_away(reports: list[tuple[Cell, str]]) -> None:
    found = {band.cell: band for band in bands(reports)}
    for cell, outcomes in _by_cell(reports).items():
        if len(outcomes) >= FEWEST:
            assert cell in found
        if cell.rain and cell in found:
            assert found[cell].counts == Counter(outcomes)


@given(REPORTS)
def test_every_report_is_in_a_band_around_its_land(reports: list[tuple[Cell, str]]) -> None:
    """The band of a report is found by going outwards: so no report tells of another land."""
    found = bands(reports)
    for band in found:
        around = [cell for cell, _outcome in reports if band.cell in wider_ones(cell)]
        assert len(around) >= band.total


@given(REPORTS)
def test_the_order_of_reports_changes_nothing_and_bands_can_be_stored(
    reports: list[tuple[Cell, str]],
) -> None:
    found = bands(reports)
    assert bands(list(reversed(reports))) == found
    assert [Band.from_json(band.to_json()) for band in found] == list(found)


@given(REPORTS)
def test_what_is_left_over_is_called_so(reports: list[tuple[Cell, str]]) -> None:
    found = bands(reports)
    for band in found:
        finer = any(band.cell in wider_ones(other.cell)[1:] for other in found)
        assert band.is_rest == finer


def _by_cell(reports: list[tuple[Cell, str]]) -> dict[Cell, list[str]]:
    found: dict[Cell, list[str]] = {}
    for cell, outcome in reports:
        found.setdefault(cell.start, []).append(outcome)
    return found


@pytest.mark.parametrize(
    ("params", "cell"),
    [
        (
            {"texture": ["sandy"], "growing_period": ["200"], "rain": ["599"]},
            Cell("sandy", "sub_humid", "300_600"),
        ),
        (
            {"texture": ["sandy"], "growing_period": ["179"], "rain": ["600"]},
            Cell("sandy", "semi_arid", "600_900"),
        ),
        ({"texture": ["sandy", "loamy"], "rain": ["299"]}, Cell("", "", "under_300")),
        ({"growing_period": ["270"], "rain": ["1300"]}, Cell("", "humid", "over_1300")),
        # Who waters everything does not depend on the rain.
        ({"texture": ["clay"], "rain": ["800"], "water_supply": ["full_irrigation"]}, Cell("clay", "", "")),
        ({}, Cell()),
    ],
)
def test_the_cell_of_a_land(params: dict[str, list[str]], cell: Cell) -> None:
    land, problems = read_land(params)
    assert not problems
    assert cell_of(land) == cell
