"""The site says who may see a file and what it is; where it is told so, a web server in front sends it."""

from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from kb.operator_checks import files_are_sent
from media.models import Clip, Image, PublicCopy
from media.serving import PRIVATE, stored_file
from practices.models import Practice
from practices.regions import Region
from tests import factories
from tests.integration.media.conftest import content_of
from tests.media_work import do_media_work


@pytest.fixture
def address(region: Region, image: Image) -> str:
    """Of a public size of a photo."""
    factories.make_practice(region.section, lead_image=image)
    do_media_work()
    copy = PublicCopy.objects.get()
    return copy.address(copy.files[0]["name"])


def test_nginx_is_told_where_the_file_is_and_what_to_say_of_it(
    address: str, client: Client, settings: Settings
) -> None:
    settings.SENDFILE = "x-accel"
    answer = client.get(address, headers={"Range": "bytes=0-9", "If-None-Match": "*"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["X-Accel-Redirect"] == address.replace("/media/", "/stored-files/")
    assert answer.headers["Content-Type"].startswith("image/")
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    # These are the web server's, who knows them of the file.
    assert not {"ETag", "Last-Modified", "Accept-Ranges"} & set(answer.headers)


def test_apache_is_told_the_path(address: str, client: Client, settings: Settings, files: Path) -> None:
    settings.SENDFILE = "x-sendfile"
    answer = client.get(address)
    assert answer.content == b""
    assert answer.headers["X-Sendfile"] == str(files / address.removeprefix("/media/"))


@pytest.mark.parametrize("kind", ["x-accel", "x-sendfile"])
def test_nobody_is_told_of_a_file_that_they_may_not_see(
    kind: str, image: Image, address: str, client: Client, settings: Settings
) -> None:
    settings.SENDFILE = kind
    practice = Practice.objects.get()
    practice.unpublish()
    for closed in (address, image.get_rendition("max-165x165").url):
        answer = client.get(closed)
        assert answer.status_code == 404
        assert not {"X-Accel-Redirect", "X-Sendfile"} & set(answer.headers)


def test_a_file_that_is_gone_is_not_promised(address: str, client: Client, settings: Settings) -> None:
    settings.SENDFILE = "x-accel"
    default_storage.delete(address.removeprefix("/media/"))
    assert client.get(address).status_code == 404


def test_the_sound_of_a_region_is_handed_over_to_its_people_and_not_kept(
    region: Region, correspondent: Client, neighbour: Client, settings: Settings
) -> None:
    settings.SENDFILE = "x-accel"
    clip = Clip.objects.create(collection=region.collection, sound=ContentFile(b"OggS", "a.ogg"))
    address = reverse("clips:sound", args=[clip.pk])
    answer = correspondent.get(address)
    assert answer.headers["X-Accel-Redirect"] == f"/stored-files/{clip.sound.name}"
    assert answer.headers["Cache-Control"].startswith("private, no-store")
    assert not neighbour.get(address).has_header("X-Accel-Redirect")


def test_a_name_with_other_letters_is_written_as_an_address(settings: Settings, rf: RequestFactory) -> None:
    settings.SENDFILE = "x-accel"
    name = default_storage.save("documents/été 100 %?.pdf", ContentFile(b"%PDF"))
    answer = stored_file(rf.get("/"), default_storage, name, PRIVATE)
    assert answer.headers["X-Accel-Redirect"] == "/stored-files/documents/%C3%A9t%C3%A9%20100%20%25%3F.pdf"


def test_what_lies_on_no_disk_is_sent_by_the_site(settings: Settings, rf: RequestFactory) -> None:
    settings.SENDFILE = "x-accel"
    storage = InMemoryStorage()
    storage.save("a.ogg", ContentFile(b"OggS"))
    answer = stored_file(rf.get("/"), storage, "a.ogg", PRIVATE)
    assert content_of(answer) == b"OggS"


@pytest.mark.parametrize("kind", ["", "x-accel"])
def test_public_files_neither_ask_for_a_cookie_nor_set_one(
    kind: str, address: str, correspondent: Client, settings: Settings
) -> None:
    settings.SENDFILE = kind
    assert site_settings.SESSION_COOKIE_NAME in correspondent.cookies
    answer = correspondent.get(address)
    assert b"".join(answer) or kind
    assert not answer.cookies
    assert "cookie" not in answer.get("Vary", "").lower()
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize(
    ("kind", "proxies", "found"),
    [
        ("", 0, []),
        ("x-accel", 1, []),
        ("x-sendfile", 1, []),
        ("x-accel", 0, ["operator.W002"]),
        ("nginx", 1, ["operator.E001"]),
    ],
)
def test_the_operator_is_told_where_nobody_would_send_files(
    kind: str, proxies: int, found: list[str], settings: Settings
) -> None:
    settings.SENDFILE, settings.TRUSTED_PROXIES = kind, proxies
    assert [message.id for message in files_are_sent(None)] == found
