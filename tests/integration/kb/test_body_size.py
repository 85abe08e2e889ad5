"""What is too large is refused before it is read, in words, and only people of the site send films."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from kb.body_size import BodySizeMiddleware
from kb.models import User
from practices.regions import Region
from tests import factories
from tests.html import parsed, said

MEGABYTE = 1_000_000
TOO_LARGE = {
    "en": "What you sent is too large: 25 MB at most at once.",
    "fr": "Ce que vous avez envoyé est trop lourd : 25 Mo au plus à la fois.",
    "es": "Lo que envió es demasiado grande: 25 MB como máximo cada vez.",
}
WITHOUT_LENGTH = {
    "en": "We could not see how large what you sent is.",
    "fr": "Nous n’avons pas pu voir la taille de ce que vous avez envoyé.",
    "es": "No pudimos ver el tamaño de lo que envió.",
}


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> Path:
    """Where a file would lie that somebody began to read."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    return tmp_path / "uploads"


def send(client: Client, path: str, size: int | None, **extra: str) -> tuple[int, str]:
    """Says that it brings so many bytes; returns the status and the page."""
    length = "" if size is None else str(size)
    answer = client.post(path, {"q": "x"}, CONTENT_LENGTH=length, **extra)
    return answer.status_code, said(parsed(answer))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_is_too_large_is_refused_in_the_readers_language_first(
    language: str, region: Region, client: Client, uploads: Path
) -> None:
    for path in (f"/{language}/", f"/{language}/contact/", f"/{language}/nothing-like-it/", "/admin/login/"):
        status, page = send(client, path, 300 * MEGABYTE, HTTP_ACCEPT_LANGUAGE=language)
        assert status == 413, path
        places = {code: page.index(sentence) for code, sentence in TOO_LARGE.items()}
        assert min(places, key=places.__getitem__) == language
    assert not uploads.exists()


def status(person: User | AnonymousUser, path: str, size: int) -> int:
    """What becomes of so many bytes, without sending them: 200 where the site goes on to read them."""
    request = RequestFactory().post(path, CONTENT_LENGTH=str(size))
    request.user = person
    return BodySizeMiddleware(lambda request: HttpResponse())(request).status_code


def test_people_of_the_site_alone_send_films_and_nothing_larger(region: Region) -> None:
    anybody, correspondent = AnonymousUser(), factories.make_correspondent(region)
    films, pictures = reverse("clips:add"), reverse("wagtailimages:add")
    for person, path, most in (
        (anybody, "/en/", 25),
        (anybody, films, 25),
        (factories.UserFactory(), films, 25),
        (correspondent, "/en/", 25),
        (correspondent, pictures, 25),
        (correspondent, films, 325),
    ):
        assert status(person, path, most * MEGABYTE) == 200, (person, path)
        assert status(person, path, most * MEGABYTE + 1) == 413, (person, path)


def test_whoever_is_signed_in_is_known_before_the_form_is_read(
    region: Region, sign_in: Callable[[User], Client]
) -> None:
    """Django's client complains when the site goes on to read what it only says that it sends."""
    correspondent = sign_in(factories.make_correspondent(region, language="en"))
    assert send(correspondent, reverse("clips:add"), 326 * MEGABYTE)[0] == 413
    with pytest.raises(AssertionError, match="Cannot read more than the available bytes"):
        send(correspondent, reverse("clips:add"), 300 * MEGABYTE)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_does_not_say_how_large_it_is_is_refused(language: str, region: Region, client: Client) -> None:
    status, page = send(client, f"/{language}/", None, HTTP_TRANSFER_ENCODING="chunked")
    assert status == 411
    places = {code: page.index(sentence) for code, sentence in WITHOUT_LENGTH.items()}
    assert min(places, key=places.__getitem__) == language


def test_programs_are_answered_as_programs(region: Region, client: Client) -> None:
    answer = client.post("/api/v1/practices", {"q": "x"}, CONTENT_LENGTH=str(300 * MEGABYTE))
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert answer.json()["detail"] == "Only GET, HEAD and OPTIONS are answered here."
