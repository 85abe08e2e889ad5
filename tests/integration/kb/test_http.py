"""Answers as seen from outside, through all middleware: language, cookies, caching, policy."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from kb.models import User
from readers import styles

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(db: None) -> None:
    call_command("load_pages", verbosity=0)


@pytest.fixture
def editor(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("editor@localhost", "x"))
    return client


@pytest.mark.usefixtures("pages")
class TestReaders:
    def test_an_anonymous_reader_gets_no_cookie(self, client: Client) -> None:
        assert not client.get("/fr/").cookies
        assert not client.get("/fr/practices/?texture=sandy").cookies

    def test_an_unchanged_page_is_not_sent_twice(self, client: Client) -> None:
        first = client.get("/es/", headers={"accept-encoding": "br"})
        again = client.get("/es/", headers={"accept-encoding": "br", "if-none-match": first["ETag"]})
        assert first["Content-Encoding"] == "br"
        assert first["Cache-Control"] == "no-cache"
        assert again.status_code == 304
        assert not again.content

    def test_what_a_signed_in_person_sees_is_never_kept(self, editor: Client) -> None:
        response = editor.get("/en/")
        assert "no-store" in response["Cache-Control"]
        assert "ETag" not in response

    def test_the_policy_allows_own_files_and_the_inlined_css_alone(self, client: Client) -> None:
        response = client.get("/en/")
        policy = directives(response["Content-Security-Policy"])
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert policy["style-src"] == f"'self' {styles.csp_hash()}"
        assert policy["frame-ancestors"] == "'self'"
        assert f"<style>{styles.inline_css()}</style>" in response.content.decode()
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "geolocation=(self)" in response["Permissions-Policy"]


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def test_the_editors_pages_have_a_policy_of_their_own(client: Client) -> None:
    response = client.get(reverse("wagtailadmin_login"))
    assert "'unsafe-inline'" in directives(response["Content-Security-Policy"])["script-src"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/practices/", "/fr/practices/"),
        ("/practices/?texture=sandy", "/fr/practices/?texture=sandy"),
        ("/", "/fr/"),
    ],
)
def test_a_path_without_language_leads_to_the_readers_own(client: Client, path: str, where: str) -> None:
    response = client.get(path, headers={"accept-language": "fr,en;q=0.5"})
    assert response.status_code == 302
    assert response["Location"] == where
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(
    "path",
    [
        "/de/practices/",
        "/pt-br/practices/",
        "/DE/",
        "/api/v1/nothing/",
        "/documents/999/nothing.pdf",
        "/media/nothing.jpg",
        "/static/nothing.css",
        "/health/nothing",
    ],
)
def test_what_is_not_there_is_a_plain_404(client: Client, path: str) -> None:
    assert client.get(path, headers={"accept-language": "fr"}).status_code == 404
