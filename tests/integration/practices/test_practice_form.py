"""The form of a practice: what it says while it is filled in, and what leads on from there."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from kb.models import User
from media.models import Image
from practices.models import Practice, PracticeStep
from practices.regions import Region
from tests import factories
from tests.forms import form_data
from tests.html import controls, get, parsed, said

SignIn = Callable[[User], Client]
MOST_QUERIES = 60


@pytest.fixture
def browser(region: Region, sign_in: SignIn) -> Client:
    return sign_in(factories.make_correspondent(region))


def add_address(region: Region) -> str:
    return reverse("wagtailadmin_pages:add", args=("practices", "practice", region.section.pk))


def edit_address(page: Practice) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def part(client: Client, address: str, **asked: str) -> BeautifulSoup:
    response = client.get(address, asked)
    assert response.status_code == 200
    return parsed(response)


# --- the groups ----------------------------------------------------------------------------------------


def group(page: BeautifulSoup, heading: str) -> Tag:
    """The part of the form that a tab shows."""
    (tab,) = [tab for tab in page.find_all(role="tab") if said(tab).startswith(heading)]
    found = page.find(id=str(tab["href"]).removeprefix("#"))
    assert isinstance(found, Tag)
    return found


def test_everything_else_waits_in_five_groups_and_each_text_in_its_language(
    region: Region, sign_in: SignIn
) -> None:
    page = get(sign_in(factories.make_correspondent(region, language="es")), add_address(region))
    assert len(page.find_all(role="tab")) == 6
    first = (
        group(page, "Primera versión") if "Primera versión" in said(page) else group(page, "First version")
    )
    for name in ("publication_agreed", "name_es", "place_name", "summary_es", "outcome", "lead_image"):
        assert controls(first, name), name
    assert not controls(first, "name_fr") and not controls(first, "rain_low")
    others = group(page, "Otros idiomas")
    assert controls(others, "name_fr") and controls(others, "tools_en") and not controls(others, "name_es")


def test_the_regions_countries_come_first(sign_in: SignIn, db: None) -> None:
    region = factories.make_region("west-africa", "West Africa", ("TG", "BJ"))
    browser = sign_in(factories.make_correspondent(region))
    (box,) = controls(get(browser, add_address(region)), "country")
    first, others = box.find_all("optgroup")
    assert {option["value"] for option in first.find_all("option")} == {"BJ", "TG"}
    assert len(others.find_all("option")) > 200
    assert not others.find("option", value="BJ")


def test_a_folded_list_says_what_is_ticked_and_opens_where_a_choice_is_wrong(
    region: Region, browser: Client
) -> None:
    page = factories.make_practice(region.section, practice_groups=("soil_cover",))
    page.save_revision()
    form = get(browser, edit_address(page))

    def fold(form: BeautifulSoup) -> Tag:
        found = controls(form, "practice_groups")[0].find_parent("details")
        assert isinstance(found, Tag)
        return found

    (ticked,) = [box for box in controls(form, "practice_groups") if box.has_attr("checked")]
    assert said(fold(form).find("summary")) == said(ticked.find_parent("label"))
    assert not fold(form).has_attr("open")
    data = form_data(str(form)) | {"practice_groups": ["moon"]}
    assert fold(parsed(browser.post(edit_address(page), data))).has_attr("open")


# --- the place -----------------------------------------------------------------------------------------

PLACE = "/admin/practices/place/"


def test_a_named_place_brings_its_position_and_climate(browser: Client) -> None:
    page = part(browser, PLACE, place_name="Kopargo", country="BJ", countries="BJ,TG")
    assert "latitude 9.8°, longitude 1.5°" in said(page) and "mm a year" in said(page)


def test_a_place_without_country_is_offered_with_all_that_a_tap_fills_in(browser: Client) -> None:
    page = part(browser, PLACE, place_name="copargo", countries="BJ,TG")
    button = page.find("button")
    assert isinstance(button, Tag) and "Benin" in said(button)
    assert (button["data-country"], button["data-latitude"], button["data-longitude"]) == ("BJ", "9.8", "1.5")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"place_name": "Zzyzx", "country": "BJ"}, "No place of that name"),
        ({"latitude": "9,8", "longitude": "1,5", "country": "BJ"}, "At latitude 9.8°, longitude 1.5°"),
        ({"latitude": "0", "longitude": "-20"}, "no land there"),
        ({"latitude": "1.5", "longitude": "9.8", "country": "BJ"}, "hardly in Benin"),
        ({"latitude": "here", "longitude": "95000"}, "Enter a number"),
        ({"place_name": "", "country": "moon", "countries": "moon"}, "From place and country"),
    ],
)
def test_what_is_said_of_a_place_while_it_is_typed(
    browser: Client, asked: dict[str, str], words: str
) -> None:
    assert words in said(part(browser, PLACE, **asked))


def test_the_map_shows_the_regions_towns(browser: Client) -> None:
    response = browser.get("/admin/practices/map.svg", {"countries": "BJ,xx"})
    assert response["Content-Type"] == "image/svg+xml"
    assert "Cotonou" in response.content.decode() and "Nairobi" not in response.content.decode()
    assert browser.get("/admin/practices/map.svg").status_code == 200


# --- drawings ------------------------------------------------------------------------------------------


def test_drawings_are_found_by_words_of_any_language_and_the_chosen_one_is_seen(
    region: Region, browser: Client
) -> None:
    found = part(browser, "/admin/practices/drawings/", q="MAIS deux")
    buttons = found.find_all("button")
    assert buttons and len(buttons) < 50
    assert "maize" in said(buttons[0]) and buttons[0].find("img")
    assert not part(browser, "/admin/practices/drawings/", q="zzyzx").find("button")
    page = factories.make_practice(region.section, drawing=str(buttons[0]["data-drawing"]))
    page.save_revision()
    (box,) = controls(get(browser, edit_address(page)), "drawing")
    picker = box.find_parent("div")
    assert isinstance(picker, Tag) and str(buttons[0]["data-drawing"]) in str(picker.find("img"))


# --- what to do next, and what readers would miss --------------------------------------------------------


def test_the_empty_form_says_what_comes_next_and_each_thing_leads_to_its_box(
    region: Region, browser: Client
) -> None:
    form = get(browser, add_address(region))
    said_first = form.find(id="completeness")
    assert isinstance(said_first, Tag) and "0 % complete. Next best thing to add: a name" in said(said_first)
    ids = {str(each["id"]) for each in form.find_all(id=True)}
    leading = [str(link["href"]).removeprefix("#") for link in said_first.find_all("a")]
    assert len(leading) > 15 and set(leading) <= ids


def test_checks_lead_to_what_readers_would_miss(region: Region, browser: Client) -> None:
    silent = Image.objects.create(title="p", file=get_test_image_file(), collection=region.collection)
    steps = [PracticeStep(text_en="Dig", text_fr="Creuser"), PracticeStep(text_en="Fill", image=silent)]
    page = factories.make_practice(region.section, name_en="Pits", name_fr="Trous", steps=steps)
    page.save_revision()
    form = get(browser, edit_address(page))
    checks = form.find(id="checks")
    assert isinstance(checks, Tag)
    assert "1 photo does not say what it shows" in said(checks)
    assert "Français: 1 text" in said(checks)
    leading = {str(link["href"]) for link in checks.find_all("a")}
    assert {"#id_steps-1-image-chooser", "#id_slope", "#id_steps-1-text_fr", "#id_name_es"} <= leading
    assert all(form.find(id=target[1:]) for target in leading if target.startswith("#"))


def test_automatic_saving_brings_both_up_to_date(region: Region, browser: Client) -> None:
    page = factories.make_practice(region.section, name_en="Pits")
    page.save_revision()
    data = form_data(browser.get(edit_address(page)).content.decode()) | {"slope": ["gentle"]}
    answer = browser.post(edit_address(page), data, headers={"accept": "application/json"}).json()
    saved = parsed(answer["html"])
    assert saved.find(id="completeness") and saved.find(id="checks")
    assert "#id_slope" not in str(saved.find(id="checks"))


def test_what_a_page_costs_is_told_to_its_own_region_alone(
    region: Region, browser: Client, sign_in: SignIn
) -> None:
    page = factories.make_practice(region.section, live=False, drawing="zai-yatenga")
    page.save_revision()
    address = reverse("practices_page_cost", args=[page.pk])
    assert "This page costs a reader about" in said(part(browser, address))
    assert "kB of pictures" in said(part(browser, address))
    stranger = sign_in(factories.make_correspondent(factories.make_region("andes", "Andes")))
    assert stranger.get(address).status_code == 404


# --- how often the database is asked ---------------------------------------------------------------------


def test_the_form_asks_the_database_no_more_often_for_a_long_practice(
    region: Region, browser: Client, django_assert_max_num_queries: Any
) -> None:
    steps = [PracticeStep(text_en=f"Step {number}") for number in range(6)]
    page = factories.make_practice(region.section, name_en="Pits", steps=steps)
    page.tags.add("a", "b", "c", "d")
    page.save()
    page.save_revision()
    for address in (add_address(region), edit_address(page)):
        browser.get(address)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert browser.get(address).status_code == 200
