"""From what a farmer types in the place field to a land, or to what can be chosen."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client

from practices.regions import Region
from tests import factories
from tests.html import controls, get, link, links, said, section
from zones import gazetteer
from zones.values import Classes

LANGUAGES = ("en", "fr", "es")


@pytest.fixture
def on_clay(region: Region, work: Callable[[], None]) -> Region:
    factories.make_practice(
        region.section, name_en="Ridges", latitude=9.8, longitude=1.5, texture=Classes.of("clay")
    )
    work()
    return region


def typed(client: Client, language: str, place: str, more: str = "") -> BeautifulSoup:
    return get(client, f"/{language}/practices/?{urlencode({'place': place})}{more}")


def arrives(client: Client, place: str, language: str = "fr") -> dict[str, list[str]]:
    """Returns the query of the address that typing the place leads to at once."""
    response = client.get(f"/{language}/practices/?{urlencode({'place': place})}")
    assert response.status_code == 302, place
    return parse_qs(urlsplit(response["Location"]).query)


def offered(node: BeautifulSoup) -> list[str]:
    """Returns the countries of the places that are offered, in their order."""
    ids = [query["place"][0] for _path, query in links(node) if "place" in query]
    places = [gazetteer.get(int(one)) for one in ids if one.isdigit()]
    return [place.country for place in places if place is not None]


ELSEWHERE = {"en": "Elsewhere", "fr": "Ailleurs", "es": "En otros lugares"}


@pytest.mark.parametrize("place", ["Paris, Mali", "Paris (Malí)", "Paris; ML", "Paris – Mali", "Paris Mali"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_country_told_is_not_left(on_clay: Region, client: Client, language: str, place: str) -> None:
    page = typed(client, language, place)
    found = offered(page)
    assert found[0] == "ML", "its towns come first"
    assert found.index("FR") == found.count("ML"), "and what lies elsewhere after all of them"
    assert "Bamako" in said(page)
    assert controls(page, "map") and controls(page, "place")


def test_what_lies_elsewhere_is_named_with_its_country(on_clay: Region, client: Client) -> None:
    page = typed(client, "en", "Manta, Benin")
    assert "part of the commune of Boukombé" in said(page)
    assert offered(page)[0] == "BJ"
    assert "Ecuador" in said(section(page, "Elsewhere"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_alone_leads_to_its_towns(on_clay: Region, client: Client, language: str) -> None:
    names = {"en": "Niger", "fr": "Niger", "es": "Níger"}
    page = typed(client, language, names[language])
    assert "Niamey" in said(page)
    assert offered(page)[0] == "NE"


def test_a_country_without_places_is_said(on_clay: Region, client: Client) -> None:
    page = typed(client, "en", "Antarctica")
    assert "our list has no place there" in said(page)
    assert not offered(page)
    assert controls(page, "map")


def test_a_region_leads_to_its_towns(on_clay: Region, client: Client) -> None:
    assert set(offered(typed(client, "es", "Lempira"))) == {"HN"}
    assert set(offered(typed(client, "en", "Punjab"))) == {"IN", "PK"}


@pytest.mark.parametrize(
    ("place", "name"),
    [("Djougou Bénin", "Djougou"), ("Ludhiana Punjab", "Ludhiana"), ("Copargo\u200b", "Copargo")],
)
def test_one_place_that_fits_is_gone_to(on_clay: Region, client: Client, place: str, name: str) -> None:
    assert arrives(client, place)["place_name"] == [name]


@pytest.mark.parametrize(
    "place",
    [
        "9.8, 1.5",
        "9,8 1,5",
        "9°48'N 1°30'E",
        "9° 48′ 0″ N, 1° 30′ 0″ E",
        "N 9.8 E 1.5",
        "geo:9.8,1.5",
        "9.80000000000123, 1.5000000000000001",
        "https://maps.example.org/maps/place/Copargo/@9.8012345,1.5012345,14z/data=" + "x" * 200,
    ],
)
@pytest.mark.parametrize(
    ("path", "name"), [("practices/", "place"), ("land/", "place_typed"), ("land/", "place")]
)
def test_a_position_is_understood_where_a_place_is_asked(
    on_clay: Region, client: Client, path: str, name: str, place: str
) -> None:
    response = client.get(f"/es/{path}?{urlencode({'go': '1', name: place})}", follow=True)
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert "9,8° / 1,5°, cerca de Kopargo, Benín" in said(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_position_off_the_globe_is_said(on_clay: Region, client: Client, language: str) -> None:
    page = typed(client, language, "95.2, 10")
    assert "95.2, 10" in said(page.find(role="alert"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_sea_there_is_no_match(on_clay: Region, client: Client, language: str) -> None:
    page = get(client, f"/{language}/practices/?lat=0&lon=-150&texture=clay")
    assert said(page.find(role="status"))
    assert "Ridges" not in said(page)
    assert not page.find("article")
    assert controls(page, "place") and controls(page, "map")
    assert {box["value"] for box in controls(page, "texture")} == {"clay"}, "the soil is kept"


def test_a_practice_is_not_compared_with_the_sea(on_clay: Region, client: Client) -> None:
    page = get(client, "/en/west-africa/ridges/?lat=0&lon=-150&texture=clay")
    assert "no land at this position" in said(page.find(role="alert"))
    assert "Ridges" in said(page.find("h1"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "way", ["practices/?place=Copargo&", "practices/?lat=9.8&lon=1.5&", "west-africa/ridges/?"]
)
def test_an_answer_that_does_not_exist_is_said(
    on_clay: Region, client: Client, language: str, way: str
) -> None:
    page = get(client, f"/{language}/{way}crops=wheat")
    assert "wheat" in said(page.find(role="alert"))


def test_an_answer_that_does_not_exist_is_said_while_the_place_is_chosen(
    on_clay: Region, client: Client
) -> None:
    page = get(client, "/en/practices/?place=San+Antonio&crops=wheat&colour=red")
    assert "wheat" in said(page.find(role="alert"))
    assert "colour" in said(page)
    _path, query = next(one for one in links(page, "/en/practices/") if "place" in one[1])
    assert (query["crops"], query["colour"]) == (["wheat"], ["red"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_that_does_not_exist_is_said(on_clay: Region, client: Client, language: str) -> None:
    page = get(client, f"/{language}/practices/?soil_colour=red&texture=clay")
    assert "soil_colour" in said(page)
    quiet = get(client, f"/{language}/practices/?texture=clay&utm_source=mail&fbclid=abc&_ga=1&go=1")
    assert not quiet.find(role="status")


@pytest.mark.parametrize(("language", "country"), [("en", "Benin"), ("fr", "Bénin"), ("es", "Benín")])
def test_the_land_always_says_its_country(
    on_clay: Region, client: Client, language: str, country: str
) -> None:
    for place in (
        "place=Copargo",
        "place=Kopargo,+Benin",
        "lat=9.8&lon=1.5",
        "lat=9.8&lon=1.5&place_name=Chez+moi",
    ):
        page = get(client, f"/{language}/practices/?{place}")
        assert any(country in said(line) for line in page.find_all("summary")), place


def bar(page: BeautifulSoup) -> str:
    return next(said(line) for line in page.find_all("summary") if line.find("b") and line.find("u"))


def test_the_land_bar_trusts_no_name_of_an_address(on_clay: Region, client: Client) -> None:
    page = get(client, "/en/practices/?place=2394822&place_name=Paris")
    assert "Paris" not in said(page) and "Kopargo, Benin" in bar(page)
    assert "Copargo, Benin" in bar(get(client, "/en/practices/?place=2394822&place_name=copargo"))
    assert "Tiquipaya, Bolivia" in bar(get(client, "/en/practices/?place=tiquipaya"))


@pytest.mark.parametrize("path", ["about/", "what-did-not-work/", "zones/sub_humid-hot-sandy/", "land/", ""])
def test_a_link_made_by_hand_keeps_its_place_on_every_page(
    on_clay: Region, client: Client, path: str
) -> None:
    call_command("load_pages", verbosity=0)
    response = client.get(f"/fr/{path}?place=Copargo")
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    assert "Copargo, Bénin" in bar(page)
    kept = [query for way, query in links(page) if way == "/fr/practices/"]
    assert kept[0]["place"] == ["2394822"]
    english = [query for way, query in links(page) if way == f"/en/{path}"]
    assert english[0]["place"] == ["2394822"]


def test_words_and_filters_outlast_the_land(on_clay: Region, client: Client) -> None:
    page = get(client, "/en/practices/?place=2394822&texture=clay&q=ridges&only_outcome=adopted")
    forget = urlsplit(link(page, "Forget my land"))
    assert parse_qs(forget.query) == {"q": ["ridges"], "only_outcome": ["adopted"]}
    form = get(client, link(page, "Change the place"))
    fields = {str(box["name"]): str(box["value"]) for box in form.find_all("input", type="hidden")}
    assert (fields["q"], fields["only_outcome"]) == ("ridges", "adopted")
    there = client.get("/en/land/", {**fields, "place_typed": "Parakou", "texture": "sandy"})
    query = parse_qs(urlsplit(there["Location"]).query)
    assert (query["q"], query["only_outcome"], query["texture"]) == (["ridges"], ["adopted"], ["sandy"])


def test_back_from_a_practice_is_the_same_list(on_clay: Region, client: Client) -> None:
    address = "/en/practices/?place=2394822&q=ridges&sort=land&only_outcome=adopted&skip=crops"
    wanted = parse_qs(urlsplit(address).query)
    practice = get(client, link(get(client, address), "Ridges"))
    back = urlsplit(link(practice, "The list for"))
    assert (back.path, parse_qs(back.query)) == ("/en/practices/", wanted)
    (canonical,) = practice.find_all("link", rel="canonical")
    assert "?" not in str(canonical["href"])
    (menu,) = practice.find_all("header", limit=1)
    assert [query for _way, query in links(menu, "/en/practices/")] == [{"place": ["2394822"]}]


def test_what_our_list_lacks_is_said(on_clay: Region, client: Client) -> None:
    page = typed(client, "en", "Dassori")
    assert "“Dassori” is not in our list of places." in said(page)
    assert "Dassuri" not in said(page), "no spelling that nobody typed"
    assert "BJ" in offered(typed(client, "en", "Parakoo")), "a name nearly the same is offered"


def test_a_postcode_is_answered_kindly(on_clay: Region, client: Client) -> None:
    page = typed(client, "en", "28000", "&typed=1")
    assert "no postcodes" in said(page)
    assert controls(page, "place") and controls(page, "map")


def test_many_places_of_one_name_can_all_be_reached(on_clay: Region, client: Client) -> None:
    page = typed(client, "en", "Santa Cruz", "&q=ridges")
    assert len(offered(page)) == 24
    assert "16 more places" in said(page)
    (narrowed,) = (each for each in page.find_all("a") if said(each) == "Costa Rica")
    there = get(client, str(narrowed["href"]))
    assert "Santa Cruz, Costa Rica" in bar(there)


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_are_offered_while_somebody_types(client: Client, db: None, language: str) -> None:
    url = f"/{language}/land/places.json"
    response = client.get(url, {"begins": "kopargo"})
    assert "public" in response["Cache-Control"] and "max-age" in response["Cache-Control"]
    assert len(response.content) < 600
    (best, *_others) = response.json()
    assert best in ("Kopargo, Benin", "Kopargo, Bénin", "Kopargo, Benín")
    assert arrives(client, best, language)["place"] == ["2394822"], "what is offered is understood"
    for hostile in ("", "k", "<script>", "a" * 9000, "%", "\u202e", "村"):
        assert client.get(url, {"begins": hostile}).status_code == 200
    assert client.post(url).status_code == 405
