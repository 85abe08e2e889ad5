"""How much room files take, what nobody uses, and refusals in words where there is none."""

import codecs
import errno
import json
import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch, reverse
from pytest_django import Settings
from wagtail.models import Collection, UploadedFile

from kb.models import User
from media import free_room, space
from media.admin.room_report import ROOM_NAME, UNUSED_NAME
from media.models import Clip, Document, Image, PublicCopy
from practices.middleware import NoRoomMiddleware
from practices.models import PracticeStep
from practices.regions import Region
from tests import factories
from tests.html import parsed, said
from tests.integration.media.conftest import picture_bytes

MEGABYTE = 1024 * 1024
NO_ROOM = "There is no room left for files on this server. Tell the administrator; what you typed is kept."
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def administrator(region: Region, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(factories.UserFactory(is_superuser=True, language="en"))


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets the disk have this many bytes free."""

    def leave(size: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(size, 0, size))

    return leave


def waiting_in(region: Region) -> Collection:
    # Wagtail keeps collections in the order of their names, so a new one moves others.
    region.collection.refresh_from_db()
    waiting: Collection = region.collection.get_children().get()
    assert waiting.name == space.WAITING_NAME
    return waiting


def upload(client: Client, region: Region, kind: str = "image", **more: str) -> Any:
    name, content = {
        "image": ("field.jpg", picture_bytes()),
        "document": ("seeds.pdf", b"%PDF-1.4 seeds\n%%EOF\n"),
    }[kind]
    return client.post(
        reverse("wagtailimages:add" if kind == "image" else "wagtaildocs:add"),
        {
            "title": "Zaï pits in June",
            "collection": region.collection.pk,
            "file": SimpleUploadedFile(name, content),
            **more,
        },
    )


def stored(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


# --- what there is --------------------------------------------------------------------------------------


def test_each_kind_of_file_is_counted_where_its_picture_or_document_lies(
    region: Region, elsewhere: Region, image: Image, document: Document
) -> None:
    image.get_rendition("max-165x165")
    waiting = waiting_in(region)
    Image.objects.create(
        title="Waits", file=ContentFile(picture_bytes(), name="waits.jpg"), collection=waiting
    )
    clip = Clip.objects.create(title="Told", collection=elsewhere.collection)
    clip.sound.save("told.ogg", ContentFile(b"x" * 700))
    PublicCopy.objects.create(image=image, folder="f" * 32)
    default_storage.save(f"public/{'f' * 32}/photo.webp", ContentFile(b"x" * 300))
    elsewhere.collection.refresh_from_db()
    here, there = space.rooms([region.collection, elsewhere.collection], space.sizes_on_disk())
    assert here.bytes_of[space.PICTURES] == 2 * image.file.size
    assert here.bytes_of[space.DOCUMENTS] == document.file.size
    assert here.bytes_of[space.SIZES] == image.renditions.get().file.size
    assert here.bytes_of[space.COPIES] == 300
    assert (here.bytes_of[space.RECORDINGS], there.bytes_of[space.RECORDINGS]) == (0, 700)
    assert here.sent_bytes == space.sent_bytes(region.collection.get_descendants(inclusive=True))


def test_files_without_a_row_and_rows_without_a_file_are_told_to_administrators(
    administrator: Client, correspondent: Client, image: Image, document: Document
) -> None:
    default_storage.save("images/left-behind.webp", ContentFile(b"x" * 2048))
    Path(document.file.path).unlink()
    page = said(parsed(administrator.get(reverse(ROOM_NAME))))
    assert "1 of them (2.0 KB) belongs to nothing" in page
    assert "1 file is lost" in page
    assert "Free on the disk" in page
    page = said(parsed(correspondent.get(reverse(ROOM_NAME))))
    assert "on the disk" not in page and "lost" not in page


def test_a_region_sees_its_own_room_and_nothing_of_others(
    region: Region, elsewhere: Region, image: Image, correspondent: Client, neighbour: Client
) -> None:
    page = said(parsed(correspondent.get(reverse(ROOM_NAME))))
    assert "West Africa" in page and "Andes" not in page
    for answer in (
        neighbour.get(reverse(ROOM_NAME)),
        neighbour.get(reverse(UNUSED_NAME)),
        neighbour.get(reverse(UNUSED_NAME), {"region": region.collection.pk}),
        neighbour.get(reverse(UNUSED_NAME), {"region": "9" * 30}),
    ):
        assert answer.status_code == 200
        assert "West Africa" not in answer.content.decode()
        assert "A field" not in answer.content.decode()


@pytest.mark.database
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", [ROOM_NAME, UNUSED_NAME])
def test_exports_are_walled_like_the_page(
    name: str, form: str, image: Image, correspondent: Client, neighbour: Client
) -> None:
    def exported(client: Client) -> str:
        content = b"".join(client.get(reverse(name), {"export": form}))
        if form == "csv":
            return content.decode()
        from io import BytesIO

        from openpyxl import load_workbook

        sheet = load_workbook(BytesIO(content)).active
        return "\n".join(",".join(str(cell) for cell in row) for row in sheet.values)

    ours, theirs = exported(correspondent), exported(neighbour)
    assert "West Africa" in ours and "Andes" not in ours
    assert "West Africa" not in theirs and "A field" not in theirs
    assert str(image.file.size) in ours


def test_who_has_no_region_is_not_let_in(db: None, client: Client, sign_in: Callable[[User], Client]) -> None:
    from kb.accounts.groups import newsletter_editors

    for one in (client, sign_in(factories.UserFactory(groups=[newsletter_editors()], language="en"))):
        for name in (ROOM_NAME, UNUSED_NAME):
            assert one.get(reverse(name)).status_code == 302


# --- what nobody uses -----------------------------------------------------------------------------------


def unused_titles(client: Client, region: Region) -> list[str]:
    answer = client.get(reverse(UNUSED_NAME), {"region": region.collection.pk})
    return [said(cell) for cell in parsed(answer).select("td.title")]


def test_what_a_page_or_its_draft_uses_is_not_listed(
    region: Region, make_image: Callable[..., Image], document: Document, correspondent: Client
) -> None:
    used, drafted, idle = (make_image(title=title) for title in ("Used", "Drafted", "Idle"))
    idle.tags.add("stones")
    PublicCopy.objects.create(image=idle, folder="f" * 32)
    waiting = waiting_in(region)
    make_image(title="Waits", collection=waiting)
    practice = factories.make_practice(region.section, lead_image=used)
    practice.steps = [PracticeStep(text_en="Sow", image=drafted)]
    practice.save_revision()
    assert sorted(unused_titles(correspondent, region)) == ["Idle", "Seed list"]
    page = parsed(correspondent.get(reverse(UNUSED_NAME)))
    assert page.find("a", href=reverse("wagtailimages:edit", args=[idle.pk])) is not None


def test_a_title_is_no_formula_in_the_table(
    region: Region, make_image: Callable[..., Image], administrator: Client
) -> None:
    make_image(title='=HYPERLINK("//far.example","Zaï")')
    content = b"".join(administrator.get(reverse(UNUSED_NAME), {"export": "csv"}))
    assert content.startswith(codecs.BOM_UTF8)
    assert '"\'=HYPERLINK(""//far.example""' in content.decode("utf-8-sig")


# --- limits ---------------------------------------------------------------------------------------------


@pytest.mark.database
@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_region_beyond_its_limit_is_told_how_much_and_where(
    kind: str, region: Region, correspondent: Client, settings: Settings
) -> None:
    settings.REGION_MEDIA_MB = 1
    Document.objects.create(
        title="Large", file=ContentFile(b"x" * MEGABYTE, name="large.txt"), collection=region.collection
    )
    page = upload(correspondent, region, kind).content.decode().replace("\xa0", " ")
    assert "The files of West Africa take 1.0 MB of the 1.0 MB that they may take." in page.replace(
        "\xa0", " "
    )
    assert "Room for files" in page
    assert 'value="Zaï pits in June"' in page
    settings.REGION_MEDIA_MB = 0
    assert upload(correspondent, region, kind).status_code == 302


def test_the_limit_of_one_region_is_not_that_of_another(
    region: Region, elsewhere: Region, neighbour: Client, settings: Settings
) -> None:
    settings.REGION_MEDIA_MB = 1
    Document.objects.create(
        title="Large", file=ContentFile(b"x" * MEGABYTE, name="large.txt"), collection=region.collection
    )
    assert upload(neighbour, elsewhere).status_code == 302


def test_what_waits_has_a_limit_of_its_own(region: Region, settings: Settings) -> None:
    waiting = waiting_in(region)
    Document.objects.create(
        title="Large", file=ContentFile(b"x" * MEGABYTE, name="large.txt"), collection=waiting
    )
    settings.WAITING_MEDIA_MB = 1
    with pytest.raises(ValidationError, match="wait for somebody of West Africa"):
        space.refuse_beyond_limit(waiting, 1)
    space.refuse_beyond_limit(region.collection, 1)
    settings.WAITING_MEDIA_MB, settings.REGION_MEDIA_MB = 2, 1
    with pytest.raises(ValidationError, match="files of West Africa take"):
        space.refuse_beyond_limit(waiting, 1)


@pytest.mark.database
@pytest.mark.parametrize("kind", ["image", "document"])
def test_an_upload_that_would_fill_the_disk_is_refused_before_it_is_written(
    kind: str, region: Region, correspondent: Client, free: Callable[[int], None], files: Path
) -> None:
    free(500 * MEGABYTE)
    page = upload(correspondent, region, kind).content.decode()
    assert NO_ROOM in page
    assert 'value="Zaï pits in June"' in page
    assert stored(files) == []
    free(502 * MEGABYTE)
    assert upload(correspondent, region, kind).status_code == 302


def test_several_at_once_say_so_too(
    region: Region, correspondent: Client, free: Callable[[int], None]
) -> None:
    free(500 * MEGABYTE)
    answer = correspondent.post(
        reverse("wagtailimages:add_multiple"),
        {
            "title": "Pits",
            "collection": region.collection.pk,
            "files[]": SimpleUploadedFile("a.jpg", picture_bytes()),
        },
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert json.loads(answer.content) == {"success": False, "error_message": NO_ROOM}
    assert not UploadedFile.objects.exists()


class FullDisk(FileSystemStorage):
    """Takes no file, like a disk that filled between the check and the writing."""

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(10))
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileSystemStorage, "_save", FullDisk._save)


@pytest.mark.database
@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_disk_that_fills_while_a_file_is_written_is_told_in_the_form(
    kind: str, region: Region, correspondent: Client, full_disk: None, files: Path
) -> None:
    answer = upload(correspondent, region, kind, tags="stones")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert NO_ROOM in page
    assert 'value="Zaï pits in June"' in page
    assert "stones" in page
    assert stored(files) == [], "the part that was written is gone"
    assert not Image.objects.exists() and not Document.objects.exists()


def test_it_is_told_where_there_is_no_form(rf: RequestFactory) -> None:
    """As where Wagtail's list of uploads keeps a file that has no title yet."""

    def view(request: HttpRequest) -> HttpResponse:
        raise free_room.NoRoomError

    request = rf.post("/admin/", headers={"X-Requested-With": "XMLHttpRequest"})
    request.resolver_match = ResolverMatch(view, (), {})
    answer = NoRoomMiddleware(view).process_exception(request, free_room.NoRoomError())
    assert answer is not None
    assert json.loads(answer.content) == {"success": False, "error_message": NO_ROOM}


def test_sizes_for_editors_may_use_what_uploads_leave(image: Image, free: Callable[[int], None]) -> None:
    free(1)
    assert not image.get_rendition("max-165x165").is_stand_in


def test_administrators_are_warned_before_it_is_full(
    region: Region, administrator: Client, correspondent: Client, free: Callable[[int], None]
) -> None:
    home, ready = reverse("wagtailadmin_home"), "/health/ready"
    free(2000 * MEGABYTE)
    assert "nearly full" not in administrator.get(home).content.decode()
    told = administrator.get(ready).json()
    assert (told["disk_free_mb"], told["disk_nearly_full"]) == (2000, False)
    free(900 * MEGABYTE)
    assert "nearly full: 900.0" in administrator.get(home).content.decode()
    assert "nearly full" not in correspondent.get(home).content.decode()
    assert administrator.get(ready).json()["disk_nearly_full"] is True


def test_other_storages_than_a_disk_are_not_asked(settings: Settings, free: Callable[[int], None]) -> None:
    free(0)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    assert free_room.free_bytes() is None
    free_room.refuse_without_room(MEGABYTE)
