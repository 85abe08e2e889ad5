"""The results page: what a farmer sees for a land, and for an address that cannot be right."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from bs4 import Tag
from django.test import Client
from pytest_django import Settings

from practices.regions import Region
from tests import factories
from tests.html import controls, get, in_language, link, links, parsed, said, section
from zones.values import Classes
from zones.vocabulary import CROPS, TEXTURES

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


def test_the_near_one_is_close_and_the_far_one_is_folded(two: Region, client: Client) -> None:
    page = get(client, f"/en/practices/?{COPARGO}&texture=sandy&crops=maize")
    close, far = section(page, "Much like your land"), section(page, "Not like your land")
    assert "Sown in pits" in said(close)
    assert "Clay under cover" not in said(close)
    folded = far.find("details")
    assert isinstance(folded, Tag)
    assert not folded.has_attr("open")
    assert "Clay under cover" in said(folded)
    assert said(folded.find("summary")).startswith("Not like your land")


def test_the_far_ones_are_not_folded_where_they_stand_alone(two: Region, client: Client) -> None:
    page = get(client, f"/en/practices/?{COPARGO}&texture=sandy&crops=maize&only_outcome=abandoned")
    group = section(page, "Not like your land")
    assert "Clay under cover" in said(group)
    assert group.find("details") is None


def test_the_land_stays_in_every_link(two: Region, client: Client) -> None:
    page = get(client, f"/fr/practices/?{COPARGO}&texture=sandy")
    queries = [
        *(query for _, query in links(page, "/fr/west-africa/sown-in-pits/")),
        *(query for _, query in links(page, "/es/practices/")),
    ]
    assert len(queries) >= 2
    for query in queries:
        assert query["texture"] == ["sandy"]
        assert "place" in query


def test_a_passage_without_translation_carries_its_language(two: Region, client: Client) -> None:
    page = get(client, f"/fr/practices/?{COPARGO}")
    assert "Semer dans des trous" in said(page)
    assert "Clay under cover" in in_language(page, "en")


def test_facets_narrow_and_can_be_taken_away(two: Region, client: Client) -> None:
    page = get(client, "/en/practices/?only_outcome=abandoned")
    assert "Clay under cover" in said(page)
    assert "Sown in pits" not in said(page)
    assert ("/en/practices/", {}) in links(page)


def test_filters_that_find_nothing_are_left_out_and_it_is_said(two: Region, client: Client) -> None:
    page = get(client, "/en/practices/?only_outcome=abandoned&only_crops=maize")
    assert "Nothing fits all your filters" in said(page)
    assert "Clay under cover" in said(page) or "Sown in pits" in said(page)


def test_nothing_close_says_what_differs(two: Region, client: Client) -> None:
    page = get(client, "/en/practices/?lat=64.1&lon=-21.9&texture=sandy&crops=maize")
    assert "Nothing is much like your land" in said(page)
    assert "What differs most often" in said(page)


def test_nothing_close_for_want_of_knowledge_says_what_is_not_known(
    region: Region, work: Work, client: Client
) -> None:
    factories.make_practice(region.section, name_en="Hardly described", latitude=9.8, longitude=1.5)
    work()
    page = said(get(client, f"/en/practices/?{COPARGO}&texture=sandy&crops=maize"))
    assert "Nothing is much like your land" in page
    assert "What is most often not known of theirs: Feel of the soil." in page


def test_a_place_alone_is_one_list_that_says_what_was_not_compared(two: Region, client: Client) -> None:
    page = get(client, f"/en/practices/?{COPARGO}")
    listed = section(page, "Compared by climate only, the likest first; soil, slope and farming not yet")
    assert "Sown in pits" in said(listed)
    assert "Soil not said" in said(listed)
    folded = section(page, "Climate not like yours")
    assert "Clay under cover" in said(folded.find("details"))
    assert "like your land" not in said(page)


def test_one_question_at_a_time_stands_above_the_first_practice(two: Region, client: Client) -> None:
    page = get(client, f"/en/practices/?{COPARGO}")
    crops = section(page, "What do you grow or keep?")
    order = said(page)
    assert order.index("What do you grow") < order.index("Sown in pits")
    offered = [one for one in crops.find_all("a") if "crops=" in str(one["href"])]
    assert {parse_qs(urlsplit(str(one["href"])).query)["crops"][0] for one in offered} == set(CROPS)
    assert said(offered[0]) == "Maize", "what is grown on land like this one comes first"
    assert "How does the wet soil feel?" not in order

    page = get(client, link(crops, "Other"))
    soil = section(page, "How does the wet soil feel?")
    assert {query.get("texture", ["?"])[0] for _, query in links(soil)} == {*TEXTURES, "?"}
    assert "is your field?" not in said(get(client, link(soil, "I do not know")))
    for _, query in links(page.find("main"), "/en/practices/"):
        assert query.get("skip"), "what was passed over is not asked again"

    answered = said(get(client, f"/en/practices/?{COPARGO}&texture=sandy&crops=maize"))
    assert "What do you grow" not in answered
    assert "wet soil" not in answered


def test_where_the_map_is_unsure_it_says_about_and_asks(two: Region, client: Client) -> None:
    mountain = "lat=-13.5&lon=-72&texture=sandy&crops=maize"
    page = get(client, f"/en/practices/?{mountain}")
    rows = [said(row) for row in page.find_all("tr")]
    assert any(row.startswith("Rain in a yearabout") for row in rows), rows
    assert any(row.startswith("Growing seasonabout") for row in rows), rows
    heights = section(page, "The map is unsure in the mountains. How high is your field?")
    told = [query["altitude"][0] for _, query in links(heights, "/en/practices/") if "altitude" in query]
    assert told == sorted(told, key=int)
    assert len(told) >= 3
    answered = get(client, f"/en/practices/?{mountain}&altitude=3500")
    assert "How high is your field" not in said(answered)
    assert "Altitude3,500 mChange Altitude" in [said(row) for row in answered.find_all("tr")]


def test_an_unknown_hamlet_is_never_a_dead_end(two: Region, client: Client) -> None:
    page = get(client, "/fr/practices/?place=Zzzzqqqx, Bénin")
    assert "Parakou" in said(page), "towns of the country that was named"
    page = get(client, "/fr/practices/?place=Zzzzqqqx")
    assert controls(page, "map")
    assert "Zzzzqqqx" in {box.get("value") for box in controls(page, "place")} or "Zzzzqqqx" in said(page)
    assert controls(page, "place")


def test_a_name_that_many_places_have_offers_them(two: Region, client: Client) -> None:
    page = get(client, "/en/practices/?place=San+Antonio&texture=clay")
    offered = [query for _, query in links(page) if query.get("texture") == ["clay"]]
    places = {place for query in offered for place in query.get("place", []) if place.isdigit()}
    sent = {box.get("value") for box in controls(page, "place") if box.name == "button"}
    assert len(places | sent) >= 3


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
        ("place=999999999999", "does not have"),
        ("texture=sandy%0A", "nobody can type"),
        ("place_name=" + "a" * 10000, "too long"),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_cannot_be_read_is_said_and_the_rest_is_used(
    two: Region, client: Client, language: str, query: str, message: str
) -> None:
    page = get(client, f"/{language}/practices/?{query}&crops=maize")
    alerts = page.find_all(role="alert")
    assert alerts
    if language == "en":
        assert message in " ".join(map(said, alerts))


def test_decimal_commas_are_read(two: Region, client: Client) -> None:
    page = get(client, "/fr/practices/?lat=9,8&lon=1,5&texture=sandy&crops=maize")
    assert page.find(role="alert") is None
    assert said(page).index("Semer dans des trous") < said(page).index("Clay under cover")


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
        page = parsed(client.get("/en/practices/", {name: hostile, "lon": "1"}, follow=True))
        assert not [each for each in page.find_all("script") if "alert" in each.text]
    assert hostile in said(get(client, f"/en/practices/?place={quote(hostile)}"))


def test_the_land_form_keeps_what_was_typed_and_says_what_is_wrong(two: Region, client: Client) -> None:
    page = get(client, "/en/land/?go=1&place_typed=Copargo&ph=eleven&texture=clay")
    assert [box.get("value") for box in controls(page, "ph")] == ["eleven"]
    assert "Copargo" in [box.get("value") for box in controls(page, "place_typed")]
    assert "is not a number" in said(page)
    ticked = [box.get("value") for box in controls(page, "texture") if box.has_attr("checked")]
    assert ticked == ["clay"]


def test_the_land_form_leads_to_the_results(two: Region, client: Client) -> None:
    response = client.get("/en/land/?go=1&place_typed=Copargo&texture=sandy", follow=True)
    assert response.request["PATH_INFO"] == "/en/practices/"
    assert "texture=sandy" in response.request["QUERY_STRING"]
    assert "place=" in response.request["QUERY_STRING"]


def test_five_questions_carry_every_answer_on(two: Region, client: Client) -> None:
    response = client.get("/en/land/questions/?step=2&place=Copargo", follow=True)
    assert "place=" in response.request["QUERY_STRING"]
    assert controls(parsed(response), "texture")
    response = client.get("/en/land/questions/?step=6&texture=sandy&crops=maize", follow=True)
    assert response.request["PATH_INFO"] == "/en/practices/"


def test_an_unbuilt_index_is_no_server_error(
    two: Region, client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": tmp_path / "nothing"}
    response = client.get("/en/practices/")
    assert response.status_code == 503
    assert said(parsed(response).find("h1"))
    assert client.get("/health/ready").status_code == 503
