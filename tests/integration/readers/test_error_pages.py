"""What goes wrong is said in three languages, and never as a bare English page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from practices.models import Practice
from tests import factories
from tests.html import controls, links, parsed

pytestmark = pytest.mark.django_db

SITE_NAMES = ("Twin Fields", "Champs jumeaux", "Campos gemelos")


def said_in(content: bytes) -> list[str]:
    shown = content.decode()
    return [name for name in SITE_NAMES if name in shown.partition("<main")[2]]


def test_a_request_that_cannot_be_read(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["example.org"]
    response = Client().get("/en/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert said_in(response.content) == list(SITE_NAMES)


def test_a_form_from_elsewhere() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert said_in(response.content) == list(SITE_NAMES)


@pytest.fixture
def practice(db: None) -> Practice:
    return factories.make_practice(factories.make_region().section, name_fr="Cordons")


class TestNotFound:
    def test_no_search_engine_is_told_an_address(self, client: Client, practice: Practice) -> None:
        page = parsed(client.get("/fr/nothing/"))
        assert not page.find_all("link", rel=["canonical", "alternate"])
        assert page.find("html")["lang"] == "fr"

    def test_words_can_be_looked_for_with_the_land_kept(self, client: Client, practice: Practice) -> None:
        page = parsed(client.get("/fr/nothing/?place=2394822&texture=sandy"))
        (box,) = controls(page, "q")
        form = box.find_parent("form")
        assert form["action"] == "/fr/practices/" and form.get("method", "get") == "get"
        assert {each["name"]: each["value"] for each in form.find_all("input", type="hidden")} == {
            "place": "2394822",
            "texture": "sandy",
        }

    def test_other_languages_lead_to_what_is_there(self, client: Client, practice: Practice) -> None:
        page = parsed(client.get("/fr/nothing/?place=2394822"))
        others = {each["hreflang"]: each["href"] for each in page.find_all("a", hreflang=True)}
        assert others == {code: f"/{code}/practices/?place=2394822" for code in ("en", "es")}

    def test_no_link_on_it_is_broken(
        self, client: Client, practice: Practice, work: Callable[[], None]
    ) -> None:
        work()
        page = parsed(client.get("/es/nothing/"))
        for path, _query in links(page):
            assert not path or client.get(path, follow=True).status_code == 200, path


def test_while_the_index_is_away_words_are_kept(client: Client, practice: Practice) -> None:
    answer = client.get("/fr/practices/?q=pierres&place=2394822")
    assert answer.status_code == 503
    page = parsed(answer)
    assert not page.find_all("link", rel=["canonical", "alternate"])
    (box,) = controls(page, "q")
    assert box["value"] == "pierres"
    assert box.find_parent("form").find("input", attrs={"name": "place"})["value"] == "2394822"


class TestWithoutFrame:
    """Pages that need neither a database nor a language."""

    def test_a_broken_site_offers_words_to_look_for(
        self, client: Client, practice: Practice, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*args: Any, **kwargs: Any) -> None:
            raise ZeroDivisionError

        client.raise_request_exception = False
        monkeypatch.setattr(Practice, "get_context", broken)
        answer = client.get("/fr/west-africa/cordons/?place=2394822")
        assert answer.status_code == 500
        page = parsed(answer)
        assert page.find("html")["lang"] == "fr"
        assert set(said_in(answer.content)) == set(SITE_NAMES)
        form = page.find("form")
        assert form["action"] == "/fr/practices/"
        assert form.find("input", attrs={"name": "place"})["value"] == "2394822"

    def test_a_damaged_address_offers_words_to_look_for(self, client: Client) -> None:
        answer = client.get("/es/practices/?q=%00")
        assert answer.status_code == 400
        page = parsed(answer)
        assert page.find("html")["lang"] == "es"
        assert [form["action"] for form in page.find_all("form")] == [
            f"/{code}/practices/" for code in ("es", "en", "fr")
        ]
        assert not page.find_all("link")

    def test_too_many_fields(self, client: Client) -> None:
        address = "/fr/practices/?" + "&".join(f"a{number}=1" for number in range(1500))
        answer = client.get(address)
        assert answer.status_code == 400
        assert parsed(answer).find("form")["action"]
