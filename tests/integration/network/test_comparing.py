"""Any two places beside each other, from the land bar: names, numbers, positions, what is not clear."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from practices.regions import Region
from tests.html import controls, get, link, links, said

COPARGO, ALFTER = "2394822", "2958516"


@pytest.fixture(autouse=True)
def _region(region: Region) -> None:
    pass


def asked(client: Client, query: str) -> dict[str, list[str]]:
    """Returns the parameters of the address that the form leads to."""
    answer = client.get(f"/en/compare/?{query}")
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer.headers["location"]).query)


def test_the_land_bar_leads_to_the_comparison_with_the_land(client: Client) -> None:
    page = get(client, f"/en/practices/?place={COPARGO}&texture=sandy")
    path, query = next(links(page, "/en/compare/"))
    assert query["place"] == [COPARGO] and query["texture"] == ["sandy"]
    form = get(client, f"{path}?place={COPARGO}&texture=sandy")
    assert not controls(form, "place_typed") and controls(form, "with")
    assert not list(links(get(client, "/en/practices/"), "/en/compare/"))


def test_names_become_numbers_in_the_address(client: Client) -> None:
    query = asked(client, "place=Copargo&typed=1&with=Alfter&with_typed=1&texture=sandy")
    assert query["place"] == [COPARGO] and query["with"] == [ALFTER] and query["texture"] == ["sandy"]


def test_both_places_stand_beside_each_other(client: Client) -> None:
    page = get(client, f"/en/compare/?place={COPARGO}&with={ALFTER}")
    assert "Alfter, Germany" in said(page.find("h1"))
    rain = next(row for row in page.find_all("tr") if said(row).startswith("Aug"))
    assert [said(cell) for cell in rain.find_all("td")] == ["271.7", "69.6", "24.4", "18.5"]
    assert len(page.find_all("svg", attrs={"viewbox": "0 0 120 60"})) == 2


def test_a_position_is_a_place_too(client: Client) -> None:
    page = get(client, f"/en/compare/?place={COPARGO}&with=50.7,+7.0")
    assert "69.6" in said(page)


def test_a_name_of_several_places_is_asked_about_and_nothing_is_lost(client: Client) -> None:
    page = get(client, f"/en/compare/?place={COPARGO}&texture=sandy&with=San+Juan&with_typed=1")
    offered = [query for _path, query in links(page.find("main"), "/en/compare/") if "with" in query]
    assert len(offered) > 1
    assert all(query["place"] == [COPARGO] and query["texture"] == ["sandy"] for query in offered)
    assert all(query["with"][0].isdigit() for query in offered)


def test_the_own_place_is_asked_about_too(client: Client) -> None:
    page = get(client, f"/en/compare/?place=San+Juan&typed=1&with={ALFTER}")
    offered = [query for _path, query in links(page.find("main"), "/en/compare/") if "place" in query]
    assert len(offered) > 1 and all(query["with"] == [ALFTER] for query in offered)


def test_an_unknown_name_stays_in_its_field(client: Client) -> None:
    page = get(client, f"/en/compare/?place={COPARGO}&with=Xyzzyq")
    assert "“Xyzzyq” is not in our list of places." in said(page)
    (field,) = controls(page, "with")
    assert field["value"] == "Xyzzyq"


@pytest.mark.parametrize("typed", ["Xyzzyq", "Benin", "Xyzzyq, Benin", "Monaco"])
def test_nobody_is_told_to_tap_on_a_map_that_is_not_there(client: Client, typed: str) -> None:
    page = get(client, f"/en/compare/?place={COPARGO}&with={typed}")
    assert not page.select("main input[type=image]")
    assert "map" not in said(page.main).casefold()


def test_a_place_at_sea_has_no_climate_and_the_page_says_so(client: Client) -> None:
    page = get(client, f"/en/compare/?place={COPARGO}&with=0.0,+-30.0")
    assert "lies in the sea" in said(page)


def test_a_number_that_is_no_place_is_said(client: Client) -> None:
    page = get(client, f"/en/compare/?place={COPARGO}&with=99999999999")
    assert "99999999999" in said(page)


def test_without_land_the_page_asks_for_both_places(client: Client) -> None:
    page = get(client, "/en/compare/")
    assert controls(page, "place") and controls(page, "with")
    assert link(page, "Say it")
