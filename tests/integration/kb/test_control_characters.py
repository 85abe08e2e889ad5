"""NUL and its like never reach the database, by no address and no form; and nobody loses text over them."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kb.models import User
from practices.regions import Region
from readers.models import PlainPage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SITE_NAMES = ("Twin Fields", "Champs jumeaux", "Campos gemelos")
PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@pytest.fixture
def region() -> Region:
    return factories.make_region()


@pytest.fixture
def office(region: Region) -> Client:
    client = Client()
    client.force_login(factories.UserFactory(is_superuser=True, language="fr"))
    return client


def every_route(patterns: list[Any], before: str = "") -> Iterator[str]:
    """Each address that the site knows, with something for every part that is named in it."""
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from every_route(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            filled = re.sub(r"<(?:int:)?\w*(?:id|pk|version|page)\w*>", "1", route)
            filled = re.sub(r"\(\?P<\w+>[^)]*\)|\(\(\?:.*?\)\*\)|<[^>]+>", "x", filled)
            yield "/" + re.sub(r"[\\^$?]", "", filled)


def test_no_address_takes_one_in_its_query_or_path(office: Client) -> None:
    """On PostgreSQL each of these would be an error of the database where the value is looked up."""
    routes = sorted(set(every_route(get_resolver().url_patterns)))
    assert len(routes) > 200
    assert {"/admin/login/", "/admin/users/", "/sitemap.xml", "/en/practices/"} <= set(routes)
    for route in routes:
        for address in (f"{route}?q=a%00b", f"{route}?a%01=1", f"{route}%00/"):
            assert office.get(address).status_code == 400, address


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(
    "address",
    ["/{}/practices/?q=sorghum%00", "/{}/practices/?texture=%1Fsandy", "/{}/places/?q=%7f", "/{}/a%00b/"],
)
def test_a_reader_is_told_in_three_languages(address: str, language: str) -> None:
    response = Client().get(address.format(language))
    assert response.status_code == 400
    assert all(name in response.content.decode() for name in SITE_NAMES)
    assert "'none'" in response["Content-Security-Policy"]


def test_a_cookie_with_one_is_refused_too() -> None:
    """Quoted cookies have escapes of their own."""
    client = Client()
    response = client.get("/admin/", headers={"cookie": 'sessionid="\\000aaaaaaaaaaaaaaaa"'})
    assert response.status_code == 400


def test_ordinary_text_passes_everywhere(region: Region) -> None:
    client = Client()
    for text in ("Copargo’s", "Ñandú", "a%09b", "two%0D%0Alines", "%C3%82ge", "%E2%80%99"):
        assert client.get(f"/admin/login/?next=/{text}").status_code == 200


def send_again(client: Client, html: str) -> Any:
    """What the button of the refusal does."""
    form = BeautifulSoup(html, "html.parser").select_one("form[method=post]")
    assert form is not None
    data: dict[str, list[str]] = {}
    for box in form.select("input[type=hidden]"):
        data.setdefault(str(box["name"]), []).append(str(box["value"]))
    return client.post(str(form["action"]), data)


def test_a_form_is_refused_with_everything_typed_and_sent_again_without(office: Client) -> None:
    data = {
        "email": "nora@example.org",
        "display_name": "No\x00ra\x0bB.\n",
        "language": "es",
        "groups": [],
        "password1": "lluvia y viento 7",
        "password2": "lluvia y viento 7",
    }
    response = office.post("/admin/users/new/?from=list", data)
    html = response.content.decode()
    assert response.status_code == 400
    assert '<html lang="fr"' in html and "Nora B." in html and "/admin/users/new/?from=list" in html
    assert "lluvia" not in html
    again = send_again(office, html)
    assert again.status_code == 200 and "Nora B." in again.content.decode()
    assert not User.objects.filter(email="nora@example.org").exists()


def test_a_page_is_saved_by_the_button(office: Client, region: Region) -> None:
    home = factories.make_home()
    address = reverse("wagtailadmin_pages:add", args=("readers", "plainpage", home.pk))
    text = {
        "blocks": [{"key": "a", "text": "Bonjour\u0002", "type": "unstyled", "depth": 0}],
        "entityMap": {},
    }
    for block in text["blocks"]:
        block |= {"inlineStyleRanges": [], "entityRanges": []}
    form = BeautifulSoup(office.get(address).content, "html.parser").select_one("#page-edit-form")
    assert form is not None
    data = {
        str(box["name"]): str(
            box.get("value") or "null" if "body" in str(box["name"]) else box.get("value", "")
        )
        for box in form.select("input[name], textarea[name]")
        if box.get("type") not in ("checkbox", "submit", "file")
    }
    data |= {"name_fr": "À pro\x02pos", "body_fr": json.dumps(text), "action-publish": "action-publish"}
    response = office.post(address, data)
    assert response.status_code == 400
    assert send_again(office, response.content.decode()).status_code == 302
    page = PlainPage.objects.get()
    assert page.live and page.name_fr == "À propos" and "Bonjour" in page.body_fr
    assert "\x02" not in page.body_fr


def test_an_upload_keeps_its_words_and_says_that_the_file_is_to_be_chosen_again(office: Client) -> None:
    address = reverse("wagtailimages:add")
    file = SimpleUploadedFile("a.gif", PIXEL, "image/gif")
    response = office.post(address, {"title": "Za\x00ï", "file": file})
    assert response.status_code == 400
    html = response.content.decode()
    assert "Zaï" in html and "choisir à nouveau" in html
    again = send_again(office, html)
    assert again.status_code == 200 and "Zaï" in again.content.decode()


def test_scripts_get_an_answer_that_they_understand(office: Client) -> None:
    home = factories.make_home()
    address = reverse("wagtailadmin_pages:add", args=("readers", "plainpage", home.pk))
    response = office.post(address, {"name_en": "a\x00"}, headers={"accept": "application/json"})
    assert (response.status_code, response.json()["success"]) == (400, False)
    assert response.json()["error_message"]


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "application/x-www-form-urlencoded"]
)
def test_json_is_read_to_its_bottom(office: Client, content_type: str) -> None:
    address = reverse("wagtailadmin_dismissibles")
    for body in ('{"a\\u0000": true}', '{"a": "\\ud800"}', '{"a": [{"b": "\\u0001"}]}'):
        assert office.patch(address, body, content_type=content_type).status_code == 400
    assert office.patch(address, '{"a": true}', content_type=content_type).status_code == 200


def test_a_form_from_elsewhere_is_not_given_back() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/admin/login/", {"username": "a\x00", "next": "zzmark"})
    assert response.status_code == 403 and "zzmark" not in response.content.decode()
