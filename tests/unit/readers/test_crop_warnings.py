"""A crop's limit is said in one line, with the farmer's figure, and not where both read alike."""

from collections.abc import Iterator
from typing import get_args

import pytest
from django.utils import translation

from readers.presenters.practice.crop_warnings import warning_line
from search.crop_warnings import PracticeWarning
from zones.crop_limits import CropWarning, LimitName
from zones.land import Answer

LINES: list[tuple[PracticeWarning, str]] = [
    (
        PracticeWarning(CropWarning("cocoa", "winter_cold", 9.0, 17), "cocoa"),
        "Cocoa does not stand your cold month: 9 °C",
    ),
    (
        PracticeWarning(CropWarning("coffee_cocoa_tea", "winter_cold", -1.2, 3)),
        "Coffee, cocoa, tea: none stands your cold month, \N{MINUS SIGN}1 °C",
    ),
    (
        PracticeWarning(CropWarning("wheat", "winter_warmth", 25.5, 23), "wheat"),
        "No cool season for wheat: your coolest month has 26 °C",
    ),
    (
        PracticeWarning(CropWarning("cotton", "season_warmth", 11, 15), "cotton"),
        "Too cool for cotton: your growing season has 11 °C",
    ),
    (
        PracticeWarning(CropWarning("maize", "growing_days", 50, 65)),
        "Too few growing days for maize: 50 days, 65 days needed",
    ),
    (
        PracticeWarning(CropWarning("common-bean", "rain", 210, 300), "beans"),
        "Too little rain for beans unless watered: 210 mm a year, 300 mm needed",
    ),
]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("warning", "line"), LINES)
def test_each_limit_in_one_line(warning: PracticeWarning, line: str) -> None:
    assert plain(warning_line([warning], {})) == line


def test_every_limit_has_its_line() -> None:
    assert {warning.limit.limit for warning, _line in LINES} == set(get_args(LimitName))


def test_a_figure_that_reads_like_the_limit_is_no_warning() -> None:
    near = PracticeWarning(CropWarning("cocoa", "winter_cold", 16.8, 17), "cocoa")
    assert warning_line([near], {}) == ""
    assert plain(warning_line([near, LINES[-1][0]], {})) == LINES[-1][1]
    unsure = {"rain": Answer(296.0, "derived", is_about=True)}
    short = PracticeWarning(CropWarning("common-bean", "rain", 296, 300), "beans")
    assert warning_line([short], unsure) == ""
    assert plain(warning_line([short], {})).endswith("296 mm a year, 300 mm needed")


def test_a_figure_of_an_unsure_cell_reads_about() -> None:
    unsure = {"coldest_month": Answer(9.0, "derived", is_about=True)}
    assert plain(warning_line([LINES[0][0]], unsure)).endswith(": about 9 °C")
