"""A file is anybody's while a public page shows it, and otherwise only of the people of its region."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from media.models import Document, Image, PeopleConsent
from practices.models import PracticeStep
from practices.regions import Region
from readers.models import PlainPage
from tests import factories
from tests.html import addresses_of_pictures, get, parsed
from tests.integration.media.conftest import content_of

PUBLIC, PRIVATE = "public, max-age=86400", "private, no-store"
THUMBNAIL = "max-165x165"


def caching(client: Client, address: str) -> str | None:
    """How the answer may be kept; None for an address that leads nowhere."""
    answer = client.get(address)
    if answer.status_code == 404:
        return None
    assert answer.status_code == 200
    assert content_of(answer)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert not answer.has_header("Content-Encoding")
    return answer.headers["Cache-Control"]


def everybody(address: str, *clients: Client) -> list[str | None]:
    return [caching(one, address) for one in clients]


@pytest.fixture
def thumbnail(image: Image) -> str:
    return image.get_rendition(THUMBNAIL).url


@pytest.fixture
def people(client: Client, correspondent: Client, neighbour: Client) -> tuple[Client, Client, Client]:
    """Somebody who is not signed in, a correspondent of the region, and one of another."""
    return client, correspondent, neighbour


@pytest.mark.parametrize("place", ["photo", "step"])
def test_a_picture_is_as_public_as_the_page_that_shows_it(
    place: str, region: Region, image: Image, thumbnail: str, people: tuple[Client, Client, Client]
) -> None:
    assert everybody(thumbnail, *people) == [None, PRIVATE, None], "used nowhere"
    practice = factories.make_practice(region.section, live=False)
    if place == "photo":
        practice.lead_image = image
    else:
        practice.steps = [PracticeStep(text_en="Sow", image=image)]
    practice.save()
    assert everybody(thumbnail, *people) == [None, PRIVATE, None], "a draft"
    practice.save_revision().publish()
    assert everybody(thumbnail, *people) == [PUBLIC] * 3
    practice.refresh_from_db()
    practice.unpublish()
    assert everybody(thumbnail, *people) == [None, PRIVATE, None], "withdrawn"
    assert people[0].get(thumbnail).headers["Cache-Control"] == "no-cache"


def test_a_draft_over_a_published_page_changes_nothing_for_readers(
    region: Region, make_image: Callable[..., Image], client: Client
) -> None:
    shown, waiting = make_image(), make_image()
    old, new = (one.get_rendition(THUMBNAIL).url for one in (shown, waiting))
    practice = factories.make_practice(region.section, lead_image=shown)
    practice.lead_image = waiting
    practice.steps = [PracticeStep(text_en="Sow", image=waiting)]
    draft = practice.save_revision()
    assert (caching(client, old), caching(client, new)) == (PUBLIC, None)
    draft.publish()
    assert (caching(client, old), caching(client, new)) == (None, PUBLIC)


@pytest.mark.parametrize(
    "closed", ["region unpublished", "page restricted", "collection restricted", "deleted"]
)
def test_a_file_is_closed_with_what_holds_it(
    closed: str, region: Region, image: Image, thumbnail: str, people: tuple[Client, Client, Client]
) -> None:
    practice = factories.make_practice(region.section, lead_image=image)
    assert everybody(thumbnail, *people) == [PUBLIC] * 3
    if closed == "region unpublished":
        region.section.unpublish()
    elif closed == "page restricted":
        PageViewRestriction.objects.create(page=region.section, restriction_type=PageViewRestriction.LOGIN)
    elif closed == "collection restricted":
        CollectionViewRestriction.objects.create(
            collection=region.collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    else:
        practice.delete()
    assert everybody(thumbnail, *people) == [None, PRIVATE, None]


def test_a_picture_of_somebody_who_has_not_agreed_is_public_nowhere(
    region: Region, image: Image, thumbnail: str, people: tuple[Client, Client, Client]
) -> None:
    practice = factories.make_practice(region.section, lead_image=image)
    assert everybody(thumbnail, *people) == [PUBLIC] * 3
    image.people_consent = PeopleConsent.NOT_AGREED
    image.save()
    assert everybody(thumbnail, *people) == [None, None, None], "its sizes are deleted"
    for_the_region = image.get_rendition(THUMBNAIL).url
    assert everybody(for_the_region, *people) == [None, PRIVATE, None], "it stays until somebody deletes it"
    for address in (practice.url, region.section.url):
        assert not any("/media/" in each for each in addresses_of_pictures(get(people[0], address)))


def test_a_document_is_as_public_as_the_page_that_links_it(
    document: Document, client: Client, people: tuple[Client, Client, Client]
) -> None:
    assert everybody(document.url, *people) == [None, PRIVATE, None]
    page = PlainPage(
        name_en="Seeds", body_fr=f'<p><a linktype="document" id="{document.pk}">La liste</a></p>', live=False
    )
    factories.make_home().add_child(instance=page)
    assert everybody(document.url, *people) == [None, PRIVATE, None]
    page.save_revision().publish()
    assert everybody(document.url, *people) == [PUBLIC] * 3
    assert document.url in client.get(factories.url_in(page, "fr")).content.decode()
    page.refresh_from_db()
    page.body_fr = "<p>Rien</p>"
    page.save_revision().publish()
    assert everybody(document.url, *people) == [None, PRIVATE, None]


def test_a_pdf_is_looked_at_and_anything_else_kept_under_its_title(
    region: Region, document: Document, correspondent: Client
) -> None:
    shown = correspondent.get(document.url)
    assert shown.headers["Content-Type"] == "application/pdf"
    assert not shown.headers.get("Content-Disposition", "inline").startswith("attachment")
    content_of(shown)
    table = Document.objects.create(
        title="Prix du marché \u202efdp.exe",
        file=ContentFile(b"a;b", name="prix.csv"),
        collection=region.collection,
    )
    kept = correspondent.get(table.url)
    assert kept.headers["Content-Type"] == "text/csv"
    assert kept.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''Prix_du_march%C3%A9_fdp.exe.csv"
    )
    content_of(kept)


def test_an_older_file_of_a_kind_not_taken_any_more_is_only_kept(
    region: Region, correspondent: Client
) -> None:
    page = Document.objects.create(
        title="Page", file=ContentFile(b"<script>", name="page.html"), collection=region.collection
    )
    answer = correspondent.get(page.url)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    content_of(answer)


def test_what_is_unchanged_is_not_sent_again(
    region: Region, image: Image, thumbnail: str, client: Client
) -> None:
    factories.make_practice(region.section, lead_image=image)
    first = client.get(thumbnail)
    content_of(first)
    for header, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = client.get(thumbnail, headers={header: value})
        assert (again.status_code, again.headers["Cache-Control"]) == (304, PUBLIC)
    head = client.head(thumbnail)
    assert (head.status_code, head.headers["ETag"]) == (200, first.headers["ETag"])
    content_of(head)
    assert client.post(thumbnail).status_code == 405


def test_withdrawn_is_gone_for_a_browser_that_has_it(
    region: Region, image: Image, thumbnail: str, client: Client
) -> None:
    practice = factories.make_practice(region.section, lead_image=image)
    first = client.get(thumbnail)
    content_of(first)
    practice.unpublish()
    assert client.get(thumbnail, headers={"If-None-Match": first.headers["ETag"]}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/media/images/nothing.webp",
        "/media/images/../original_images/x.jpg",
        "/media/original_images/x.jpg",
        "/media/documents/x.pdf",
        "/media/clips/x.mp4",
        "/documents/1/nothing.pdf",
        "/documents/99999999999999999999999/x.pdf",
        "/documents/authenticate_with_password/1/",
    ],
)
def test_other_addresses_lead_nowhere(db: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_name_with_a_control_character_is_no_request(db: None, client: Client) -> None:
    assert client.get("/media/images/a%00b.webp").status_code == 400


def test_originals_are_served_to_nobody(region: Region, image: Image, correspondent: Client) -> None:
    factories.make_practice(region.section, lead_image=image)
    for address in (image.file.url, f"/media/images/{Path(image.file.name).name}"):
        assert correspondent.get(address).status_code == 404


def test_a_file_lost_from_the_disk_is_not_found_and_told_in_the_log(
    document: Document, correspondent: Client, caplog: pytest.LogCaptureFixture
) -> None:
    Path(document.file.path).unlink()
    assert correspondent.get(f"{document.url}?place=Copargo").status_code == 404
    logged = [entry.getMessage() for entry in caplog.records if entry.name == "media.views"]
    assert len(logged) == 1
    assert document.file.name in logged[0]
    assert "Copargo" not in logged[0]


def test_new_files_have_names_that_nobody_can_guess(
    region: Region, make_image: Callable[..., Image], document: Document
) -> None:
    first, second = make_image("IMG_0001.jpg"), make_image("IMG_0001.jpg")
    names = [first.file.name, second.file.name, document.file.name]
    names += [one.get_rendition(spec).file.name for one in (first, second) for spec in (THUMBNAIL, "max-9x9")]
    stems = {Path(name).stem for name in names}
    assert len(stems) == len(names)
    assert all(len(stem) == 32 and set(stem) <= set("0123456789abcdef") for stem in stems)
    assert Path(first.file.name).suffix == ".jpg"


def test_files_with_names_of_before_still_work(
    region: Region, image: Image, client: Client, files: Path
) -> None:
    rendition = image.get_rendition(THUMBNAIL)
    old = files / "images" / "IMG_0001.max-165x165.webp"
    Path(rendition.file.path).rename(old)
    type(rendition).objects.filter(pk=rendition.pk).update(file=f"images/{old.name}")
    factories.make_practice(region.section, lead_image=image)
    assert caching(client, f"/media/images/{old.name}") == PUBLIC


def test_lists_and_choosers_of_the_region_show_what_is_not_public(
    image: Image, correspondent: Client, neighbour: Client
) -> None:
    for name in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        answer = correspondent.get(reverse(name))
        page = answer.json()["html"] if "json" in answer["Content-Type"] else answer
        shown = addresses_of_pictures(parsed(page))
        source = next(each for each in shown if each.startswith("/media/images/"))
        assert caching(correspondent, source) == PRIVATE
        assert caching(neighbour, source) is None
