"""What a practice hinges on is said for every need, whether it is met, denied or not told, and asked for."""

from collections.abc import Iterator, Sequence

import pytest
from django.utils import translation
from django.utils.functional import Promise

from matching.explanation import Explanation
from matching.records import Record
from matching.reference import explainer
from readers.presenters.practice.comparison import main_difference
from readers.presenters.practice.needs import (
    NEEDED,
    need_lines,
    need_questions,
    other_denied_needs,
    untold_needs,
)
from readers.presenters.view_models import Link
from zones.land import AnswerValue, Land
from zones.values import Classes
from zones.vocabulary import SITE_NEEDS

RAINFED, FLAT, STEEP = (frozenset({code}) for code in ("rainfed", "flat", "steep"))
WATERED, SANDY, CRACKING = (frozenset({code}) for code in ("full_irrigation", "sandy", "cracking_clay"))
# Need, what denies it, what meets it.
TOLD: dict[str, tuple[dict[str, AnswerValue], dict[str, AnswerValue]]] = {
    "flood": ({"flood": False}, {"flood": True}),
    "controlled_irrigation": ({"water_supply": RAINFED}, {"water_supply": WATERED}),
    "slope": ({"slope": FLAT}, {"slope": STEEP}),
    "crusted_surface": ({"crusted_surface": False}, {"crusted_surface": True}),
    "living_stumps": ({"living_stumps": False}, {"living_stumps": True}),
    "stream_bed": ({"stream_bed": False}, {"stream_bed": True}),
    "frost": ({"frost": False}, {"frost": True}),
    "grazing_control": ({"grazing_control": False}, {"grazing_control": True}),
    "cracking_clay": ({"texture": SANDY}, {"texture": CRACKING}),
}
DENIED = {
    "flood": "Needs land that can be flooded: yours cannot.",
    "controlled_irrigation": "Needs water that you can let in and hold back: you have rain only.",
    "slope": "Needs a slope: your land is flat.",
    "crusted_surface": "Needs bare soil with a hard crust: yours has none.",
    "living_stumps": "Needs old stumps that still sprout: you have none.",
    "stream_bed": "Needs a gully or stream bed with water after rain: you have none.",
    "frost": "Needs frost: none comes to you.",
    "grazing_control": "Needs a field that animals can be kept off: you cannot keep them off.",
    "cracking_clay": "Needs clay that cracks when it dries: your soil is sandy.",
}
MAIZE: dict[str, AnswerValue] = {"crops": frozenset({"maize"})}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def compared(needs: Sequence[str], told: dict[str, AnswerValue]) -> Explanation:
    record = Record(1, {"crops": Classes.of("maize")}, frozenset(needs))
    found = explainer(Land(stated=MAIZE | told))(record)
    assert found is not None
    return found


def sentence(explanation: Explanation) -> str:
    difference = main_difference(explanation)
    return f"{difference.label}: {difference.text}" if difference else ""


def options(fact: str, answers: Sequence[tuple[str, str | Promise]]) -> list[Link]:
    return [Link(str(text), f"?{fact}={code}") for code, text in answers]


def test_every_need_of_the_site_has_its_words() -> None:
    assert tuple(NEEDED) == SITE_NEEDS == tuple(TOLD) == tuple(DENIED)


@pytest.mark.parametrize("need", SITE_NEEDS)
def test_what_is_denied_is_the_card_s_sentence_and_stands_once_on_the_page(need: str) -> None:
    explanation = compared([need], TOLD[need][0])
    assert sentence(explanation) == DENIED[need]
    assert (untold_needs(explanation), need_lines(explanation)) == ("", [])
    assert other_denied_needs(explanation) == []


@pytest.mark.parametrize("need", SITE_NEEDS)
def test_what_is_met_is_said_on_the_page_alone(need: str) -> None:
    explanation = compared([need], TOLD[need][1])
    assert sentence(explanation) == ""
    assert untold_needs(explanation) == ""
    assert need_lines(explanation) == [f"It needs {NEEDED[need]}, which you have."]


@pytest.mark.parametrize("need", SITE_NEEDS)
def test_what_nobody_told_is_a_condition(need: str) -> None:
    explanation = compared([need], {})
    assert sentence(explanation) == ""
    assert untold_needs(explanation).startswith("Only where ")
    assert need_lines(explanation) == [untold_needs(explanation)]


@pytest.mark.parametrize(
    ("crops", "expected", "lines"),
    [
        ({"rice"}, "Only where rice is grown: you named maize.", []),
        ({"maize", "cattle"}, "", ["Only where maize is grown or cattle are kept, and so it is with you."]),
    ],
)
def test_crops_and_animals(crops: set[str], expected: str, lines: list[str]) -> None:
    explanation = compared(sorted(crops), {})
    assert sentence(explanation) == expected
    assert need_lines(explanation) == lines
    untold = explainer(Land(stated={"slope": FLAT}))(Record(1, {}, frozenset(crops)))
    assert untold is not None
    assert untold_needs(untold).startswith("Only where ")


def test_several_needs_stand_in_one_sentence_each() -> None:
    explanation = compared(["slope", "frost", "living_stumps", "flood"], {"slope": STEEP, "frost": True})
    assert need_lines(explanation) == [
        "It needs a slope and frost, which you have.",
        "Only where land is flooded or can hold water on top, and old stumps still sprout.",
    ]


def test_a_second_denied_need_is_said_too() -> None:
    explanation = compared(["slope", "frost"], {"slope": FLAT, "frost": False})
    assert sentence(explanation) == DENIED["slope"]
    assert other_denied_needs(explanation) == [DENIED["frost"]]


def test_two_needs_at_most_are_asked_those_of_most_practices_first() -> None:
    practices = [["frost"], ["slope", "flood"], ["flood", "grazing_control"], ["grazing_control", "maize"]]
    asked = need_questions([compared(needs, {}) for needs in practices], options)
    assert [prompt.options[0].url for prompt in asked] == ["?flood=yes", "?grazing_control=yes"]
    assert asked[0].text.startswith("Some of these depend on it. Is the field banked and flooded")
    told = {"crops", "flood"}
    (last,) = need_questions(
        [compared(needs, {}) for needs in [["flood"], ["stream_bed"], ["frost"]]], options, told
    )
    assert last.options[0].url == "?stream_bed=yes"
    (slope,) = need_questions([compared(["slope"], {})], options)
    assert [link.url for link in slope.options][:2] == ["?slope=flat", "?slope=gentle"]


def test_what_was_told_or_decides_nothing_is_not_asked() -> None:
    unlike = explainer(Land(stated={"crops": frozenset({"cattle"})}))(
        Record(1, {"crops": Classes.of("rice")}, frozenset({"flood", "rice"}))
    )
    assert unlike is not None
    assert unlike.group == "far"
    told = compared(["slope"], {"slope": FLAT})
    assert need_questions([unlike, told, compared(["maize"], {})], options) == []
