"""The results page's filters and pages: what is set is shown as set, and nothing is lost or shown twice."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from benchmarks.corpus import fill
from benchmarks.page_weight import LAND
from practices.regions import Region
from readers.zone_codes import zone_facets
from search.engines.registry import embedded_writer
from search.indexing.documents import public_documents
from search.service import PAGE_SIZE
from tests import factories
from tests.html import controls, get, said
from zones.values import Classes, Range

Work = Callable[[], None]


def ticked(page: Tag, name: str) -> set[str]:
    return {str(box["value"]) for box in controls(page, name) if box.has_attr("checked")}


@pytest.fixture
def seasons(region: Region, work: Work) -> None:
    """One practice in hot savanna on sand, one where it is mild, on clay."""
    for name, texture, days, warmth in (("Savanna", "sandy", 150, 28), ("Valley", "clay", 200, 18)):
        factories.make_practice(
            region.section,
            name_en=name,
            latitude=None,
            longitude=None,
            texture=Classes.of(texture),
            growing_period=Range.point(days),
            season_temperature=Range.point(warmth),
            crops=Classes.of("maize"),
        )
    work()


def test_warmth_and_length_of_the_season_are_two_questions(seasons: None, client: Client) -> None:
    page = get(client, "/en/practices/")
    assert [box["value"] for box in controls(page, "only_temperature")] == ["warm", "hot"]
    assert [box["value"] for box in controls(page, "only_growing_period")] == ["semi_arid", "sub_humid"]
    assert not controls(page, "only_zone")
    narrowed = said(get(client, "/en/practices/?only_temperature=hot&only_growing_period=semi_arid").main)
    assert "Savanna" in narrowed
    assert "Valley" not in narrowed


def test_an_older_address_with_a_zone_ticks_its_parts(seasons: None, client: Client) -> None:
    page = get(client, "/en/practices/?only_zone=semi_arid-hot-sandy")
    assert [ticked(page, f"only_{name}") for name in ("temperature", "growing_period", "texture")] == [
        {"hot"},
        {"semi_arid"},
        {"sandy"},
    ]
    assert "Savanna" in said(page.main)
    assert "Valley" not in said(page.main)


def test_a_zone_has_the_practices_of_its_parts(seasons: None, client: Client) -> None:
    for code, has in (("semi_arid-hot", True), ("semi_arid-hot-sandy", True), ("semi_arid-hot-clay", False)):
        assert ("Savanna" in said(get(client, f"/en/zones/{code}/").main)) is has, code
    climate = {"temperature": frozenset({"hot"}), "growing_period": frozenset({"semi_arid"})}
    assert zone_facets(["semi_arid-hot"]) == climate
    assert zone_facets(["semi_arid-hot-sandy"]) == climate | {"texture": frozenset({"sandy"})}


def test_a_filter_that_was_left_out_is_not_shown_as_set(seasons: None, client: Client) -> None:
    page = get(client, "/en/practices/?only_temperature=hot&only_texture=clay")
    assert "“Warmth in the season” was left out" in said(page)
    assert ticked(page, "only_temperature") == set()
    assert ticked(page, "only_texture") == {"clay"}
    assert "Filters (1)" in said(page)
    removable = [each for each in page.select(".chips a") if "Remove" in said(each)]
    assert [said(each) for each in removable] == ["Remove: Soil: Clay"]


def test_the_page_says_how_many_there_are_and_for_whom(seasons: None, client: Client) -> None:
    def heading(query: str) -> str:
        page = get(client, f"/en/practices/{query}")
        first = page.find("h1")
        assert isinstance(first, Tag)
        assert "visually-hidden" not in first.get("class", [])
        return said(first)

    assert heading("") == "2 practices"
    assert heading("?only_texture=clay") == "1 practice"
    assert heading("?texture=clay&crops=maize&slope=flat") == "2 practices for your land"
    assert heading("?q=savanna") == "1 practice with these words"


def test_groups_of_filters_open_where_something_is_ticked(seasons: None, client: Client) -> None:
    page = get(client, "/en/practices/?only_texture=clay&only_texture=sandy")
    groups = {said(each.summary): each.has_attr("open") for each in page.select("form details")}
    assert groups == {
        "Warmth in the season": False,
        "Length of the season": False,
        "Soil 2 chosen": True,
    } | {name: is_open for name, is_open in groups.items() if name == "How it went"}
    button = page.select_one("form:has(fieldset) [type=submit]")
    assert isinstance(button, Tag)
    assert "2 found now" in said(button.parent)


def titles(page: BeautifulSoup) -> list[str]:
    return [said(each) for each in page.select("article h3")]


def test_pages_lead_on_within_the_fold_and_show_everything_once(region: Region, client: Client) -> None:
    fill(region.section, 60)
    embedded_writer().rebuild(public_documents())
    address, found, addresses = f"/en/practices/?{LAND}", list[str](), set[str]()
    folds = 0
    while address:
        page = get(client, address)
        found += [str(each["href"]).partition("?")[0] for each in page.select("article h3 a")]
        onward = page.select("[rel=next]")
        folded = page.select("#list section > details")
        assert len(onward) <= 1
        if folded and onward:
            folds += 1
            assert folded[0] in onward[0].parents, "what is folded does not go on outside the fold"
        address = f"/en/practices/{onward[0]['href']}" if onward else ""
        address = address.replace("/en/practices//", "/")
        assert address not in addresses
        addresses.add(address)
        if onward:
            assert "more" in said(onward[0])
            assert "page" in parse_qs(urlsplit(address).query)
    assert folds
    assert len(found) == len(set(found)) == 60 > PAGE_SIZE
