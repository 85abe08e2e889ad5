"""What other sites show of a link: a title, a description and a picture on every page that is for all."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client

from practices.models import Practice
from practices.regions import Region
from readers.models import PlainPage
from tests import factories
from tests.html import get, parsed, said

Work = Callable[[], None]
LAND = "lat=9.8&lon=1.5&place_name=Kopargo&texture=sandy"
PAGES = (
    "",
    "practices/",
    f"practices/?{LAND}",
    "practices/?q=stone",
    "practices/?place=Kopargo",
    "zones/semi_arid-hot/",
    "what-did-not-work/",
    "west-africa/",
    "west-africa/stone-lines/",
    f"west-africa/stone-lines/?{LAND}",
    "west-africa/stone-lines/peers/",
    "west-africa/stone-lines/tried/",
    "about/",
    "land/",
    "land/questions/",
    "tell/",
    "ask/",
    "ask/new/",
    "ask/listen/",
)


@pytest.fixture
def practice(region: Region, work: Work) -> Practice:
    home = region.section.get_parent().specific
    if not home.get_children().filter(slug="about").exists():
        home.add_child(instance=PlainPage(name_en="About", slug="about", intro_en="Who is behind this."))
    made = factories.make_practice(
        region.section,
        name_en='Stone "lines" & more',
        slug="stone-lines",
        summary_en="Stones slow the water.",
        drawing="zai-yatenga",
        latitude=9.8,
        longitude=1.5,
        zone_tags=("semi_arid-hot",),
    )
    work()
    return made


def tags(page: BeautifulSoup) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in page.head.find_all("meta", content=True):
        found.setdefault(str(tag.get("property") or tag.get("name")), []).append(str(tag["content"]))
    return found


def once(page: BeautifulSoup) -> dict[str, str]:
    """The tags of a page by name; each but the colours once, and none empty."""
    found = tags(page)
    for name, contents in found.items():
        assert len(contents) == 1 or name == "theme-color", (name, contents)
        assert all(text.strip() for text in contents), name
    return {name: contents[0] for name, contents in found.items()}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_page_says_what_it_is(practice: Practice, client: Client, language: str) -> None:
    descriptions = set()
    for path in PAGES:
        page = get(client, f"/{language}/{path}")
        found = once(page)
        assert {"og:title", "og:description", "og:image", "og:image:alt", "og:site_name"} <= set(found), path
        assert found["description"] == found["og:description"]
        assert page.title is not None and page.title.text.startswith(found["og:title"])
        assert not found["og:title"].endswith(found["og:site_name"]) or path == ""
        assert found["og:locale"].startswith(f"{language}_")
        assert found["twitter:card"] == "summary_large_image"
        address = urlsplit(found["og:url"])
        assert not address.query and address.path.startswith(f"/{language}/")
        assert found["og:url"] == page.find("link", rel="canonical")["href"]
        assert int(found["og:image:width"]) >= 600 and int(found["og:image:height"]) >= 600
        descriptions.add(found["description"])
    # Two each of the results, the practice and what has no sentence of its own say the same.
    assert len(descriptions) >= len(PAGES) - 6


def test_a_practice_says_how_it_went(practice: Practice, client: Client) -> None:
    found = once(get(client, f"/en/west-africa/stone-lines/?{LAND}"))
    assert found["og:type"] == "article"
    assert found["og:title"] == 'Stone "lines" & more'
    assert found["og:description"] == "Adopted. Stones slow the water."
    assert "Kopargo" not in found["og:description"]


@pytest.mark.parametrize("query", ["", f"?{LAND}", "?q=stone"])
def test_results_say_what_was_found(practice: Practice, client: Client, query: str) -> None:
    page = get(client, f"/en/practices/{query}")
    found = once(page)
    assert found["og:title"] == said(page.find("h1"))
    assert 'Stone "lines" & more' in found["og:description"]


def test_text_of_people_stays_text(region: Region, work: Work, client: Client) -> None:
    factories.make_practice(
        region.section,
        name_en='"><script>alert(1)</script>',
        slug="hostile",
        summary_en='" onload="x',
    )
    work()
    response = client.get("/en/west-africa/hostile/")
    assert b"<script>alert(1)" not in response.content
    assert once(parsed(response))["og:title"] == '"><script>alert(1)</script>'


def test_the_spaces_of_french_are_kept(region: Region, work: Work, client: Client) -> None:
    name = "Zaï\u00a0: des trous, et après\u202f?"
    factories.make_practice(region.section, name_en="Zai", name_fr=name, slug="zai")
    work()
    assert once(get(client, "/fr/west-africa/zai/"))["og:title"] == name


@pytest.mark.parametrize("path", ["mine/", "mine/AAAAAAAAAAAAAAAAAAAAAA/", "confirm/AAAA/", "stop/AAAA/"])
def test_private_pages_are_nobodys_to_share(region: Region, client: Client, path: str) -> None:
    page = parsed(client.get(f"/en/{path}"))
    assert not [name for name in tags(page) if name.startswith(("og:", "twitter:"))]


@pytest.mark.parametrize("path", ["readers/img/preview.png", "practices/drawings/zai-yatenga.png"])
def test_pictures_of_the_site_are_there(path: str) -> None:
    assert finders.find(path)
