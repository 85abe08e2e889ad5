"""A phone's photo is written anew on every way in, and no file is lost or left behind."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from wagtail.models import UploadedFile

from media.models import Document, Image
from practices.regions import Region
from tests import factories
from tests.integration.media.conftest import SignIn, picture_bytes
from tests.integration.media.phone_files import GPS, HEIGHT, SECRET, WIDTH, jpeg

LONG = "Les cordons pierreux de Kopargo vus du sentier " * 7
Commit = DjangoCaptureOnCommitCallbacks


@pytest.fixture(autouse=True)
def large_files_lie_on_the_disk(settings: Settings) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 600


def photo(name: str = "IMG_0001.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or jpeg())


def add(client: Client, region: Region, file: SimpleUploadedFile, title: str = "A field") -> None:
    answer = client.post(
        reverse("wagtailimages:add"), {"title": title, "collection": region.collection.pk, "file": file}
    )
    assert answer.status_code == 302


def replace(client: Client, region: Region, file: SimpleUploadedFile, title: str = "A field") -> None:
    image = Image.objects.create(
        title="Before", file=ContentFile(picture_bytes(), "a.jpg"), collection=region.collection
    )
    answer = client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": title, "collection": region.collection.pk, "file": file},
    )
    assert answer.status_code == 302


def choose(client: Client, region: Region, file: SimpleUploadedFile, title: str = "A field") -> None:
    prefix = "image-chooser-upload"
    answer = client.post(
        reverse("wagtailimages_chooser:create"),
        {f"{prefix}-title": title, f"{prefix}-collection": region.collection.pk, f"{prefix}-file": file},
    )
    assert json.loads(answer.content)["step"] == "chosen"


def several(client: Client, region: Region, file: SimpleUploadedFile, title: str = "A field") -> None:
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": title, "collection": region.collection.pk, "files[]": file},
    )
    assert answer.json()["success"] is True


def first_without_collection(
    client: Client, region: Region, file: SimpleUploadedFile, title: str = "A field"
) -> None:
    """As when a collection went in the meantime: the file waits, and is saved with the next form.

    Only those who may choose between collections can come to this.
    """
    client.force_login(factories.UserFactory(is_superuser=True))
    answer = client.post(
        reverse("wagtailimages:add_multiple"), {"title": title, "collection": 999_999, "files[]": file}
    )
    number = answer.json()["uploaded_file_id"]
    waiting = UploadedFile.objects.get(pk=number)
    assert SECRET.encode() not in Path(waiting.file.path).read_bytes()
    assert "IMG" not in waiting.file.name
    prefix = f"uploaded-image-{number}"
    answer = client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]),
        {f"{prefix}-title": title, f"{prefix}-collection": region.collection.pk},
    )
    assert answer.json()["success"] is True


def by_code(client: Client, region: Region, file: SimpleUploadedFile, title: str = "A field") -> None:
    Image.objects.create(title=title, file=file, collection=region.collection)


def by_its_field(client: Client, region: Region, file: SimpleUploadedFile, title: str = "A field") -> None:
    image = Image(title=title, collection=region.collection)
    image.file.save(file.name, file)


WayIn = Callable[..., None]
WAYS_IN = (add, replace, choose, several, first_without_collection, by_code, by_its_field)
FORMS = (add, replace, choose, several)


def stored(files: Path) -> list[Path]:
    return sorted(path for path in files.rglob("*") if path.is_file())


@pytest.mark.parametrize("way_in", WAYS_IN)
@pytest.mark.parametrize("name", ["IMG_0001.jpg", f"{'é' * 300}.HEIC", "田んぼ", "../../x.jpg"])
def test_a_photo_with_gps_comes_in_upright_and_without_a_tag(
    way_in: WayIn,
    name: str,
    *,
    correspondent: Client,
    region: Region,
    files: Path,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        way_in(correspondent, region, photo(name))
    image = Image.objects.get()
    assert image.title == "A field"
    content = Path(image.file.path).read_bytes()
    with Pillow.open(image.file.path) as picture:
        assert picture.size == (image.width, image.height) == (WIDTH, HEIGHT)
        assert not picture.getexif().get_ifd(GPS) and not picture.getexif()
    assert image.file.name.endswith(".jpg")
    assert image.file_size == len(content)
    assert image.file_hash == hashlib.sha1(content, usedforsecurity=False).hexdigest()
    assert stored(files / "original_images") == [Path(image.file.path)]
    assert all(SECRET.encode() not in path.read_bytes() for path in stored(files))


def test_the_same_photo_is_known_again(correspondent: Client, region: Region) -> None:
    """Wagtail warns of a picture that is there already, by the hash of what is kept."""
    several(correspondent, region, photo())
    answer = correspondent.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Again", "collection": region.collection.pk, "files[]": photo("other.jpg")},
    )
    assert answer.json()["duplicate"] is True


@pytest.mark.parametrize("way_in", FORMS)
def test_a_long_title_made_of_the_files_name_is_cut(
    way_in: WayIn, correspondent: Client, region: Region
) -> None:
    way_in(correspondent, region, photo(f"{LONG}.jpg"), title=LONG)
    title = Image.objects.get().title
    assert LONG.startswith(title) and 240 <= len(title) <= 255


def test_a_long_title_that_was_typed_is_refused(correspondent: Client, region: Region) -> None:
    answer = correspondent.post(
        reverse("wagtailimages:add"),
        {"title": LONG, "collection": region.collection.pk, "file": photo("IMG_0001.jpg")},
    )
    assert answer.status_code == 200 and not Image.objects.exists()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Mai\u0308s  a\u0300 Kopargo.jpg", "Maïs à Kopargo"),
        ("IMG_0001.jpg.jpeg", "IMG_0001.jpg"),
        ("2026.11.29 Zaï", "2026.11.29 Zaï"),
        ("a\u202egpj\u0007.png", "agpj"),
    ],
)
def test_the_title_begins_with_the_files_name(
    name: str, title: str, correspondent: Client, region: Region
) -> None:
    """Where no script made one: the name in one form of Unicode, without extension or what nobody sees."""
    correspondent.post(
        reverse("wagtailimages:add_multiple"), {"collection": region.collection.pk, "files[]": photo(name)}
    )
    assert Image.objects.get().title == title


def test_the_field_says_what_is_taken(correspondent: Client) -> None:
    page = correspondent.get(reverse("wagtailimages:add")).content.decode().replace("\xa0", " ")
    assert "JPEG, PNG, WebP, AVIF, HEIC, GIF, up to 20.0 MB and 40 million pixels." in page
    page = correspondent.get(reverse("wagtaildocs:add")).content.decode().replace("\xa0", " ")
    assert "CSV, TXT, up to 20.0 MB." in page


@pytest.mark.database
@pytest.mark.parametrize("model", [Image, Document])
def test_code_cannot_go_around_the_door(model: type[Image | Document], region: Region, files: Path) -> None:
    with pytest.raises(ValidationError):
        model.objects.create(title="x", file=ContentFile(b"MZ\0", "a.jpg"), collection=region.collection)
    assert stored(files) == [] and not model.objects.exists()


def test_a_waiting_document_is_checked_and_named_at_random(
    region: Region, sign_in: SignIn, files: Path
) -> None:
    client = sign_in(factories.UserFactory(is_superuser=True))
    answer = client.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "x", "collection": 999_999, "files[]": SimpleUploadedFile("Awa.csv", b"a;b")},
    )
    assert answer.json()["success"] is True
    assert "Awa" not in UploadedFile.objects.get().file.name
    client.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "x", "collection": 999_999, "files[]": SimpleUploadedFile("Awa.csv", b"MZ\0")},
    )
    assert UploadedFile.objects.count() == 1


def replaced(image: Image) -> None:
    image.file = ContentFile(picture_bytes(size=(90, 60)), "b.jpg")
    image.save()


@pytest.mark.database
@pytest.mark.parametrize("change", [replaced, Image.delete])
def test_a_rollback_loses_no_file(change: Callable[[Image], None], image: Image) -> None:
    rendition, before = image.get_rendition("width-50"), Path(image.file.path)
    with pytest.raises(RuntimeError), transaction.atomic():
        change(Image.objects.get())
        raise RuntimeError
    image.refresh_from_db()
    assert Path(image.file.path) == before and before.exists()
    assert Path(rendition.file.path).exists()


@pytest.mark.database
@pytest.mark.parametrize("change", [replaced, Image.delete])
@pytest.mark.parametrize("with_original", [True, False])
def test_what_nothing_names_goes_after_the_commit(
    change: Callable[[Image], None],
    with_original: bool,
    *,
    make_image: Callable[..., Image],
    files: Path,
    settings: Settings,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    settings.KEEP_ORIGINALS = with_original
    image = make_image()
    image.get_rendition("width-50")
    assert len(stored(files)) == 2 + with_original
    settings.KEEP_ORIGINALS = False
    with django_capture_on_commit_callbacks(execute=True):
        change(image)
    assert stored(files) == [Path(one.file.path) for one in Image.objects.all()]


def test_replacing_by_the_form_deletes_the_file_before_it(
    correspondent: Client, region: Region, files: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        replace(correspondent, region, photo())
    assert stored(files) == [Path(Image.objects.get().file.path)]


def test_a_document_is_replaced_after_the_commit(
    document: Document, files: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    before = Path(document.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        document.file = ContentFile(b"a;b", "b.csv")
        document.save()
        assert before.exists()
    assert stored(files) == [Path(document.file.path)]


def test_a_save_that_fails_leaves_no_new_file(region: Region, files: Path) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.create(title=None, file=ContentFile(jpeg(), "a.jpg"), collection=region.collection)
    assert stored(files) == []


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_an_operator_may_keep_originals_and_nobody_gets_them(
    way_in: WayIn, correspondent: Client, region: Region, settings: Settings
) -> None:
    settings.KEEP_ORIGINALS = True
    way_in(correspondent, region, photo())
    image = Image.objects.get()
    kept = Path(image.kept_original.path)
    # What waited for its form was cleaned before it was known where it goes.
    assert (kept.read_bytes() == jpeg()) is (way_in is not first_without_collection)
    assert "IMG" not in kept.name and kept.parent.name == "kept_originals"
    for address in (image.kept_original.url, f"/media/images/{kept.name}"):
        assert correspondent.get(address).status_code == 404
