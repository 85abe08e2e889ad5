"""What tells two lands apart: in words that name the direction, never a bare index."""

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from matching import reference
from matching.explanation import LimiterResult
from matching.records import Record
from readers.presenters.land.contrast import COMPARATIVES, difference_text, limiter_text
from readers.presenters.practice.comparison import main_difference, match_panel
from zones.factors import NUMBERS
from zones.labels import FACTOR_LABELS
from zones.land import Answer, Land
from zones.languages import CODES
from zones.values import Range

INDEXES = st.fixed_dictionaries(
    {name: st.floats(NUMBERS[name].low, NUMBERS[name].high, width=32) for name in COMPARATIVES}
)


@given(INDEXES, INDEXES, INDEXES, st.sampled_from(CODES))
def test_an_index_is_never_said_as_a_figure(
    yours: dict[str, float], low: dict[str, float], high: dict[str, float], language: str
) -> None:
    theirs = {name: Range(*sorted((low[name], high[name]))) for name in COMPARATIVES}
    with translation.override(language):
        for name in COMPARATIVES:
            found = reference.explain(Land(derived={name: yours[name]}), Record(1, {name: theirs[name]}))
            assert found is not None
            difference = main_difference(found)
            assert (
                difference is None or difference.label != FACTOR_LABELS[name] or not _figures(difference.text)
            )
            for row in match_panel(found).rows:
                assert not _figures(row.yours + row.theirs)
                assert row.state == "close" or row.yours != row.theirs


def _figures(text: str) -> list[str]:
    return re.findall(r"\d", text)


@pytest.mark.parametrize(
    ("name", "yours", "theirs", "text"),
    [
        ("aridity", 0.66, Range(0.98, 0.99), "yours a little drier than theirs."),
        ("aridity", 3.0, Range(1.1, 1.2), "yours much wetter than theirs."),
        ("aridity", 0.55, Range(0.64, 0.9), "yours a little drier than theirs."),
        ("aridity", 0.3, Range(0.7, 0.9), "yours dry; theirs moist."),
        ("seasonality", 94, Range.point(128), "yours a little more even than theirs."),
        ("seasonality", 79, Range.point(41), "yours much less even than theirs."),
        ("seasonality", 30, Range.point(90), "yours rain all year; theirs a marked rainy season."),
    ],
)
def test_where_the_words_are_the_same_the_direction_is_said(
    name: str, yours: float, theirs: Range, text: str
) -> None:
    assert difference_text(name, Answer(yours, "derived"), theirs) == text


@pytest.mark.parametrize(
    ("name", "low", "high", "words"),
    [
        ("season_temperature", 10.0, 30.0, ("cooler", "warmer")),
        ("aridity", 0.2, 2.0, ("dry", "wet")),
        ("temperature_range", 2.0, 30.0, ("less", "more")),
    ],
)
def test_a_limit_says_to_which_side(name: str, low: float, high: float, words: tuple[str, str]) -> None:
    for yours, theirs, word in ((low, high, words[0]), (high, low, words[1])):
        limiter = LimiterResult(name, name, "climate", Answer(yours, "derived"), Range.point(theirs))
        text = limiter_text(limiter)
        assert word in text
        assert " or " not in text
