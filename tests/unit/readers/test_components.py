"""The frame of every page, lists and forms: each component with a sample of what it gets."""

import re

import pytest

from readers.presenters.land.world_map import TapMap
from readers.presenters.practice.kept_zips import KeptZip
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
    LinkPreview,
    Menu,
    MenuLink,
    PlaceCandidate,
    Prompt,
    SearchBox,
)
from tests.html import parsed, said
from tests.unit.readers.showing import show, words


def test_land_bar_opens_with_the_place_then_what_was_said_and_what_the_map_says() -> None:
    rows = [
        ConditionRow("Soil", "sandy", "you said", "/en/land/#texture"),
        ConditionRow("Rain", "950 mm", "from the map", "/en/land/#rain"),
    ]
    bar = LandBar(
        *(True, "Copargo, Benin", ["sandy soil", "maize"], "/en/land/?q=zai", rows),
        place_detail="near Djougou",
        forget_url="/en/practices/?q=zai",
    )
    html = show("components/land_bar", land_bar=bar)
    said = words(html)
    assert said.startswith("Copargo, Benin sandy soil · maize Change Copargo, Benin (near Djougou)")
    steps = ["Change the place", "Change the answers", "Forget my land", "You said", "From the map", "950 mm"]
    assert [said.index(step) for step in steps] == sorted(said.index(step) for step in steps)
    assert 'href="/en/land/#rain"' in html
    assert '<a href="/en/land/?q=zai#place-name">Change the place</a>' in html
    assert '<a href="/en/practices/?q=zai">Forget my land</a>' in html


def test_land_bar_without_land_asks_for_it() -> None:
    html = show("components/land_bar", land_bar=LandBar(False, "", [], "/en/land/", []))
    assert words(html) == "Where is your field? Say it"
    assert 'href="/en/land/"' in html


def test_land_bar_asks_which_place_was_meant() -> None:
    bar = LandBar(True, "Santa <b>", [], "/en/land/", [], ask_url="/en/practices/?place_name=Santa")
    html = show("components/land_bar", land_bar=bar)
    assert words(html) == "“Santa <b>”: which place is it? Choose"
    assert 'href="/en/practices/?place_name=Santa"' in html


def test_place_list_names_each_place_and_the_tap_itself() -> None:
    places = [PlaceCandidate("/en/?place=1", "San José", "near Liberia, Costa Rica")]
    html = show("components/place_list", places=places, here_url="/en/?lat=9.8&lon=1.5")
    assert words(html) == "San José near Liberia, Costa Rica Exactly where I tapped"
    assert 'href="/en/?place=1"' in html and 'href="/en/?lat=9.8&amp;lon=1.5"' in html


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


def test_header_of_home_leaves_the_languages_to_the_page() -> None:
    links = [LanguageLink("en", "English", "/en/", True), LanguageLink("fr", "Français", "/fr/", False)]
    menu = Menu([], [MenuLink("About", "/en/about/", False)], is_home=True)
    html = show("components/header", menu=menu, languages=links, language="en")
    assert words(html) == "Twin Fields More About"


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
    assert 'data-places="/en/land/places.json"' in html


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


def test_facets_fold_and_say_how_many_are_ticked() -> None:
    maize = FacetOption("maize", "Maize", 18, True, False)
    facets = [Facet("only_crops", "Crop", [maize], 1, True), Facet("only_outcome", "Outcome", [maize])]
    view = ResultsView("All", facets=facets, found="18 found now", clear_url="/en/practices/")
    page = parsed(show("results/facets", view=view, results_url="/en/practices/"))
    groups = page.select("form details")
    assert [group.has_attr("open") for group in groups] == [True, False]
    assert [said(group.summary) for group in groups] == ["Crop 1 chosen", "Outcome"]
    assert [group.fieldset["aria-label"] for group in groups if group.fieldset] == ["Crop", "Outcome"]
    assert said(page.select_one("form > div")) == "Show these Clear 18 found now"


def test_where_a_list_goes_on() -> None:
    html = show("results/next_page", link=Link("22 more", "/?page=2"))
    assert 'rel="next" href="/?page=2"' in html
    assert words(html) == "22 more"
    assert words(show("results/next_page", link=None)) == ""


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
    html = show("components/map", map=TapMap("/static/world.svg", 360, 144))
    assert '<input type="image" name="map" src="/static/world.svg" width="360" height="144"' in html
    assert '<input type="image" name="wide" src="/static/world.svg" width="540" height="216"' in html


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


def test_head_says_title_and_description_to_all_who_read_it() -> None:
    preview = LinkPreview("https://example.org/a.png", 1200, 630, "Three pits")
    html = show(
        "components/head",
        title="Zai · Twin Fields",
        shared_title="Zai",
        description="Pits & manure",
        site="Twin Fields",
        url="https://example.org/en/zai/",
        preview=preview,
        locale="en_GB",
    )
    assert "<title>Zai · Twin Fields</title>" in html
    assert html.count('content="Pits &amp; manure"') == 2
    for name, content in {
        "og:title": "Zai",
        "og:type": "website",
        "og:url": "https://example.org/en/zai/",
        "og:image": "https://example.org/a.png",
        "og:image:width": "1200",
        "og:image:alt": "Three pits",
        "og:locale": "en_GB",
    }.items():
        assert f'<meta property="{name}" content="{content}">' in html


def test_head_of_a_page_that_is_nobodys_to_share() -> None:
    html = show("components/head", title="My page", description="", url="", preview="")
    assert "My page" in html and "og:" not in html and "description" not in html


def test_a_zip_is_offered_with_its_size_or_not_at_all() -> None:
    kept = KeptZip("/download/kept/region-west-africa-en.zip", "7 practices, 60 kB")
    page = parsed(show("components/kept_zip", kept=kept))
    (offered,) = page.find_all("a")
    assert offered["href"] == kept.url
    assert kept.label in said(offered)
    assert words(show("components/kept_zip", kept=None)) == ""


def test_the_worker_is_had_only_where_there_is_one() -> None:
    assert "register" in show("components/register", kept_url="/en/kept/")
    assert "script" not in show("components/register", kept_url="")
