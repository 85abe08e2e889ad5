"""What a practice hinges on, and what its crop does not stand, on cards, pages, the form and in JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.examples.thesaurus import ROWS, write_thesaurus
from tests.html import controls, get, links, said, section
from zones.values import Classes, Need
from zones.vocabulary import LANGUAGES

Work = Callable[[], None]
RWANDA = "lat=-2.1&lon=29.8"
FLAT_MAIZE = f"{RWANDA}&texture=clay&slope=flat&crops=maize"
COCOA = {"id": "cocoa", "broader": [], "agrovoc": None, "en": ["cocoa"], "fr": ["cacao"], "es": ["cacao"]}
CAMEROON = "lat=4.5&lon=11.2&texture=loamy&slope=gentle&crops=coffee_cocoa_tea"
SAID = "Cocoa does not stand your cold month: 9 °C"


@pytest.fixture
def terraces(region: Region, work: Work) -> Practice:
    made = factories.make_practice(
        region.section,
        name_en="Terraces",
        latitude=-1.6,
        longitude=29.9,
        texture=Classes.of("clay"),
        crops=Classes.of("maize"),
        needs=(Need("slope"),),
    )
    work()
    return made


@pytest.fixture
def cocoa(region: Region, work: Work, tmp_path: Path) -> Practice:
    call_command(
        "load_thesaurus",
        write_thesaurus(tmp_path / "thesaurus", {**ROWS, "crops": [*ROWS["crops"], COCOA]}),
        verbosity=0,
    )
    made = factories.make_practice(
        region.section,
        name_fr="Cacao sous les arbres",
        latitude=4.5,
        longitude=11.2,
        texture=Classes.of("loamy"),
        slope=Classes.of("gentle"),
        crops=Classes.of("coffee_cocoa_tea"),
    )
    work()
    return made


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_flat_land_reads_that_terraces_need_a_slope(terraces: Practice, client: Client) -> None:
    sentence = "Needs a slope: your land is flat."
    assert sentence in said(get(client, f"/en/practices/?{FLAT_MAIZE}"))
    page = said(get(client, f"{factories.url_in(terraces, 'en')}?{FLAT_MAIZE}"))
    assert page.count(sentence) == 1
    assert "Only where" not in page


def test_a_slope_that_nobody_told_is_shown_and_asked_once_soil_and_crop_are_known(
    terraces: Practice, client: Client
) -> None:
    no_crop = said(get(client, f"/en/practices/?{RWANDA}&texture=clay&mechanisation=manual"))
    assert "Only where land slopes." in no_crop
    assert "Some of these depend on it." not in no_crop
    answered = get(client, f"/en/practices/?{RWANDA}&texture=clay&crops=maize")
    asked = section(answered, "Some of these depend on it. How steep is the field?")
    assert {"slope": ["steep"], "crops": ["maize"]}.items() <= next(
        query.items() for _path, query in links(asked) if query["slope"] == ["steep"]
    )
    told = said(get(client, f"/en/practices/?{RWANDA}&texture=clay&crops=maize&slope=steep"))
    assert "Some of these depend on it." not in told
    assert "Only where" not in told


def test_a_slope_that_the_farmer_has_is_said_on_the_page(terraces: Practice, client: Client) -> None:
    page = said(
        get(client, f"{factories.url_in(terraces, 'en')}?{RWANDA}&texture=clay&crops=maize&slope=steep")
    )
    assert "It needs a slope, which you have." in page


def test_without_a_land_the_page_says_where_it_can_be_done(terraces: Practice, client: Client) -> None:
    terms = get(client, factories.url_in(terraces, "en")).find_all("dt")
    assert [
        said(term.find_next("dd")).split(" stated")[0] for term in terms if said(term) == "Only where"
    ] == ["land slopes"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_needs_are_answered_in_the_form(region: Region, client: Client, language: str) -> None:
    page = get(client, f"/{language}/land/?flood=no&stream_bed=yes")
    for name in ("flood", "crusted_surface", "living_stumps", "stream_bed", "grazing_control"):
        assert [box["value"] for box in controls(page, name)] == ["yes", "no", ""]
    ticked = {
        name: [box["value"] for box in controls(page, name) if box.has_attr("checked")]
        for name in ("flood", "stream_bed", "living_stumps")
    }
    assert ticked == {"flood": ["no"], "stream_bed": ["yes"], "living_stumps": [""]}
    around = controls(page, "stream_bed")[0].find_parent("details")
    assert around is not None
    assert around.has_attr("open")


@pytest.mark.parametrize("language", LANGUAGES)
def test_water_that_is_wanted_and_water_that_is_not_are_asked_side_by_side(
    region: Region, client: Client, language: str
) -> None:
    page = get(client, f"/{language}/land/?waterlogging=yes")
    asked = [box["name"] for box in page.find_all("input") if box.get("name") in ("flood", "waterlogging")]
    assert list(dict.fromkeys(asked)) == ["flood", "waterlogging"]
    assert all(controls(page, name)[0].find_parent("details") is None for name in asked)
    ticked = [box["value"] for box in controls(page, "waterlogging") if box.has_attr("checked")]
    assert ticked == ["yes"]


def test_cocoa_is_warned_of_where_a_month_is_cold(cocoa: Practice, client: Client) -> None:
    cold = f"{CAMEROON}&coldest_month=9"
    assert plain(said(get(client, f"/en/practices/?{cold}"))).count(SAID) == 1
    page = f"{factories.url_in(cocoa, 'en')}?"
    assert plain(said(get(client, page + cold))).count(SAID) == 1
    assert "cold month" not in said(get(client, page + CAMEROON))


def test_a_crop_that_stands_the_climate_is_enough(region: Region, work: Work, client: Client) -> None:
    place = {"latitude": 4.5, "longitude": 11.2, "texture": Classes.of("loamy")}
    factories.make_practice(
        region.section, name_en="Shade", crops=Classes.of("coffee_cocoa_tea", "roots_tubers"), **place
    )
    factories.make_practice(region.section, name_en="Rows", crops=Classes.of("coffee_cocoa_tea"), **place)
    work()
    page = plain(said(get(client, f"/en/practices/?{CAMEROON}&coldest_month=1")))
    assert page.count("Coffee, cocoa, tea: none stands your cold month, 1 °C") == 1


def test_a_warning_is_no_part_of_the_likeness(cocoa: Practice, capsys: pytest.CaptureFixture[str]) -> None:
    land = ("--lat", "4.5", "--lon", "11.2", "--set", "texture=loamy", "--set", "coldest_month=9")
    call_command("match", *land)
    (found,) = json.loads(capsys.readouterr().out)["results"]
    assert found["warnings"] == [{"crop": "cocoa", "limit": "winter_cold", "value": 9.0, "threshold": 17}]
    assert found["limiters"] == []
    call_command("match", *land[:6])
    (found,) = json.loads(capsys.readouterr().out)["results"]
    assert found["warnings"] == []
