"""Each component with a sample of what it gets: what a reader sees, with no script or style of its own."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from practices.passages import Passage
from readers.icons import SYMBOLS
from readers.presenters.results import ResultsView
from readers.presenters.view_models import (
    Card,
    CardGroup,
    Choice,
    ComparisonRow,
    ConditionRow,
    Facet,
    FacetOption,
    FactorGroup,
    Field,
    FieldKind,
    FormSection,
    Impact,
    LandBar,
    LanguageLink,
    Link,
    MainDifference,
    MatchPanel,
    Picture,
    Prompt,
    SearchBox,
    Source,
    Step,
)

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(
    path for app in ("kb", "practices", "readers") for path in (ROOT / app / "templates").rglob("*.html")
)
# Shared components, and the pieces of one page beside it.
COMPONENTS = sorted(
    path.relative_to(ROOT / "readers" / "templates" / "readers").with_suffix("").as_posix()
    for path in (ROOT / "readers" / "templates" / "readers").glob("*/*.html")
)
VOID = {"area", "br", "hr", "img", "input", "link", "meta", "path", "rect", "use", "wbr"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


class Reader(HTMLParser):
    """Reads as a browser does and notes every element that is not closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def show(component: str, **context: Any) -> str:
    html = render_to_string(f"readers/{component}.html", context)
    reader = Reader()
    reader.feed(html)
    assert not reader.wrong and not reader.open, f"{component}: {reader.wrong or reader.open} out of place"
    return html


def words(html: str) -> str:
    reader = Reader()
    reader.feed(html)
    return " ".join(" ".join(reader.words).split())


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
    outcome="abandoned",
    outcome_text=Passage("Given up on clay"),
    picture=Picture("/static/zai.svg", "Pits"),
    factor_groups=FACTOR_GROUPS,
    main_difference=MainDifference("Slope", "yours gentle, theirs steep."),
)
ROWS = [
    ComparisonRow("rain", "Rain", "near", "a bit", "May–Oct", "from the map", "Jun–Sep", "stated", "950 mm"),
    ComparisonRow("texture", "Soil by touch", "close", "close", "sandy", "you said", "sandy", "stated"),
    ComparisonRow("ph", "Acidity", "unknown", "not known", "6", "you said", "—", ""),
]
MATCH = MatchPanel(
    group="near",
    heading="A bit close to your land",
    factor_groups=FACTOR_GROUPS,
    rows=ROWS,
    main_difference=MainDifference("Slope", "yours gentle, theirs steep."),
    counts_text="Fits 1 of 3.",
    limiters=["Your soil is salty."],
    figures=[("Together (L)", "0.41")],
    prompts=[Prompt("How does your soil feel?", [Link("Sandy", "/?texture=sandy")])],
)


def test_card() -> None:
    html = show("components/cards", cards=[CARD])
    said = words(html)
    assert said.startswith("Zaï: planting pits Yatenga, Burkina Faso · 540 km Given up on clay")
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
    html = show("components/outcome", outcome=outcome, text=Passage("As told"))
    assert f'href="#i-{outcome}"' in html
    assert words(html) == "As told"


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
    html = show("results/card_group", group=CardGroup("far", "Far from your land", 7, [CARD], is_folded=True))
    assert "<details>" in html
    assert words(html).startswith("Far from your land 7")


def test_group_close_is_open() -> None:
    html = show("results/card_group", group=CardGroup("close", "Very close to your land", 1, [CARD]))
    assert "<details" not in html


def test_land_bar_opens_into_what_was_said_and_what_the_map_says() -> None:
    rows = [
        ConditionRow("Soil", "sandy", "you said", "/en/land/#texture"),
        ConditionRow("Rain", "950 mm", "from the map", "/en/land/#rain"),
    ]
    html = show(
        "components/land_bar", land_bar=LandBar(True, "Copargo", ["sandy soil", "maize"], "/en/land/", rows)
    )
    said = words(html)
    assert said.startswith("Copargo sandy soil · maize Change")
    assert (
        said.index("You said") < said.index("sandy", 40) < said.index("From the map") < said.index("950 mm")
    )
    assert 'href="/en/land/#rain"' in html


def test_land_bar_without_land_asks_for_it() -> None:
    html = show("components/land_bar", land_bar=LandBar(False, "", [], "/en/land/", []))
    assert words(html) == "Where is your field? Say it"
    assert 'href="/en/land/"' in html


def test_header_links_the_languages() -> None:
    links = [LanguageLink("en", "English", "/en/", True), LanguageLink("fr", "Français", "/fr/", False)]
    html = show("components/header", languages=links, language="en")
    assert '<a href="/fr/" lang="fr" hreflang="fr">Français</a>' in html
    assert '<b aria-current="true">English</b>' in html


def test_footer() -> None:
    html = show("components/footer", footer_links=[("Legal notice", "/en/legal/")])
    assert '<a href="/en/legal/">Legal notice</a>' in html


def test_soil_divider() -> None:
    assert words(show("components/soil_divider", name="hero")) == ""


def test_place_form_is_a_plain_form() -> None:
    html = show(
        "components/place_form", place_action="/en/practices/", place='Copargo "', hidden=[("step", "2")]
    )
    assert '<form action="/en/practices/" role="search">' in html
    assert 'value="Copargo &quot;"' in html
    assert '<input type="hidden" name="step" value="2">' in html
    assert '<label class="label" for="place">Where is your field?</label>' in html


def test_finder_keeps_what_was_said_and_offers_words() -> None:
    box = SearchBox("q", "maize", "Words", [("texture", "sandy")], "/en/words.json")
    html = show("results/finder", box=box, results_url="/en/practices/")
    assert '<input type="search" name="q" value="maize"' in html
    assert '<input type="hidden" name="texture" value="sandy">' in html
    assert 'data-words="/en/words.json"' in html


def test_place_options_hide_the_button_that_needs_a_script() -> None:
    html = show(
        "components/place_options",
        results_url="/en/practices/",
        map_url="/en/land/",
        questions_url="/en/questions/",
    )
    assert re.search(r"<button[^>]* hidden data-position=", html)
    assert 'href="/en/questions/"' in html


def test_facets_show_what_has_none_but_do_not_offer_it() -> None:
    facet = Facet(
        "only_crops",
        "Crop",
        [FacetOption("maize", "Maize", 18, True, False), FacetOption("rice", "Rice", 0, False, True)],
    )
    applied, hidden = [Link("Maize", "/")], [("texture", "sandy")]
    view = ResultsView("All", facets=[facet], applied_filters=applied, facet_hidden=hidden)
    html = show("results/facets", view=view, results_url="/en/practices/")
    assert words(html).startswith("Filters (1) Crop Maize 18 Rice 0")
    assert 'value="maize" checked' in html
    assert 'value="rice" disabled' in html
    assert '<input type="hidden" name="texture" value="sandy">' in html


def test_prompt_is_answered_with_one_tap() -> None:
    prompt = Prompt("How does your soil feel?", [Link("Sandy", "/?texture=sandy")])
    html = show("components/prompt", prompt=prompt, level=3)
    assert "<h3>How does your soil feel?</h3>" in html
    assert '<a class="chip" href="/?texture=sandy">Sandy</a>' in html


def test_notices() -> None:
    html = show("components/notices", problems=["Not a pH."], notices=["Slow today."])
    assert 'role="alert">Not a pH.' in html
    assert 'role="status">Slow today.' in html


def test_match_tells_group_blocks_sentence_limits_and_counts() -> None:
    said = words(show("practice/match_panel", match=MATCH))
    assert said.startswith("A bit close to your land Climate close")
    for text in ("Slope: yours gentle", "Your soil is salty.", "Fits 1 of 3.", "How does your soil feel?"):
        assert text in said
    assert "0.41" not in said


def test_match_bars_have_a_bar_for_every_row() -> None:
    html = show("practice/match_panel", match=MATCH)
    for row in ROWS:
        assert f'href="#i-bar-{row.state}"' in html


def test_comparison_names_state_and_origin_of_every_line() -> None:
    html = show("practice/comparison_table", match=MATCH)
    said = words(html)
    assert "Rain : a bit May–Oct (from the map) Jun–Sep (stated)" in said
    assert "Acidity : not known 6 (you said) —" in said
    assert said.endswith("The exact figures Together (L) 0.41 Rain 950 mm")


def test_origin() -> None:
    assert "#i-map" in show("practice/origin", origin="from the map")
    assert "#i-map" not in show("practice/origin", origin="you said")


def test_step() -> None:
    step = Step(2, Passage("Dig.\nWide."), Passage("April", "en"), Picture("/static/zai-2.svg", "A pit"))
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


@pytest.mark.parametrize("multiple", [False, True])
def test_field_of_choices_never_forces_an_answer(multiple: bool) -> None:
    options = [Choice("sandy", "Sandy", True, "falls apart"), Choice("clay", "Clay", False)]
    html = show(
        "land/field",
        field=Field(
            "texture",
            "How does it feel?",
            FieldKind.CHOICE,
            "stated",
            options=options,
            multiple=multiple,
            offers_unknown=not multiple,
        ),
    )
    assert ("I do not know" in html) is not multiple
    assert (
        f'<input type="{"checkbox" if multiple else "radio"}" name="texture" value="sandy" checked>'
        in " ".join(html.split())
    )
    assert "#i-texture-sandy" in html


def test_field_of_a_number_says_what_the_map_says_and_what_is_wrong() -> None:
    field = Field("rain", "Rain", FieldKind.NUMBER, "x9", "mm", "1,150 mm", error="This is not a number.")
    html = show("land/field", field=field)
    assert words(html) == "Rain The map says: 1,150 mm This is not a number. mm"
    assert 'value="x9" inputmode="decimal"' in " ".join(html.split())
    assert 'aria-describedby="rain-error"' in html


def test_map_is_a_button_that_sends_where_it_was_tapped() -> None:
    html = show("components/map", map={"src": "/static/world.svg", "width": 360, "height": 144})
    assert '<input type="image" name="map" src="/static/world.svg" width="360" height="144"' in html


def test_sources_link_to_what_was_published() -> None:
    sources = [Source("Roose", 1999, doi="10.1080/1"), Source("A report", url="https://example.org/r")]
    html = show("practice/sources", sources=sources)
    assert words(html).startswith("Roose (1999) doi:10.1080/1 A report Read it")
    assert '<a href="https://doi.org/10.1080/1">doi:10.1080/1</a>' in html
    assert '<a href="https://example.org/r">Read it</a>' in html


def test_chips() -> None:
    html = show("components/chips", links=[Link("Loamy <b>", "/en/zones/x/")])
    assert '<a class="chip" href="/en/zones/x/">Loamy &lt;b&gt;</a>' in html


def test_choices_without_the_unknown_one() -> None:
    options = [Choice("sandy", "Sandy", False), Choice("clay", "Clay", False)]
    field = Field("texture", "How does it feel?", FieldKind.CHOICE, options=options)
    assert words(show("components/choices", field=field)) == "Sandy Clay"


def test_prompts_stand_each_in_a_box() -> None:
    prompts = [
        Prompt("Soil?", [Link("Sandy", "/a")]),
        Prompt("Crop?", [Link("Maize", "/b")]),
    ]
    html = show("results/prompts", prompts=prompts)
    assert html.count("<section") == len(prompts)
    assert words(html) == "Soil? Sandy Crop? Maize"


def test_folded_section_opens_where_something_is_wrong() -> None:
    fields = [Field("ph", "pH", FieldKind.NUMBER, "x", error="Not a number.")]
    section = FormSection("analysis", "Analysis", "analysis", fields, is_folded=True, is_open=True)
    html = show("land/section", section=section)
    assert '<details class="folded-section" id="analysis" open>' in html
    assert words(html) == "Analysis pH Not a number."


def test_field_notes_name_what_they_describe() -> None:
    field = Field("altitude", "Altitude", FieldKind.NUMBER, help="In mountains.")
    assert '<p id="altitude-help">In mountains.</p>' in show("land/field_notes", field=field)


def test_picture_says_what_it_shows() -> None:
    html = show("practice/picture", picture=Picture("/a.svg", "Pits in a row"), classes="practice__plate")
    assert 'alt="Pits in a row"' in html


def test_land_rows() -> None:
    origin = {"grouper": "you said", "list": [ConditionRow("Soil", "sandy", "you said")]}
    assert words(show("components/land_rows", origin=origin)) == "You said Soil sandy"


def test_every_component_is_tested_here() -> None:
    tested = set(re.findall(r'show\(\s*"([a-z_/]+)"', Path(__file__).read_text()))
    assert COMPONENTS
    assert set(COMPONENTS) <= tested


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_style_script_or_handler(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|<script>", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_name_only_icons_that_are_drawn(path: Path) -> None:
    assert set(re.findall(r'{% icon "([a-z_-]+)"', path.read_text())) <= set(SYMBOLS)


def test_server_error_page_needs_nothing() -> None:
    html = render_to_string("500.html")
    assert "{" not in html
    for code in ("en", "fr", "es"):
        assert f'href="/{code}/"' in html
