"""The carbon market explained: found from every page, read from first to last, with its sources."""

import brotli
import pytest
from bs4 import Tag
from django.test import Client

from network.explained import market_pages
from tests import html

LANGUAGES = ("en", "fr", "es")
LAND = "place=2394822&place_name=Copargo&texture=sandy"
HTML_BYTES = 8_000

pytestmark = pytest.mark.usefixtures("region")


def onward(page: Tag, relation: str = "next") -> str:
    """Where the page says that reading goes on; empty at the end."""
    found = page.find("a", rel=relation)
    return str(found["href"]) if found else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_comes_whole_in_one_round_trip(client: Client, language: str) -> None:
    paths = [f"/{language}/carbon/", *(f"/{language}/carbon/{page.slug}/" for page in market_pages())]
    for path in paths:
        response = client.get(path, headers={"accept-encoding": "identity"})
        assert response.status_code == 200, path
        assert len(brotli.compress(response.content, quality=5)) <= HTML_BYTES, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_reads_through_all_pages_and_keeps_the_land(client: Client, language: str) -> None:
    contents = html.get(client, f"/{language}/carbon/?{LAND}")
    (first, *_rest) = [path for path, _query in html.links(contents) if path.count("/") == 4]
    address, read, page = f"{first}?{LAND}", [], contents
    while address:
        page = html.get(client, address)
        assert "texture=sandy" in address
        read.append(html.said(page.h1))
        address = onward(page)
    assert read == [page.title[language] for page in market_pages()]
    assert "/ask/new/" in str(page.find("nav", class_="pager"))


def test_one_gets_back_to_the_page_before_and_to_the_list(client: Client) -> None:
    first, second, *_rest = (f"/en/carbon/{page.slug}/" for page in market_pages())
    page = html.get(client, second)
    assert onward(page, "prev") == first
    assert html.link(page.article, "The carbon market explained") == "/en/carbon/"
    assert onward(html.get(client, first), "prev") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_is_told_in_words_of_the_page(client: Client, language: str) -> None:
    for shown in market_pages():
        page = html.get(client, f"/{language}/carbon/{shown.slug}/")
        (drawing,) = page.find_all(attrs={"role": "img"})
        assert drawing["aria-label"] == shown.drawing_shows[language]
        assert drawing.svg is not None


def test_sources_are_marked_with_the_language_they_are_in(client: Client) -> None:
    page = html.get(client, "/fr/carbon/both-sides/")
    sources = html.section(page, "Qui le dit")
    assert any(said.startswith("Vi Agroforestry") for said in html.in_language(sources, "en"))
    assert html.in_language(sources, "fr") == []
    assert "Geneva Policy Outlook" in html.said(sources)
    assert "30 novembre 2026" in html.said(sources)


def test_twelve_questions_are_numbered(client: Client) -> None:
    page = html.get(client, "/es/carbon/twelve-questions/")
    assert page.ol is not None
    assert len(page.ol.find_all("li")) == 12


@pytest.mark.parametrize("path", ["/en/carbon/nothing/", "/en/carbon/who-to-ask/", "/fr/carbon/SOIL-CARBON/"])
def test_a_page_that_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_foot_of_any_page_leads_there(client: Client, language: str) -> None:
    footer = html.get(client, f"/{language}/tell/?{LAND}").footer
    assert footer is not None
    assert [path for path, _query in html.links(footer, f"/{language}/carbon/")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_self_assessment_leads_there_with_the_land(client: Client, language: str) -> None:
    page = html.get(client, f"/{language}/check/?step=7&{LAND}&use_now=annual")
    assert page.main is not None
    ((_path, query),) = html.links(page.main, f"/{language}/carbon/")
    assert query["texture"] == ["sandy"]
