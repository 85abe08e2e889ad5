"""What every public address has in common: validators, no cookies, a strict policy, three languages."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from practices.models import Practice
from practices.regions import Region
from search.engines.base import EMBEDDED
from search.engines.registry import embedded_writer
from search.indexing.rebuilding import rebuild
from search.indexing.worker import drain_outbox
from tests import factories
from zones.vocabulary import LANGUAGES

pytestmark = pytest.mark.django_db

NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PAGES = (
    "/{language}/",
    "/{language}/practices/",
    "/{language}/practices/?lat=9.8&lon=1.5&texture=sandy&crops=maize&q=stone",
    "/{language}/practices/words.json",
    "/{language}/land/",
    "/{language}/land/places.json?begins=par",
    "/{language}/land/questions/",
    "/{language}/land/map/world.svg",
    "/{language}/zones/sub_humid-hot-sandy/",
    "/{language}/west-africa/",
    "/{language}/west-africa/stone-lines/",
    "/{language}/about/",
)
MACHINES = ("/sitemap.xml", "/robots.txt", "/health/live", "/health/ready")
REFUSALS = (
    "/{language}/nowhere/",
    "/{language}/practices/?page=1000000000",
    "/{language}/zones/nowhere/",
    "/{language}/land/map/nowhere.svg",
    "/de/practices/",
    "/media/nowhere.jpg",
    "/documents/1/nowhere.pdf",
)
DAMAGED = ("/{language}/%00/", "/{language}/west-africa/a%00b/", "/{language}/practices/?q=%00")


@pytest.fixture
def region(settings: Settings, tmp_path: object) -> Region:
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": f"{tmp_path}/index"}
    call_command("load_pages", verbosity=0)
    made = factories.make_region()
    factories.make_practice(made.section)
    rebuild(EMBEDDED)
    return made


def in_every_language(addresses: tuple[str, ...]) -> list[str]:
    return sorted({address.format(language=code) for address in addresses for code in LANGUAGES})


def test_every_answer_has_the_whole_policy_and_no_cookie(region: Region, client: Client) -> None:
    expected = dict.fromkeys(in_every_language(PAGES) + list(MACHINES), 200)
    expected |= dict.fromkeys(in_every_language(REFUSALS), 404)
    expected |= dict.fromkeys(in_every_language(DAMAGED), 400)
    expected |= {"/": 302, "/practices/": 302, "/fr/practices": 301, "/fr/practices/?place=Copargo": 302}
    for address, status in expected.items():
        response = client.get(address)
        assert response.status_code == status, address
        assert not response.cookies, address
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'self'" in policy, address
        assert "unsafe" not in policy, address
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["Referrer-Policy"] == "same-origin", address
        if status == 404:
            assert re.search(rb'<html lang="(en|fr|es)"', response.content), address


def test_the_same_is_not_sent_twice(region: Region, client: Client) -> None:
    for address in in_every_language(PAGES):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again["ETag"] == first["ETag"], address


def test_a_publish_changes_what_a_browser_has_kept(region: Region, client: Client) -> None:
    addresses = (
        "/en/practices/",
        "/en/west-africa/",
        "/en/west-africa/stone-lines/",
        "/en/practices/words.json",
    )
    kept = {address: client.get(address)["ETag"] for address in addresses}
    practice = Practice.objects.get()
    practice.name_en = "Lines of stones"
    practice.save_revision().publish()
    drain_outbox(embedded_writer())
    for address in addresses:
        response = client.get(address, headers={"if-none-match": kept[address]})
        assert response.status_code == 200, address
        assert "Lines of stones" in response.content.decode(), address


@pytest.mark.parametrize("moved", ["practice", "section", "other region"])
def test_an_old_address_leads_to_the_new_one(
    region: Region,
    client: Client,
    moved: str,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    practice, new = Practice.objects.get(), "west-africa/rows-of-stones/"
    with django_capture_on_commit_callbacks(execute=True):
        if moved == "practice":
            practice.slug = "rows-of-stones"
            practice.save_revision().publish()
        elif moved == "section":
            region.section.slug, new = "sahel", "sahel/stone-lines/"
            region.section.save_revision().publish()
        else:
            practice.move(factories.make_region("andes", "Andes").section, pos="last-child")
            new = "andes/stone-lines/"
    for language in LANGUAGES:
        response = client.get(f"/{language}/west-africa/stone-lines/?texture=sandy")
        assert response.status_code == 301
        assert response["Location"].split("?")[0] == f"/{language}/{new}"
        assert client.get(f"/{language}/{new}").status_code == 200


def entries(client: Client) -> dict[str, dict[str, str]]:
    """Addresses of the sitemap, each with its alternates by language."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  our own
    return {
        str(entry.findtext("s:loc", namespaces=NAMESPACES)): {
            link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall("x:link", NAMESPACES)
        }
        for entry in tree.findall("s:url", NAMESPACES)
    }


def test_what_stands_below_an_unpublished_page_is_not_served(region: Region, client: Client) -> None:
    assert client.get("/en/west-africa/stone-lines/").status_code == 200
    region.section.unpublish()
    assert client.get("/en/west-africa/stone-lines/").status_code == 404


def test_the_sitemap_has_every_public_page_in_three_languages_and_no_other(
    region: Region, client: Client
) -> None:
    draft = factories.make_practice(region.section, live=False, name_en="Half-moons")
    hidden = factories.make_region("andes", "Andes").section
    factories.make_practice(hidden, name_en="Terraces")
    hidden.unpublish()
    found = entries(client)
    paths = {re.sub(r"^https?://[^/]+", "", address) for address in found}
    for page in ("", "west-africa/", "west-africa/stone-lines/", "about/"):
        assert {f"/{code}/{page}" for code in LANGUAGES} <= paths
    assert not [path for path in paths if draft.slug in path or "andes" in path]
    for address, alternates in found.items():
        assert set(alternates) == {*LANGUAGES, "x-default"}, address
        assert address in alternates.values()
        assert set(alternates.values()) <= found.keys(), address
