"""Zone pages: what was tried and what was given up, on any soil or one; and failures by zone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from practices.models import Practice
from practices.regions import Region
from tests import factories
from zones.values import Classes, Range

Work = Callable[[], None]
HOT_AND_SHORT = {"growing_period": Range(120, 140), "season_temperature": Range(26, 28)}
HOT_AND_LONG = {"growing_period": Range(200, 220), "season_temperature": Range(26, 28)}


@pytest.fixture
def add(region: Region) -> Callable[..., Practice]:
    def make(name: str, outcome: str, climate: dict[str, Any] = HOT_AND_SHORT, **fields: Any) -> Practice:
        return factories.make_practice(region.section, name_en=name, outcome=outcome, **climate, **fields)

    return make


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_tried_and_given_up_stand_apart(add: Callable[..., Practice], work: Work, client: Client) -> None:
    add("Stone lines", "adopted")
    add("Wide beds", "abandoned")
    add("Elsewhere", "adopted", HOT_AND_LONG)
    work()
    tried, _, given_up = page(client, "/en/zones/semi_arid-hot/").partition("Tried here and given up")
    assert "Stone lines" in tried and "Wide beds" not in tried
    assert "Wide beds" in given_up
    assert "Elsewhere" not in tried + given_up


def test_a_zone_that_names_no_soil_has_all_soils(
    add: Callable[..., Practice], work: Work, client: Client
) -> None:
    add("On sand", "adopted", texture=Classes.of("sandy"))
    add("On clay", "adopted", texture=Classes.of("clay"))
    work()
    anywhere = page(client, "/en/zones/semi_arid-hot/")
    assert "On sand" in anywhere and "On clay" in anywhere
    sandy = page(client, "/en/zones/semi_arid-hot-sandy/")
    assert "On sand" in sandy and "On clay" not in sandy


def test_a_zone_shows_where_else_it_lies(region: Region, client: Client) -> None:
    shown = page(client, "/es/zones/semi_arid-hot/")
    assert "/es/zones/semi_arid-hot/map.svg" in shown
    assert page(client, "/es/zones/semi_arid-hot/map.svg").count("<path") == 3
    assert "Kano (Nigeria)" in shown and "(México)" in shown


def test_the_map_and_its_towns_promise_no_soil_and_take_no_land_away(region: Region, client: Client) -> None:
    """The towns are to know the climate by: they lead nowhere, and the reader's land stays in every link."""
    shown = page(client, "/en/zones/semi_arid-hot-sandy/?place=2394822&texture=clay")
    assert "Places with a climate like this" in shown and "The soil is not on this map." in shown
    links = [link for link in re.findall(r'href="([^"]*)"', shown) if "place=" in link]
    assert links and all("place=2394822" in link for link in links)
    assert "Say where my field is" not in shown
    assert "Say where my field is" in page(client, "/en/zones/semi_arid-hot-sandy/")


def test_a_zone_says_whether_my_land_lies_in_it(region: Region, client: Client) -> None:
    land = "?lat=9.8&lon=1.5"
    assert "Your land lies in this zone." in page(client, f"/en/zones/sub_humid-hot-clay/{land}")
    elsewhere = page(client, f"/en/zones/arid-hot/{land}")
    assert "Your land lies in another zone:" in elsewhere
    assert f'href="/en/zones/sub_humid-hot/{land.replace("&", "&amp;")}"' in elsewhere
    assert "Your land lies" not in page(client, "/en/zones/arid-hot/")


@pytest.mark.parametrize(
    ("told", "shown", "left_out"),
    [
        (
            "The hay burnt. " + "It was lost again in the second year of the trial. " * 5,
            "of the trial.</",
            "…",
        ),
        (
            "We lost 2.5 t a ha near St. Louis" + " and more" * 30 + ". The rest was sold.",
            "and more.</",
            "The rest",
        ),
        ("No end " + "and on " * 90, "…</", "and on and on.</"),
    ],
)
def test_what_did_not_work_is_told_in_whole_sentences(
    add: Callable[..., Practice], client: Client, told: str, shown: str, left_out: str
) -> None:
    add("Hay", "abandoned", did_not_work_en=told)
    html = page(client, "/en/what-did-not-work/").partition("card__snippet")[2].partition("</article>")[0]
    assert shown in html and left_out not in html


@pytest.mark.parametrize("path", ["/en/zones/nowhere/", "/en/zones/nowhere/map.svg"])
def test_no_such_zone(region: Region, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_failures_stand_by_zone_worst_first(add: Callable[..., Practice], client: Client) -> None:
    add("Partly", "mixed", did_not_work_en="The hay burnt <b>twice</b>.")
    add("Dropped", "abandoned")
    add("Long season", "suspended", HOT_AND_LONG)
    add("A success", "adopted")
    shown = page(client, "/en/what-did-not-work/")
    assert shown.index("Dropped") < shown.index("Partly") < shown.index("Long season")
    assert "A success" not in shown
    assert "&lt;b&gt;twice" in shown
    assert "/en/zones/semi_arid-hot/" in shown


def test_the_readers_own_zone_comes_first(add: Callable[..., Practice], client: Client) -> None:
    add("One", "abandoned")
    add("Two", "abandoned")
    add("At home", "mixed", HOT_AND_LONG)
    shown = page(client, "/en/what-did-not-work/?lat=9.8&lon=1.5")
    assert shown.index("Your land lies in this zone.") < shown.index("At home") < shown.index("One")


def test_what_is_not_public_is_not_told(add: Callable[..., Practice], client: Client) -> None:
    add("Secret", "abandoned", live=False)
    shown = page(client, "/en/what-did-not-work/")
    assert "Secret" not in shown
    assert "Nobody has told us of a failure yet." in shown
