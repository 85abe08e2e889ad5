"""The service worker as it is served, what it may never keep, and what is promised to whom."""

import re

import brotli
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from exchange.stamps import new_stamp
from practices.models import Practice
from readers.views.service_worker import SOURCE, worker_source
from tests import factories
from tests.html import get, links, parsed, said
from zones.vocabulary import LANGUAGES

pytestmark = pytest.mark.django_db

MOST_BYTES = 3_000
TOKEN = "x" * 22


def rule(name: str) -> re.Pattern[str]:
    """Returns an expression of the worker; those used here mean the same in Python."""
    found = re.search(rf"^const {name} = /(.+)/g?;$", SOURCE.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return re.compile(found[1].replace(r"\/", "/"))


def scripts(client: Client, address: str) -> list[str]:
    return [str(each["src"]) for each in get(client, address).find_all("script", src=True)]


@pytest.fixture
def practice() -> Practice:
    return factories.make_practice(factories.make_region().section)


class TestTheFile:
    def test_it_is_small_and_asked_for_anew_each_time(self, client: Client) -> None:
        response = client.get("/service-worker.js", headers={"accept-encoding": "br"})
        assert response["Content-Type"].startswith("text/javascript")
        assert response["Cache-Control"] == "no-cache"
        assert len(response.content) <= MOST_BYTES
        assert brotli.decompress(response.content).decode() == worker_source(True)
        again = client.get("/service-worker.js", headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304

    def test_its_own_policy_lets_it_ask_the_site_alone(self, client: Client) -> None:
        policy = client.get("/service-worker.js")["Content-Security-Policy"]
        assert "connect-src 'self'" in policy
        assert "default-src 'none'" in policy
        assert "worker-src 'self'" in client.get("/en/kept/")["Content-Security-Policy"]

    def test_switched_off_another_worker_is_answered(self, client: Client, settings: Settings) -> None:
        before = client.get("/service-worker.js")
        settings.SERVICE_WORKER = False
        after = client.get("/service-worker.js", headers={"if-none-match": before["ETag"]})
        assert after.content.decode().startswith("const ON = false;")
        assert after["Cache-Control"] == "no-cache"


class TestItsRules:
    def test_private_addresses_and_those_of_machines_are_never_kept(self) -> None:
        private = [
            *(reverse(f"readers:{name}", args=[TOKEN]) for name in ("mine", "confirm", "stop", "answer")),
            reverse("readers:mine_data", args=[TOKEN]),
            reverse("readers:with_code"),
            reverse("wagtailadmin_home"),
            "/api/v1/practices",
            "/download/practices.json",
            "/health/live",
        ]
        assert not [address for address in private if not rule("NEVER").search(address)]

    def test_the_forms_of_peers_wait_without_net_and_no_others(self) -> None:
        waiting = [
            "/fr/west-africa/zai/tried/",
            reverse("readers:ask_new"),
            reverse("readers:answer_question", args=[7]),
            reverse("readers:tell"),
            reverse("readers:tell_screen", args=[TOKEN, "how"]),
            reverse("readers:tell_send", args=[TOKEN]),
        ]
        assert not [address for address in waiting if not rule("FORMS").search(address)]
        others = [
            reverse("readers:listen"),
            reverse("readers:flag", args=["practice", 1]),
            "/en/mine/x/erase/",
        ]
        assert not [address for address in others if rule("FORMS").search(address)]

    def test_lists_are_those_of_results(self) -> None:
        assert rule("LISTS").search(reverse("readers:results"))
        assert not rule("LISTS").search("/en/practices/zai/")

    def test_style_and_drawing_of_a_practice_are_among_its_parts(
        self, client: Client, practice: Practice
    ) -> None:
        page = client.get(practice.get_url())
        parts = rule("PARTS").findall(page.content.decode())
        tree = parsed(page)
        wanted = [str(each["src"]) for each in tree.find_all("img", src=True)]
        wanted += [str(each["href"]) for each in tree.find_all("link", rel="stylesheet")]
        assert wanted
        assert set(wanted) <= set(parts)

    def test_it_finds_the_stamp_that_a_refused_form_comes_back_with(
        self, client: Client, practice: Practice
    ) -> None:
        found = re.search(r"match\(/(.+?)/\)", SOURCE.read_text(encoding="utf-8"))
        assert found
        address = f"{practice.get_url()}tried/"
        stamp = new_stamp(f"report {practice.pk}")
        refused = client.post(address, {"stamp": stamp}, headers={"origin": "http://testserver"})
        assert refused.status_code == 422
        assert re.findall(found[1], refused.content.decode()) == [stamp]


class TestWhatIsPromised:
    def test_the_page_of_what_is_kept_is_the_same_for_everybody(self, client: Client) -> None:
        for language in LANGUAGES:
            response = client.get(f"/{language}/kept/")
            assert (response.status_code, response["Cache-Control"]) == (200, "no-cache")
            assert response["X-Robots-Tag"] == "noindex"
            assert response.content == client.get(f"/{language}/kept/").content
        without_scripts = get(client, "/en/kept/").find("noscript")
        assert "Keep or send" in said(without_scripts)

    def test_a_practice_is_offered_with_its_address_as_it_is_read(
        self, client: Client, practice: Practice
    ) -> None:
        address = f"{practice.get_url()}?texture=sandy&crops=maize"
        page = parsed(client.get(address, secure=True))
        (offered,) = (each for each in page.find_all("a") if said(each) == "Keep on this phone")
        assert offered["href"] == f"/en/kept/#{address}"

    def test_nothing_is_promised_where_browsers_let_no_worker_in(
        self, client: Client, practice: Practice
    ) -> None:
        # Neither https nor this machine.
        assert not list(links(get(client, practice.get_url()), "/en/kept/"))
        assert not [each for each in scripts(client, "/en/ask/new/") if "register" in each]
        own = Client(headers={"host": "localhost:8000"})
        assert list(links(get(own, practice.get_url()), "/en/kept/"))
        assert [each for each in scripts(own, "/en/ask/new/") if "register" in each]

    def test_switched_off_no_page_has_the_worker_come(self, practice: Practice, settings: Settings) -> None:
        settings.SERVICE_WORKER = False
        own = Client(headers={"host": "localhost:8000"})
        assert not list(links(get(own, practice.get_url()), "/en/kept/"))
        for address in ("/en/ask/new/", "/en/tell/", f"{practice.get_url()}tried/"):
            assert not [each for each in scripts(own, address) if "register" in each]
        # What waits on somebody's phone is still listed.
        assert "service-worker" not in str(get(own, "/en/kept/"))
