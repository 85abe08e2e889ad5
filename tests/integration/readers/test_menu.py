"""The menu of every page: what it leads to is there, keeps the land, and says where one is."""

import pytest
from bs4 import Tag
from django.core.management import call_command
from django.test import Client

from practices.regions import Region
from readers.models import PlainPage
from tests import html

LAND = "place=2394822&place_name=Copargo&texture=sandy"


@pytest.fixture(autouse=True)
def pages(region: Region) -> None:
    call_command("load_pages", verbosity=0)


def menu(client: Client, address: str) -> Tag:
    """Returns the first navigation of the page."""
    found = html.get(client, address).nav
    assert found is not None
    return found


def marked(found: Tag) -> list[str]:
    return [html.said(each) for each in found.find_all(attrs={"aria-current": "page"})]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_everything_in_the_menu_is_there_and_keeps_the_land(client: Client, language: str) -> None:
    found = list(html.links(menu(client, f"/{language}/about/?{LAND}")))
    assert len(found) >= 6 + PlainPage.objects.live().count()
    for path, query in found:
        assert client.get(path, query).status_code == 200, path
        assert query["place"] == ["2394822"]
        assert query["texture"] == ["sandy"]


def test_where_one_is_is_marked(client: Client) -> None:
    assert marked(menu(client, "/en/")) == []
    assert marked(menu(client, f"/en/practices/?{LAND}")) == ["Find"]
    assert marked(menu(client, "/en/ask/")) == ["Ask"]
    assert marked(menu(client, "/en/tell/")) == ["Tell"]
    assert marked(menu(client, "/en/what-did-not-work/")) == ["What did not work"]
    assert marked(menu(client, "/en/about/")) == ["Who is behind this"]


def test_editors_decide_which_plain_pages_it_holds(client: Client) -> None:
    legal, privacy = PlainPage.objects.get(slug="legal"), PlainPage.objects.get(slug="privacy")
    legal.unpublish()
    privacy.show_in_footer = False
    privacy.save()
    paths = [path for path, _query in html.links(menu(client, "/en/"))]
    assert "/en/about/" in paths
    assert "/en/legal/" not in paths
    assert "/en/privacy/" not in paths
