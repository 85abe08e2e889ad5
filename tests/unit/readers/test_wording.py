"""Figures as people read them: as precise as they are known."""

import pytest
from django.utils import translation

from readers.presenters.wording import (
    answer_text,
    choice_text,
    exact_text,
    origin_text,
    value_text,
    with_numbers,
)
from zones.land import Answer
from zones.values import Range


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("rain", 1023, "about 1,020 mm"),
        ("rain", 37, "about 37 mm"),
        ("growing_period", 142, "about 140 days"),
        ("season_temperature", 21.4, "about 21 °C"),
        ("temperature_range", 7.6, "about 8 °C"),
        ("coldest_month", -3.2, "about −3 °C"),
        ("aridity", 0.44, "dry"),
        ("seasonality", 81, "a marked rainy season"),
    ],
)
def test_a_figure_that_is_only_about_right_says_so(name: str, value: float, words: str) -> None:
    unsure = Answer(value, "derived", is_about=True)
    assert answer_text(name, unsure).replace("\N{NO-BREAK SPACE}", " ") == words
    assert value_text(name, Range(value, value, "derived", is_about=True)) == answer_text(name, unsure)
    sure = answer_text(name, Answer(value, "derived"))
    assert "about" not in sure


@pytest.mark.parametrize(
    ("typed", "english", "french"),
    [
        ("1700 kg/ha", "1,700 kg/ha", "1 700 kg/ha"),
        ("900–1600 kg/ha", "900–1,600 kg/ha", "900–1 600 kg/ha"),
        ("> 2000 µS/cm", "> 2,000 µS/cm", "> 2 000 µS/cm"),
        ("pH 3.8", "pH 3.8", "pH 3,8"),
        ("29.30 t C/ha (2003)", "29.30 t C/ha (2003)", "29,30 t C/ha (2003)"),
        ("1.700 seeds/m2", "1.700 seeds/m2", "1.700 seeds/m2"),
    ],
)
def test_numbers_within_a_text_are_those_of_the_language(typed: str, english: str, french: str) -> None:
    for code, words in (("en", english), ("fr", french)):
        with translation.override(code):
            shown = with_numbers(typed).replace("\N{NO-BREAK SPACE}", " ")
            assert shown.replace("\N{NARROW NO-BREAK SPACE}", " ") == words


def test_figures_behind_the_words_are_no_finer() -> None:
    assert exact_text("aridity", 0.437, 0.437) == "0.44"
    assert exact_text("aridity", 0.437, 0.437, is_about=True) == "about 0.4"
    assert exact_text("season_temperature", 18.24, 23.71, is_about=True).startswith("about 18–24")


def test_every_origin_has_its_words() -> None:
    told = [origin_text(origin, of_farmer=True) for origin in ("stated", "derived", "from_stated_rain")]
    assert told == ["you said", "from the map", "from the stated rain"]
    assert origin_text("stated", of_farmer=False) == "stated"


@pytest.mark.parametrize(
    ("name", "codes", "text"),
    [
        ("crops", {"rice"}, "rice"),
        ("crops", {"wheat_barley", "rice"}, "wheat, barley, oats and rice"),
        ("crops", {"maize", "rice"}, "maize and rice"),
        ("crops", {"maize", "roots_tubers"}, "maize and roots (cassava, yam, potato)"),
        ("texture", {"sandy", "loamy", "clay"}, "sandy, loamy or clay"),
        ("slope", {"flat", "gentle", "moderate"}, "flat to moderate"),
        ("slope", {"flat", "steep"}, "flat or steep"),
        ("organic_matter", {"low", "medium", "high"}, "pale, little humus to dark, rich in humus"),
    ],
)
def test_lists_are_said_as_in_a_sentence(name: str, codes: set[str], text: str) -> None:
    assert choice_text(name, frozenset(codes)) == text
