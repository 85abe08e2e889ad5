"""Two regions, a folder for files of its own, and pictures and documents made on the spot."""

import gc
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client
from PIL import Image as PillowImage
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from jobs.registry import Lane, discover
from jobs.worker import Leases, run_next
from kb.models import User
from media.models import Clip, Document, Image
from practices.regions import Region
from tests import factories
from tests.integration.media.films import make_film
from tests.integration.media.recordings import KINDS, ffmpeg_or_skip, make, sent

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


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A recording of two seconds of each kind, made when it is asked for."""
    folder = tmp_path_factory.mktemp("recordings")

    def one(name: str) -> Path:
        path = folder / name
        return path if path.exists() else make(path, KINDS[name][1])

    return one


@pytest.fixture
def with_ffmpeg(settings: Settings) -> None:
    settings.FFMPEG = ffmpeg_or_skip()


@pytest.fixture
def without_ffmpeg(with_ffmpeg: None, settings: Settings, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """No ffmpeg until the function is called."""
    there, settings.FFMPEG = settings.FFMPEG, str(tmp_path / "not-yet")
    yield lambda: setattr(settings, "FFMPEG", there)


@pytest.fixture
def send(
    region: Region, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> Callable[..., Clip]:
    def stored(file: SimpleUploadedFile, clip: Clip | None = None) -> Clip:
        clip = clip or Clip(title_en="How I dig the pits", collection=region.collection)
        clip.received = file
        with django_capture_on_commit_callbacks(execute=True):
            clip.save()
        return clip

    return stored


@pytest.fixture
def work(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[[], None]:
    """The media lane, until nothing is due."""

    def turn() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            while run_next(discover(), Lane.MEDIA, Leases()):
                pass

    return turn


@pytest.fixture
def ready(send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path) -> Clip:
    """A film that was made small."""
    clip = send(sent(make_film(tmp_path / "a.mp4", seconds=1)))
    work()
    clip.refresh_from_db()
    return clip
