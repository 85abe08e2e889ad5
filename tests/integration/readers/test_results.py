"""The results page: what a farmer sees for a land, and for an address that cannot be right."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import Settings

from practices.regions import Region
from tests import factories
from zones.values import Classes

Work = Callable[[], None]
COPARGO = "place=Copargo"


@pytest.fixture
def two(region: Region, work: Work) -> Region:
    """One practice on sand near Copargo, one on clay near Chartres."""
    factories.make_practice(
        region.section,
        name_en="Sown in pits",
        name_fr="Semer dans des trous",
        latitude=9.8,
        longitude=1.5,
        texture=Classes.of("sandy"),
        crops=Classes.of("maize"),
    )
    factories.make_practice(
        region.section,
        name_en="Clay under cover",
        country="FR",
        place_name="Chartres",
        latitude=48.4,
        longitude=1.5,
        texture=Classes.of("clay"),
        crops=Classes.of("wheat_barley"),
        outcome="abandoned",
    )
    work()
    return region


def get(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def test_the_near_one_is_close_and_the_far_one_is_folded(two: Region, client: Client) -> None:
    page = get(client, f"/en/practices/?{COPARGO}&texture=sandy&crops=maize")
    close, _, far = page.partition("Far from your land")
    assert "Very close to your land" in close
    assert "Sown in pits" in close
    assert "Clay under cover" not in close
    assert "Clay under cover" in far
    assert "<details" in close[-80:]


def test_the_far_ones_are_not_folded_where_they_stand_alone(two: Region, client: Client) -> None:
    page = get(client, f"/en/practices/?{COPARGO}&texture=sandy&crops=maize&only_outcome=abandoned")
    group = page[page.index('class="card-group card-group--far"') :].partition("</section>")[0]
    assert "Clay under cover" in group
    assert "<details" not in group


def test_the_land_stays_in_every_link(two: Region, client: Client) -> None:
    page = get(client, f"/fr/practices/?{COPARGO}&texture=sandy")
    assert "/fr/west-africa/sown-in-pits/?place=" in page
    assert "texture=sandy" in page.split("/es/practices/?", 1)[1].split('"', 1)[0]


def test_a_passage_without_translation_carries_its_language(two: Region, client: Client) -> None:
    page = get(client, f"/fr/practices/?{COPARGO}")
    assert "Semer dans des trous" in page
    assert '<span lang="en">Clay under cover</span>' in page


def test_facets_narrow_and_can_be_taken_away(two: Region, client: Client) -> None:
    page = get(client, "/en/practices/?only_outcome=abandoned")
    assert "Clay under cover" in page
    assert "Sown in pits" not in page
    assert 'href="/en/practices/"' in page


def test_filters_that_find_nothing_are_left_out_and_it_is_said(two: Region, client: Client) -> None:
    page = get(client, "/en/practices/?only_outcome=abandoned&only_crops=maize")
    assert "Nothing fits all your filters" in page
    assert "Clay under cover" in page or "Sown in pits" in page


def test_nothing_close_says_what_differs(two: Region, client: Client) -> None:
    page = get(client, "/en/practices/?lat=64.1&lon=-21.9&texture=sandy&crops=maize")
    assert "Nothing is very close to your land" in page
    assert "What differs most often" in page


def test_a_place_alone_asks_for_soil_and_crop(two: Region, client: Client) -> None:
    page = get(client, f"/en/practices/?{COPARGO}")
    assert "The soil is not compared yet" in page
    assert "The crop is not compared yet" in page
    answered = get(client, f"/en/practices/?{COPARGO}&texture=sandy&crops=maize")
    assert "is not compared yet" not in answered


def test_an_unknown_hamlet_is_never_a_dead_end(two: Region, client: Client) -> None:
    page = get(client, "/fr/practices/?place=Zzzzqqqx, Bénin")
    assert "Parakou" in page, "towns of the country that was named"
    page = get(client, "/fr/practices/?place=Zzzzqqqx")
    assert "Zzzzqqqx" in page
    assert 'name="map"' in page
    assert 'name="place"' in page


def test_a_name_that_many_places_have_offers_them(two: Region, client: Client) -> None:
    page = get(client, "/en/practices/?place=San+Antonio&texture=clay")
    assert page.count('class="place"') >= 3
    assert "texture=clay" in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("lat=95&lon=1", "Latitude"),
        ("lat=north&lon=1", "north"),
        ("lat=9.7", "A position needs both latitude and longitude"),
        ("rain=99999999", "Rain in a year"),
        ("ph=acid", "acid"),
        ("texture=chocolate", "chocolate"),
        ("frost=perhaps", "perhaps"),
        ("place=999999999999", "no longer in our list"),
        ("texture=sandy%0A", "nobody can type"),
        ("place_name=" + "a" * 10000, "too long"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_cannot_be_read_is_said_and_the_rest_is_used(
    two: Region, client: Client, language: str, query: str, message: str
) -> None:
    page = get(client, f"/{language}/practices/?{query}&crops=maize")
    assert 'role="alert"' in page
    if language == "en":
        assert message in page


def test_decimal_commas_are_read(two: Region, client: Client) -> None:
    page = get(client, "/fr/practices/?lat=9,8&lon=1,5&texture=sandy&crops=maize")
    assert 'role="alert"' not in page
    assert page.index("Semer dans des trous") < page.index("Clay under cover")


@pytest.mark.parametrize("page", ["1000000000", "0", "-1", "two", "1.5", "٣", "501", "2"])
def test_pages_that_are_none_are_not_found(two: Region, client: Client, page: str) -> None:
    assert client.get(f"/en/practices/?page={quote(page)}").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/de/practices/", 404),
        ("/en/zones/nowhere/", 404),
        ("/en/west-africa/no-such-practice/", 404),
        ("/en/practices/?only_zone=nowhere&unknown=1", 200),
        ("/en/land/?map.x=99999999&map.y=1", 200),
        ("/en/land/?map.x=180&map.y=70", 200),
        ("/en/land/questions/?step=99", 200),
        ("/en/land/questions/?step=3&lat=9.8&lon=1.5", 200),
        ("/en/zones/sub_humid-hot-sandy/", 200),
    ],
)
def test_other_addresses_end_cleanly(two: Region, client: Client, address: str, status: int) -> None:
    assert client.get(address, follow=True).status_code == status


def test_hostile_text_is_escaped_wherever_it_shows(two: Region, client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    for name in ("place", "place_name", "texture", "lat", "only_outcome"):
        page = client.get("/en/practices/", {name: hostile, "lon": "1"}, follow=True).content.decode()
        assert "<script>alert" not in page
    assert escape(hostile) in get(client, f"/en/practices/?place={quote(hostile)}")


def test_the_land_form_keeps_what_was_typed_and_says_what_is_wrong(two: Region, client: Client) -> None:
    page = get(client, "/en/land/?go=1&place_typed=Copargo&ph=eleven&texture=clay")
    assert 'value="eleven"' in page
    assert 'value="Copargo"' in page
    assert "is not a number" in page
    assert 'value="clay" checked' in page


def test_the_land_form_leads_to_the_results(two: Region, client: Client) -> None:
    response = client.get("/en/land/?go=1&place_typed=Copargo&texture=sandy", follow=True)
    assert response.request["PATH_INFO"] == "/en/practices/"
    assert "texture=sandy" in response.request["QUERY_STRING"]
    assert "place=" in response.request["QUERY_STRING"]


def test_five_questions_carry_every_answer_on(two: Region, client: Client) -> None:
    response = client.get("/en/land/questions/?step=2&place=Copargo", follow=True)
    assert "place=" in response.request["QUERY_STRING"]
    page = response.content.decode()
    assert 'name="texture"' in page
    response = client.get("/en/land/questions/?step=6&texture=sandy&crops=maize", follow=True)
    assert response.request["PATH_INFO"] == "/en/practices/"


def test_an_unbuilt_index_is_no_server_error(
    two: Region, client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": tmp_path / "nothing"}
    response = client.get("/en/practices/")
    assert response.status_code == 503
    assert b"<html" in response.content
    assert client.get("/health/ready").status_code == 503
