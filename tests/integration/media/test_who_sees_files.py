"""A file is anybody's while a public page shows it, and otherwise only of the people of its region."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from media.models import Clip, Document, Image, PeopleConsent, PublicCopy
from media.public_access import is_public, public_numbers
from practices.models import PracticeStep
from practices.regions import Region
from readers.models import PlainPage
from tests import factories
from tests.html import addresses_of_pictures, get, parsed
from tests.integration.media.conftest import content_of, make_older_document, picture_bytes
from tests.media_work import do_media_work

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
    """As lists of editors show it."""
    return image.get_rendition(THUMBNAIL).url


def public_addresses(*files: Image | Document | Clip) -> list[str]:
    """Where anybody may fetch the files, all sizes of a picture, after the worker did what is to do."""
    do_media_work()
    found = []
    for file in files:
        copy = PublicCopy.objects.filter(**{type(file)._meta.model_name: file}).first()
        found += [copy.address(each["name"]) for each in copy.files] if copy else []
    return found


@pytest.fixture
def people(client: Client, correspondent: Client, neighbour: Client) -> tuple[Client, Client, Client]:
    """Somebody who is not signed in, a correspondent of the region, and one of another."""
    return client, correspondent, neighbour


def is_closed(*people: Client, addresses: Sequence[str]) -> bool:
    """Whether nobody gets any of them, before the worker has looked and after it."""
    before = {caching(one, address) for one in people for address in addresses}
    do_media_work()
    return {None} == before | {caching(one, address) for one in people for address in addresses}


@pytest.mark.database
@pytest.mark.parametrize("place", ["photo", "step"])
def test_a_picture_is_as_public_as_the_page_that_shows_it(
    place: str, region: Region, image: Image, thumbnail: str, people: tuple[Client, Client, Client]
) -> None:
    assert public_addresses(image) == [], "used nowhere"
    practice = factories.make_practice(region.section, live=False)
    if place == "photo":
        practice.lead_image = image
    else:
        practice.steps = [PracticeStep(text_en="Sow", image=image)]
    practice.save()
    assert public_addresses(image) == [], "a draft"
    practice.save_revision().publish()
    addresses = public_addresses(image)
    assert {each.rpartition(".")[2] for each in addresses} == {"avif", "webp", "jpg"}
    assert {answer for each in addresses for answer in everybody(each, *people)} == {PUBLIC}
    practice.refresh_from_db()
    practice.unpublish()
    assert is_closed(*people, addresses=addresses), "withdrawn"
    assert people[0].get(addresses[0]).headers["Cache-Control"] == "no-cache"
    assert everybody(thumbnail, *people) == [None, PRIVATE, None]


def test_the_size_that_editors_see_is_theirs_even_when_the_picture_is_public(
    region: Region, image: Image, thumbnail: str, people: tuple[Client, Client, Client]
) -> None:
    factories.make_practice(region.section, lead_image=image)
    assert public_addresses(image)
    assert everybody(thumbnail, *people) == [None, PRIVATE, None]


def test_a_draft_over_a_published_page_changes_nothing_for_readers(
    region: Region, make_image: Callable[..., Image], client: Client
) -> None:
    shown, waiting = make_image(), make_image()
    practice = factories.make_practice(region.section, lead_image=shown)
    practice.lead_image = waiting
    practice.steps = [PracticeStep(text_en="Sow", image=waiting)]
    draft = practice.save_revision()
    assert public_addresses(waiting) == []
    old = public_addresses(shown)
    draft.publish()
    assert public_addresses(waiting)
    assert is_closed(client, addresses=old)


@pytest.mark.database
@pytest.mark.parametrize(
    "closed", ["region unpublished", "page restricted", "collection restricted", "deleted", "picture deleted"]
)
def test_a_file_is_closed_with_what_holds_it(
    closed: str,
    region: Region,
    image: Image,
    people: tuple[Client, Client, Client],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    practice = factories.make_practice(region.section, lead_image=image)
    addresses = public_addresses(image)
    assert len(addresses) == len(list((Path(settings.MEDIA_ROOT) / "public").glob("*/*"))) > 0
    with django_capture_on_commit_callbacks(execute=True):
        if closed == "region unpublished":
            region.section.unpublish()
        elif closed == "page restricted":
            PageViewRestriction.objects.create(
                page=region.section, restriction_type=PageViewRestriction.LOGIN
            )
        elif closed == "collection restricted":
            CollectionViewRestriction.objects.create(
                collection=region.collection, restriction_type=CollectionViewRestriction.LOGIN
            )
        elif closed == "picture deleted":
            image.delete()
        else:
            practice.delete()
        assert is_closed(*people, addresses=addresses)
    assert list((Path(settings.MEDIA_ROOT) / "public").iterdir()) == []


def test_a_picture_of_somebody_who_has_not_agreed_is_public_nowhere(
    region: Region, image: Image, people: tuple[Client, Client, Client]
) -> None:
    practice = factories.make_practice(region.section, lead_image=image)
    addresses = public_addresses(image)
    assert get(people[0], practice.url).find("source", srcset=True)
    image.people_consent = PeopleConsent.NOT_AGREED
    image.save()
    for address in (practice.url, region.section.url):
        assert not any("/media/" in each for each in addresses_of_pictures(get(people[0], address)))
    assert is_closed(*people, addresses=addresses)


@pytest.mark.parametrize("change", ["file", "focal point"])
def test_a_changed_picture_has_other_addresses(
    change: str, region: Region, image: Image, client: Client
) -> None:
    """So that what browsers keep for a day is never shown for it."""
    factories.make_practice(region.section, lead_image=image)
    before = public_addresses(image)
    if change == "file":
        image.file = ContentFile(picture_bytes(size=(400, 300)), name="other.jpg")
    else:
        image.focal_point_x, image.focal_point_y = 20, 20
        image.focal_point_width = image.focal_point_height = 10
    image.save()
    after = public_addresses(image)
    assert after and not set(before) & set(after)
    assert is_closed(client, addresses=before)


def test_a_recording_is_as_public_as_the_page_that_uses_it(
    region: Region, people: tuple[Client, Client, Client]
) -> None:
    clip = Clip.objects.create(collection=region.collection, sound=ContentFile(b"OggS...", name="a.ogg"))
    assert public_addresses(clip) == []
    practice = factories.make_practice(region.section)
    practice.steps = [PracticeStep(text_en="Sow", clip=clip)]
    practice.save_revision().publish()
    addresses = public_addresses(clip)
    assert [everybody(each, *people) for each in addresses] == [[PUBLIC] * 3]
    answer = people[0].get(addresses[0])
    assert (answer.headers["Content-Type"], content_of(answer)) == ("audio/ogg", b"OggS...")
    practice.refresh_from_db()
    practice.unpublish()
    assert is_closed(*people, addresses=addresses)


def test_one_question_about_all_says_the_same_as_one_about_each(
    region: Region, make_image: Callable[..., Image]
) -> None:
    images = [make_image() for _ in range(5)]
    factories.make_practice(region.section, lead_image=images[0])
    factories.make_practice(region.section, live=False, lead_image=images[1])
    factories.make_practice(region.section, lead_image=images[2])
    images[2].people_consent = PeopleConsent.NOT_AGREED
    images[2].save()
    images[3].collection = region.collection.add_child(name="Closed")
    images[3].save()
    factories.make_practice(region.section, lead_image=images[3])
    CollectionViewRestriction.objects.create(
        collection=images[3].collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    together = set(public_numbers(Image).values_list("pk", flat=True))
    assert together == {image.pk for image in images if is_public(image)} == {images[0].pk}


def test_a_document_is_as_public_as_the_page_that_links_it(
    document: Document, client: Client, people: tuple[Client, Client, Client]
) -> None:
    inside = document.url
    assert everybody(inside, *people) == [None, PRIVATE, None]
    page = PlainPage(
        name_en="Seeds", body_fr=f'<p><a linktype="document" id="{document.pk}">La liste</a></p>', live=False
    )
    factories.make_home().add_child(instance=page)
    assert everybody(inside, *people) == [None, PRIVATE, None]
    page.save_revision().publish()
    assert everybody(inside, *people) == [PRIVATE] * 3, "until the worker has copied it"
    (address,) = public_addresses(document)
    assert everybody(address, *people) == [PUBLIC] * 3
    assert address in client.get(factories.url_in(page, "fr")).content.decode()
    assert client.get(inside).url == address, "old links lead on"
    page.refresh_from_db()
    page.body_fr = "<p>Rien</p>"
    page.save_revision().publish()
    assert is_closed(*people, addresses=[address])
    assert everybody(inside, *people) == [None, PRIVATE, None]


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
    page = make_older_document(region, "page.html", b"<script>")
    answer = correspondent.get(page.url)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    content_of(answer)


def test_what_is_unchanged_is_not_sent_again(region: Region, image: Image, client: Client) -> None:
    factories.make_practice(region.section, lead_image=image)
    address = public_addresses(image)[0]
    first = client.get(address)
    content_of(first)
    for header, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = client.get(address, headers={header: value})
        assert (again.status_code, again.headers["Cache-Control"]) == (304, PUBLIC)
    head = client.head(address)
    assert (head.status_code, head.headers["ETag"]) == (200, first.headers["ETag"])
    content_of(head)
    assert client.post(address).status_code == 405


def test_withdrawn_is_gone_for_a_browser_that_has_it(region: Region, image: Image, client: Client) -> None:
    practice = factories.make_practice(region.section, lead_image=image)
    address = public_addresses(image)[0]
    first = client.get(address)
    content_of(first)
    practice.unpublish()
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/media/images/nothing.webp",
        "/media/images/../original_images/x.jpg",
        "/media/original_images/x.jpg",
        "/media/documents/x.pdf",
        "/media/clips/x.mp4",
        "/media/received/x.amr",
        "/media/kept_originals/x.jpg",
        "/media/public/",
        f"/media/public/{'a' * 22}/",
        f"/media/public/{'a' * 22}/b360.avif",
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
    logged = [entry.getMessage() for entry in caplog.records if entry.name == "media.serving"]
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
    factories.make_practice(region.section, lead_image=first)
    folder = public_addresses(first)[0].split("/")[3]
    assert len(folder) == 22, "128 bits"


def test_sizes_with_names_of_before_still_work(
    region: Region, image: Image, correspondent: Client, files: Path
) -> None:
    rendition = image.get_rendition(THUMBNAIL)
    old = files / "images" / "IMG_0001.max-165x165.webp"
    Path(rendition.file.path).rename(old)
    type(rendition).objects.filter(pk=rendition.pk).update(file=f"images/{old.name}")
    assert caching(correspondent, f"/media/images/{old.name}") == PRIVATE


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
