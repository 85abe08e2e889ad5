"""A picture that cannot be shown gives way: to the drawing or the icon for readers, to a mark for editors."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from media import publishing
from media.models import Image, PublicCopy
from practices.models import Practice, PracticeStep
from practices.regions import Region
from search.engines.registry import embedded_writer
from search.indexing.documents import public_documents
from tests import factories
from tests.html import get, parsed, said
from tests.integration.media.conftest import content_of, picture_bytes
from tests.media_work import do_media_work

# What a rendition was written to before it failed is closed by the collector, not by a call.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning"),
]

DRAWING = "zai-yatenga"
STAND_IN = "media/broken-picture.svg"
Break = Callable[[Image], None]


def is_missing(image: Image) -> None:
    Path(image.file.path).unlink()


def is_cut(image: Image) -> None:
    content = Path(image.file.path).read_bytes()
    Path(image.file.path).write_bytes(content[: len(content) // 2])


def is_empty(image: Image) -> None:
    Path(image.file.path).write_bytes(b"")


def is_no_picture(image: Image) -> None:
    Path(image.file.path).write_bytes(b"<html>moved</html>")


def is_folder(image: Image) -> None:
    """Stands for every error of the system when a file is opened; rights do not bind a superuser."""
    Path(image.file.path).unlink()
    Path(image.file.path).mkdir()


def cannot_be_written(image: Image) -> None:
    """Where files belong there is a file: no folder can be made, as on a full or read-only disk."""
    for folder in ("images", "public"):
        Path(image.file.storage.path(folder)).write_bytes(b"")


def is_a_bomb(image: Image) -> None:
    """The decoder refuses it, with an error of its own."""
    content = bytearray(picture_bytes("PNG"))
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    Path(image.file.path).write_bytes(content)


BREAKS = (is_missing, is_cut, is_empty, is_no_picture, is_folder, cannot_be_written, is_a_bomb)


@pytest.fixture
def practice(region: Region, make_image: Callable[..., Image]) -> Practice:
    practice = factories.make_practice(
        region.section, lead_image=make_image(), drawing=DRAWING, latitude=9.8, longitude=1.5
    )
    practice.steps = [
        PracticeStep(text_en="Dig", image=make_image(), drawing=DRAWING, sort_order=0),
        PracticeStep(text_en="Sow", image=make_image(), sort_order=1),
    ]
    practice.save()
    return practice


def photos(practice: Practice) -> list[Image]:
    return [practice.lead_image, *(step.image for step in practice.steps.all())]


def readers_pages(practice: Practice) -> tuple[str, ...]:
    return (
        factories.url_in(practice, "fr"),
        "/fr/practices/?q=stone",
        "/fr/west-africa/",
        "/fr/",
        *(f"/fr/zones/{code}/" for code in practice.zone_tags[:1]),
    )


@pytest.mark.parametrize("breaking", BREAKS)
def test_every_page_is_shown_with_the_drawing_in_its_place(
    breaking: Break, practice: Practice, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    for image in photos(practice):
        breaking(image)
    do_media_work()
    embedded_writer().rebuild(public_documents())
    for address in readers_pages(practice):
        answer = client.get(address, {"place": "Kopargo"} if address.endswith("africa/") else {})
        answer = client.get(answer.url) if answer.status_code == 302 else answer
        page = answer.content.decode()
        assert answer.status_code == 200, address
        assert "/media/" not in page, address
        assert STAND_IN not in page, address
        assert page.count(DRAWING) >= 1, address
    logged = [entry.getMessage() for entry in caplog.records if entry.name == "media.publishing"]
    # Each is told once, however often a page asks for it, and asking decodes nothing.
    assert len(logged) == 3
    assert all("cannot be made" in line for line in logged)
    do_media_work()
    assert len([entry for entry in caplog.records if entry.name == "media.publishing"]) == 3


def test_the_icon_stands_where_there_is_no_drawing_either(
    region: Region, image: Image, client: Client
) -> None:
    factories.make_practice(region.section, lead_image=image)
    is_missing(image)
    do_media_work()
    card = get(client, "/en/west-africa/").find("article")
    assert card is not None and "Stone lines" in said(card)
    assert card.find("svg") is not None and card.find("img") is None


def test_the_whole_ones_beside_it_are_shown(practice: Practice, client: Client) -> None:
    lead, first, second = photos(practice)
    is_cut(first)
    do_media_work()
    page = client.get(factories.url_in(practice, "en")).content.decode()
    shown = {copy.image_id for copy in PublicCopy.objects.all() if f"/media/public/{copy.folder}/" in page}
    assert shown == {lead.pk, second.pk}


def marked(client: Client) -> list[str]:
    """Names of the practices whose pictures the list says cannot be shown."""
    page = parsed(client.get(reverse("practices:index_results")))
    return [said(row) for row in page.find_all("tr") if "cannot be shown" in said(row)]


@pytest.mark.parametrize("place", ["photo", "step"])
def test_the_list_of_practices_marks_it(
    place: str, practice: Practice, region: Region, client: Client, correspondent: Client
) -> None:
    factories.make_practice(region.section, name_en="A fence")
    assert marked(correspondent) == []
    is_missing(photos(practice)[0 if place == "photo" else 2])
    do_media_work()
    assert len(marked(correspondent)) == 1
    assert "Stone lines" in marked(correspondent)[0]


def test_the_mark_goes_when_the_picture_is_sent_again(
    practice: Practice, region: Region, client: Client, correspondent: Client
) -> None:
    image = photos(practice)[0]
    is_cut(image)
    do_media_work()
    assert len(marked(correspondent)) == 1
    correspondent.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {
            "title": "A field",
            "collection": region.collection.pk,
            "file": SimpleUploadedFile("again.jpg", picture_bytes()),
        },
    )
    do_media_work()
    copy = PublicCopy.objects.get(image=image)
    assert f"/media/public/{copy.folder}/" in client.get(factories.url_in(practice, "en")).content.decode()
    assert marked(correspondent) == []


@pytest.mark.parametrize("breaking", [is_missing, is_cut, is_no_picture, cannot_be_written])
def test_the_desk_shows_its_pictures_with_a_mark(
    breaking: Break, practice: Practice, correspondent: Client
) -> None:
    image = photos(practice)[0]
    breaking(image)
    for name, arguments in (
        ("wagtailimages:index", []),
        ("wagtailimages:edit", [image.pk]),
        ("wagtailimages_chooser:choose", []),
        ("wagtailimages_chooser:chosen", [image.pk]),
        ("wagtailimages:image_usage", [image.pk]),
        ("wagtailadmin_pages:edit", [practice.pk]),
    ):
        answer = correspondent.get(reverse(name, args=arguments))
        assert answer.status_code == 200, name
        if name != "wagtailimages:image_usage":
            assert STAND_IN in answer.content.decode(), name
    assert correspondent.get(reverse("wagtailimages:index"), {"layout": "list"}).status_code == 200


def test_public_files_lost_from_the_disk_are_made_anew(practice: Practice, client: Client) -> None:
    """As after a backup that kept the originals only."""
    do_media_work()
    lost = {copy.folder for copy in PublicCopy.objects.all()}
    for folder in lost:
        publishing.remove_folder(folder)
    page = client.get(factories.url_in(practice, "en")).content.decode()
    assert {client.get(address).status_code for address in public_addresses(page)} == {404}
    publishing.check_copies()
    do_media_work()
    assert not lost & {copy.folder for copy in PublicCopy.objects.all()}
    page = client.get(factories.url_in(practice, "en")).content.decode()
    assert all(content_of(client.get(address)) for address in public_addresses(page))


def public_addresses(page: str) -> set[str]:
    found = set(re.findall(r"/media/public/[\w-]+/[\w.]+", page))
    assert found
    return found
