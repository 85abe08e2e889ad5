"""Two regions, a folder for files of its own, and pictures and documents made on the spot."""

import gc
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http.response import HttpResponseBase
from django.test import Client
from PIL import Image as PillowImage
from pytest_django import Settings

from kb.models import User
from media.models import Document, Image
from practices.regions import Region
from tests import factories

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def nothing_is_left_to_the_collector() -> Iterator[None]:
    """What a failed rendition leaves open is collected in the test that expects it, not in a later one."""
    yield
    gc.collect()


@pytest.fixture
def region(db: None, settings: Settings, tmp_path: Path) -> Region:
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": tmp_path / "index"}
    return factories.make_region()


@pytest.fixture
def elsewhere(region: Region) -> Region:
    return factories.make_region("andes", "Andes")


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def correspondent(region: Region, sign_in: SignIn) -> Client:
    return sign_in(factories.make_correspondent(region, language="en"))


@pytest.fixture
def neighbour(elsewhere: Region, sign_in: SignIn) -> Client:
    return sign_in(factories.make_correspondent(elsewhere, language="en"))


def picture_bytes(form: str = "JPEG", size: tuple[int, int] = (160, 120), **options: object) -> bytes:
    """A picture whose every part counts: stripes, so that no decoder may guess what is cut off."""
    picture = PillowImage.new("RGB", size)
    picture.putdata(
        [(x * 7 % 256, y * 11 % 256, x * y % 256) for y in range(size[1]) for x in range(size[0])]
    )
    content = io.BytesIO()
    picture.save(content, form, **options)
    return content.getvalue()


def content_of(answer: HttpResponseBase) -> bytes:
    """What was sent. The file is closed when all of it was read."""
    return b"".join(answer.streaming_content)


@pytest.fixture
def make_image(region: Region) -> Callable[..., Image]:
    def make(name: str = "IMG_20261128_101500.jpg", **fields: object) -> Image:
        values = {"title": "A field", "collection": region.collection, **fields}
        return Image.objects.create(file=ContentFile(picture_bytes(), name=name), **values)

    return make


@pytest.fixture
def image(make_image: Callable[..., Image]) -> Image:
    return make_image()


def make_older_document(region: Region, name: str, content: bytes) -> Document:
    """A document of a kind that was taken once and is not any more."""
    document = Document(title="Page", collection=region.collection)
    document.file.name = document.file.storage.save(f"documents/{name}", ContentFile(content))
    document.save()
    return document


@pytest.fixture
def document(region: Region) -> Document:
    file = ContentFile(b"%PDF-1.4 seed list\n%%EOF\n", name="seed list.pdf")
    return Document.objects.create(title="Seed list", file=file, collection=region.collection)
