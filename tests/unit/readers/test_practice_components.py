"""Cards and the pieces of a practice with a sample of what each gets."""

import re
from typing import Any

import pytest

from practices.passages import Passage
from readers.icons import SYMBOLS
from readers.presenters.practice.soil_carbon import CarbonMeasurement, SoilCarbon
from readers.presenters.practice.tutorials import Tutorial
from readers.presenters.view_models import (
    Card,
    CardGroup,
    ComparisonRow,
    ConditionRow,
    FactorGroup,
    Impact,
    Link,
    MainDifference,
    MatchPanel,
    OutcomeLine,
    Picture,
    Prompt,
    Source,
    Step,
)
from tests.unit.readers.showing import show, words

FACTOR_GROUPS = [
    FactorGroup("climate", "Climate", "close", "close"),
    FactorGroup("soil", "Soil", "near", "a bit"),
    FactorGroup("slope", "Slope", "different", "different"),
    FactorGroup("farming", "Farming", "unknown", "not known"),
]
CARD = Card(
    url="/en/west-africa/zai/?texture=sandy",
    title=Passage("Zaï: planting pits"),
    place_line="Yatenga, Burkina Faso",
    distance_line="540 km",
    outcome=OutcomeLine("abandoned", "Abandoned", Passage("Given up on clay")),
    picture=Picture("/static/zai.svg", Passage("Pits")),
    factor_groups=FACTOR_GROUPS,
    main_difference=MainDifference("Slope", "yours gentle, theirs steep."),
)
ROWS = [
    ComparisonRow("rain", "Rain", "near", "a bit", "May–Oct", "from the map", "Jun–Sep", "stated", "950 mm"),
    ComparisonRow("texture", "Soil by touch", "close", "alike", "sandy", "you said", "sandy", "stated"),
    ComparisonRow("ph", "Acidity", "unknown", "not known", "6", "you said", "—", ""),
]
MATCH = MatchPanel(
    group="near",
    heading="A little like your land",
    factor_groups=FACTOR_GROUPS,
    rows=ROWS,
    main_difference=MainDifference("Slope", "yours gentle, theirs steep."),
    counts_text="1 point in common out of 3.",
    limiters=["Your soil is salty."],
    figures=[("Together (L)", "0.41")],
    prompts=[Prompt("How does your soil feel?", [Link("Sandy", "/?texture=sandy")])],
)


def test_card() -> None:
    html = show("components/cards", cards=[CARD])
    said = words(html)
    assert said.startswith("Zaï: planting pits Yatenga, Burkina Faso · 540 km Abandoned · Given up on clay")
    assert "Climate close Soil a bit Slope different Farming not known" in said
    assert said.endswith("Slope: yours gentle, theirs steep.")
    assert "%" not in said
    assert 'href="/en/west-africa/zai/?texture=sandy"' in html


def test_card_in_another_language_says_so() -> None:
    html = show("components/cards", cards=[Card(**{**fields(CARD), "title": Passage("Des trous <b>", "fr")})])
    assert '<span lang="fr">Des trous &lt;b&gt;</span> <small>(in French)</small>' in html


def fields(card: Card) -> dict[str, Any]:
    return {name: getattr(card, name) for name in card.__slots__}


@pytest.mark.parametrize("outcome", ["adopted", "mixed", "abandoned", "suspended", "too_early"])
def test_outcome_has_a_shape_of_its_own(outcome: str) -> None:
    html = show("components/outcome", outcome=OutcomeLine(outcome, "Its name", Passage("As told")))
    assert f'href="#i-{outcome}"' in html
    assert words(html) == "Its name · As told"


def test_outcome_without_a_note_is_its_name() -> None:
    said = OutcomeLine("adopted", "", Passage("Adopted on bare land"))
    assert words(show("components/outcome", outcome=said)) == "Adopted on bare land"
    assert words(show("components/outcome", outcome=OutcomeLine("mixed", "Mixed", Passage("")))) == "Mixed"


def test_outcome_shapes_differ() -> None:
    outcomes = ("adopted", "mixed", "abandoned", "suspended", "too_early")
    assert len({re.sub(r'id="[^"]*"', "", SYMBOLS[name]) for name in outcomes}) == len(outcomes)


def test_factor_groups() -> None:
    html = show("components/factor_groups", groups=FACTOR_GROUPS)
    for state in ("close", "near", "different", "unknown"):
        assert f'class="factor-group factor-group--{state}"' in html


def test_main_difference() -> None:
    html = show("components/main_difference", difference=MainDifference("Rain", "yours <more>."))
    assert words(html) == "Rain: yours <more>."


def test_group_far_away_is_folded() -> None:
    html = show("results/card_group", group=CardGroup("far", "Not like your land", 7, [CARD], is_folded=True))
    assert "<details>" in html
    assert words(html).startswith("Not like your land 7")


def test_group_close_is_open() -> None:
    html = show("results/card_group", group=CardGroup("close", "Much like your land", 1, [CARD]))
    assert "<details" not in html


def test_match_tells_group_blocks_sentence_limits_and_counts() -> None:
    said = words(show("practice/match_panel", match=MATCH))
    assert said.startswith("A little like your land Climate close")
    for text in (
        "Slope: yours gentle",
        "Your soil is salty.",
        "1 point in common out of 3.",
        "How does your soil feel?",
    ):
        assert text in said
    assert "0.41" not in said


def test_match_bars_have_a_bar_for_every_row() -> None:
    html = show("practice/match_panel", match=MATCH)
    for row in ROWS:
        assert f'href="#i-bar-{row.state}"' in html


def test_bars_are_told_in_words_in_one_order() -> None:
    for piece in ("practice/match_panel", "practice/comparison_table"):
        html = show(piece, match=MATCH)
        assert "alike a bit not known" in words(html).replace("Soil a bit", "")
    html = show("practice/bar_key", bars=MATCH.bars)
    assert words(html) == "alike a bit not known"
    assert html.index("#i-bar-close") < html.index("#i-bar-near") < html.index("#i-bar-unknown")
    assert "#i-bar-different" not in html


def test_comparison_names_state_and_origin_of_every_line() -> None:
    html = show("practice/comparison_table", match=MATCH)
    said = words(html)
    assert "Rain : a bit May–Oct (from the map) Jun–Sep (stated)" in said
    assert "Acidity : not known 6 (you said) —" in said
    assert said.endswith("In figures Together (L) 0.41 Rain 950 mm")


def test_origin() -> None:
    assert "#i-map" in show("practice/origin", origin="from the map")
    assert "#i-map" not in show("practice/origin", origin="you said")


def test_step() -> None:
    step = Step(
        2, Passage("Dig.\nWide."), Passage("April", "en"), Picture("/static/zai-2.svg", Passage("A pit"))
    )
    html = show("practice/step", step=step)
    assert words(html) == "2 Dig. Wide. April (in English)"
    assert 'alt="A pit"' in html


def test_step_without_picture_or_time() -> None:
    html = show("practice/step", step=Step(1, Passage("Dig."), Passage("")))
    assert "<img" not in html
    assert words(html) == "1 Dig."


def test_impacts() -> None:
    impacts = [Impact("Yield", "much better", "300 kg", "800 kg", Passage("First year"))]
    assert (
        words(show("practice/impacts", impacts=impacts))
        == "Yield Much better · before 300 kg, after 800 kg First year"
    )


def test_conditions() -> None:
    rows = [ConditionRow("Soil", "sandy", "stated")]
    assert words(show("practice/conditions", conditions=rows)) == "Soil sandy stated"


def test_sources_link_to_what_was_published() -> None:
    sources = [
        Source("Le zaï", "fr", 1999, doi="10.1080/1", note=Passage("Trials on sand")),
        Source("A report", url="https://example.org/r", read_as="Abstract read"),
    ]
    html = show("practice/sources", sources=sources)
    assert words(html).startswith("Le zaï (1999) doi:10.1080/1 Trials on sand A report Read it Abstract read")
    assert '<span lang="fr">Le zaï</span>' in html
    assert "<span>A report" not in html
    assert '<a href="https://doi.org/10.1080/1">doi:10.1080/1</a>' in html
    assert '<a href="https://example.org/r">Read it</a>' in html


def test_soil_carbon_is_told_with_or_without_measurements() -> None:
    measured = CarbonMeasurement(
        "Carbon stock of the soil",
        "Less: 57.5 t C/ha → 43.25 t C/ha",
        "17–37 cm deep",
        Passage("par combustion", "fr"),
        Link("Roose (1999)", "https://doi.org/10.1080/1"),
    )
    html = show("practice/soil_carbon", carbon=SoilCarbon(Passage("It fell."), (measured,)))
    assert words(html) == (
        "Soil carbon It fell. Carbon stock of the soil Less: 57.5 t C/ha → 43.25 t C/ha 17–37 cm deep "
        "par combustion (in French) Roose (1999)"
    )
    assert 'lang="fr"' in html and 'href="https://doi.org/10.1080/1"' in html
    assert words(show("practice/soil_carbon", carbon=SoilCarbon(Passage("Nobody measured it."), ()))) == (
        "Soil carbon Nobody measured it."
    )


def test_a_tutorial_is_a_plain_link() -> None:
    html = show("practice/tutorials", tutorials=[Tutorial("Stenen", "nl", "https://example.org/1", "Video")])
    assert words(html) == "See it done Stenen Video"
    link = '<a href="https://example.org/1" rel="noopener" hreflang="nl" lang="nl">Stenen</a>'
    assert link in html
    assert not any(f"<{tag}" in html for tag in ("iframe", "video", "img", "object"))


def test_picture_says_what_it_shows() -> None:
    html = show(
        "practice/picture", picture=Picture("/a.svg", Passage("Pits in a row")), classes="practice__plate"
    )
    assert 'alt="Pits in a row"' in html


def test_keeping_leads_to_the_page_of_what_is_kept_with_the_address_as_it_stands() -> None:
    address = "/en/zai/?texture=sandy&crops=maize"
    html = show("practice/keep_on_phone", kept_url="/en/kept/", address=address)
    assert words(html) == "Keep on this phone"
    assert 'href="/en/kept/#/en/zai/?texture=sandy&amp;crops=maize"' in html
    assert not words(show("practice/keep_on_phone", kept_url="", address=address))
