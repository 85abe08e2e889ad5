"""The frame of every page, lists and forms: each component with a sample of what it gets."""

import re

import pytest

from readers.presenters.results import ResultsView
from readers.presenters.view_models import (
    Choice,
    ConditionRow,
    Facet,
    FacetOption,
    Field,
    FieldKind,
    FormSection,
    LandBar,
    LanguageLink,
    Link,
    Menu,
    MenuLink,
    Prompt,
    SearchBox,
)
from tests.unit.readers.showing import show, words


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


def test_header_links_the_menu_and_the_languages() -> None:
    links = [LanguageLink("en", "English", "/en/", True), LanguageLink("fr", "Français", "/fr/", False)]
    more = [MenuLink("What did not work", "/en/what-did-not-work/", True)]
    menu = Menu([MenuLink("Find", "/en/practices/?texture=sandy", False)], more)
    html = show("components/header", menu=menu, languages=links, language="en")
    assert words(html) == "Twin Fields Find More EN English Français What did not work"
    assert '<a href="/en/practices/?texture=sandy">Find</a>' in html
    assert '<a href="/en/what-did-not-work/" aria-current="page">What did not work</a>' in html
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


def test_chips() -> None:
    html = show("components/chips", links=[Link("Loamy <b>", "/en/zones/x/")])
    assert '<a class="chip" href="/en/zones/x/">Loamy &lt;b&gt;</a>' in html


def test_choices_without_the_unknown_one() -> None:
    options = [Choice("sandy", "Sandy", False), Choice("clay", "Clay", False)]
    field = Field("texture", "How does it feel?", FieldKind.CHOICE, options=options)
    assert words(show("components/choices", field=field)) == "Sandy Clay"


def test_further_answers_of_a_prompt_are_folded() -> None:
    prompt = Prompt("Crop?", [Link("Maize", "/a")], [Link("Rice", "/b"), Link("Other", "/c")])
    html = show("components/prompt", prompt=prompt, level=2)
    seen, _, folded = html.partition("<details")
    assert "Maize" in seen
    assert "Rice" not in seen
    assert words(f"<details{folded}") == "All answers Rice Other"


def test_folded_section_opens_where_something_is_wrong() -> None:
    fields = [Field("ph", "pH", FieldKind.NUMBER, "x", error="Not a number.")]
    section = FormSection("analysis", "Analysis", "analysis", fields, is_folded=True, is_open=True)
    html = show("land/section", section=section)
    assert '<details class="folded-section" id="analysis" open>' in html
    assert words(html) == "Analysis pH Not a number."


def test_field_notes_name_what_they_describe() -> None:
    field = Field("altitude", "Altitude", FieldKind.NUMBER, help="In mountains.")
    assert '<p id="altitude-help">In mountains.</p>' in show("land/field_notes", field=field)


def test_land_rows() -> None:
    origin = {"grouper": "you said", "list": [ConditionRow("Soil", "sandy", "you said")]}
    assert words(show("components/land_rows", origin=origin)) == "You said Soil sandy"


def test_a_flag_leads_to_the_notice_about_this_very_thing() -> None:
    html = show("components/flag_link", kind="report", pk=12)
    assert 'href="/en/flag/report/12/"' in html
    assert words(html) == "Something wrong here?"
