"""The picture of a link comes with its practice, changes with it, and goes with it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as PillowImage
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from jobs.models import Job
from media import orphans, space
from media.models import Image, PeopleConsent
from practices import previews
from practices.models import Practice, SharePreview
from practices.regions import Region
from tests import factories
from tests.html import get
from tests.media_work import do_media_work
from tests.preview_work import do_preview_work

Committed = Callable[[Callable[[], object]], None]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Committed:
    def done(change: Callable[[], object]) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            change()

    return done


@pytest.fixture
def practice(region: Region) -> Practice:
    return factories.make_practice(region.section, name_en="Stone lines", drawing="zai-yatenga")


def address(client: Client, practice: Practice, language: str = "en") -> str:
    """Where the page says that its picture lies."""
    page = get(client, factories.url_in(practice, language))
    found = page.find("meta", property="og:image")
    assert found is not None
    return str(found["content"]).removeprefix("http://testserver").removeprefix("http://localhost:8000")


def content(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, path
    return b"".join(response.streaming_content)


def public_files() -> set[str]:
    return set(space.stored_names(["public"]))


def test_until_it_is_made_the_drawing_stands_in_its_place(practice: Practice, client: Client) -> None:
    assert "practices/drawings/zai-yatenga" in address(client, practice)
    practice.drawing = ""
    practice.save()
    assert "readers/img/preview" in address(client, practice)


def test_there_is_one_for_each_language(practice: Practice, client: Client) -> None:
    do_preview_work()
    found = {language: address(client, practice, language) for language in ("en", "fr", "es")}
    assert len(set(found.values())) == 3
    for path in found.values():
        response = client.get(path)
        assert response.headers["Cache-Control"] == "public, max-age=86400"
        assert response.headers["Content-Type"] == "image/png"
        with PillowImage.open(io.BytesIO(b"".join(response.streaming_content))) as picture:
            assert picture.size == (1200, 630)


def test_it_is_made_once(practice: Practice, client: Client) -> None:
    do_preview_work()
    before = address(client, practice)
    do_preview_work()
    practice.summary_en = "Stones slow the water."
    practice.save()
    do_preview_work()
    assert address(client, practice) == before
    assert Job.objects.filter(kind=previews.MAKE).count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"name_en": "Lines of stones"},
        {"name_fr": "Cordons pierreux"},
        {"place_name": "Djougou"},
        {"country": "TG"},
        {"drawing": "half-moons-niger"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_title_place_or_drawing_makes_another(
    practice: Practice, client: Client, commit: Committed, change: dict[str, str]
) -> None:
    do_preview_work()
    before = address(client, practice, "fr")
    shown = content(client, before)
    for field, value in change.items():
        setattr(practice, field, value)
    commit(practice.save)
    assert client.get(before).status_code == 404
    do_preview_work()
    after = address(client, practice, "fr")
    assert content(client, after) != shown
    assert len(public_files()) == 3


def test_a_draft_shows_nothing_to_others(practice: Practice, client: Client) -> None:
    do_preview_work()
    before = address(client, practice)
    practice.name_en = "Not yet"
    practice.save_revision()
    do_preview_work()
    assert address(client, practice) == before


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_it_goes_at_once_with_its_page(
    practice: Practice, client: Client, commit: Committed, way: str
) -> None:
    do_preview_work()
    path = address(client, practice)
    commit(getattr(practice, way))
    assert client.get(path).status_code == 404
    commit(do_preview_work)
    assert not SharePreview.objects.exists() and not public_files()


def test_it_goes_with_its_region(
    region: Region, practice: Practice, client: Client, commit: Committed
) -> None:
    do_preview_work()
    path = address(client, practice)
    region.section.unpublish()
    assert client.get(path).status_code == 404
    commit(do_preview_work)
    assert not public_files()


def test_none_is_made_of_what_is_not_public(region: Region) -> None:
    factories.make_practice(region.section, live=False)
    do_preview_work()
    assert not SharePreview.objects.exists() and not public_files()


def test_a_title_in_letters_that_the_font_lacks_makes_the_drawing_alone(
    region: Region, client: Client
) -> None:
    practice = factories.make_practice(region.section, name_en="ሰብል", drawing="zai-yatenga")
    do_preview_work()
    path = address(client, practice)
    assert content(client, path) == content(client, address(client, practice, "fr"))
    nothing = factories.make_practice(region.section, name_en="ሰብል")
    do_preview_work()
    assert "readers/img/preview" in address(client, nothing)
    do_preview_work()
    assert Job.objects.filter(kind=previews.MAKE).count() == 2


@pytest.fixture
def photo(region: Region) -> Image:
    buffer = io.BytesIO()
    PillowImage.new("RGB", (1200, 900), "#2f5d7c").save(buffer, "JPEG")
    return Image.objects.create(
        title="field", file=ContentFile(buffer.getvalue(), name="f.jpg"), collection=region.collection
    )


def color_at_the_left(client: Client, path: str) -> tuple[int, ...]:
    with PillowImage.open(io.BytesIO(content(client, path))) as picture:
        found = picture.convert("RGB").getpixel((300, 300))
    assert isinstance(found, tuple)
    return found


def is_blue(color: tuple[int, ...]) -> bool:
    return color[2] > color[0] + 40


def test_without_a_drawing_the_photo_stands_in_it(
    region: Region, photo: Image, client: Client, commit: Committed
) -> None:
    practice = factories.make_practice(region.section, lead_image=photo)
    do_preview_work()
    assert not is_blue(color_at_the_left(client, address(client, practice))), "no public copy yet"
    commit(do_media_work)
    do_preview_work()
    path = address(client, practice)
    assert path.endswith(".jpg") and is_blue(color_at_the_left(client, path))
    photo.people_consent = PeopleConsent.NOT_AGREED
    commit(photo.save)
    assert client.get(path).status_code == 404
    commit(do_preview_work)
    assert not is_blue(color_at_the_left(client, address(client, practice)))


def test_the_drawing_comes_before_the_photo(region: Region, photo: Image, client: Client) -> None:
    practice = factories.make_practice(region.section, lead_image=photo, drawing="zai-yatenga")
    do_media_work()
    do_preview_work()
    assert not is_blue(color_at_the_left(client, address(client, practice)))


def test_what_was_lost_from_the_disk_is_made_anew(practice: Practice, client: Client) -> None:
    do_preview_work()
    before = address(client, practice)
    default_storage.delete(before.removeprefix("/media/"))
    previews.check()
    do_preview_work()
    assert content(client, address(client, practice))


def test_the_sweep_leaves_them_and_takes_what_no_row_names(practice: Practice, client: Client) -> None:
    do_preview_work()
    default_storage.save("public/AAAAAAAAAAAAAAAAAAAAAA/en.png", ContentFile(b"x"))
    assert space.balance(space.sizes_on_disk()).unnamed == 1
    assert orphans.sweep(grace=-orphans.GRACE) == 1
    assert content(client, address(client, practice))
