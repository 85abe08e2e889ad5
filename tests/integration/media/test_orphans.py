"""Files that no row names are removed, whatever was left behind; what a row names stays."""

import os
import random
import secrets
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings
from wagtail.models import UploadedFile

from jobs.registry import discover
from media import orphans, space
from media.models import Clip, Document, Image, PublicCopy
from practices.regions import Region
from tests.integration.media.conftest import picture_bytes

HOUR_S = 3600


def age(name: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(default_storage.path(name), (then, then))


def put(name: str, seconds: float = 2 * HOUR_S) -> str:
    stored = default_storage.save(name, ContentFile(b"x"))
    age(stored, seconds)
    return stored


def there() -> set[str]:
    return set(space.stored_names())


def make_row(dice: random.Random, region: Region) -> list[str]:
    """The files of a new row of one kind or another."""
    kind = dice.choice(("image", "kept", "document", "clip", "public", "upload", "rendition"))
    if kind == "document":
        row = Document.objects.create(
            title="d", file=ContentFile(b"seeds", name="d.txt"), collection=region.collection
        )
        return [row.file.name]
    if kind == "clip":
        clip = Clip.objects.create(title="c", collection=region.collection)
        field = dice.choice(space.CLIP_FILES)
        # Past the door: what matters here is the name in the row.
        name = default_storage.save(f"clips/{dice.random()}.{field}", ContentFile(b"x"))
        Clip.objects.filter(pk=clip.pk).update(**{field: name})
        return [name]
    if kind == "upload":
        upload = UploadedFile.objects.create(file=ContentFile(b"x", name=f"{dice.random()}.jpg"))
        return [upload.file.name]
    image = Image.objects.create(
        title="i", file=ContentFile(picture_bytes(size=(16, 12)), name="i.jpg"), collection=region.collection
    )
    names = [image.file.name]
    if kind == "kept":
        image.kept_original.save("sent.jpg", ContentFile(b"x"))
        names.append(image.kept_original.name)
    elif kind == "rendition":
        names.append(image.get_rendition("max-8x8").file.name)
    elif kind == "public":
        copy = PublicCopy.objects.create(image=image, folder=secrets.token_hex(16))
        names += [default_storage.save(f"{copy.path}/{size}.webp", ContentFile(b"x")) for size in (1, 2)]
    return names


@pytest.mark.database
@pytest.mark.parametrize("seed", range(6))
def test_exactly_what_no_row_names_and_is_old_enough_goes(seed: int, region: Region) -> None:
    dice = random.Random(seed)
    kept = {name for _number in range(12) for name in make_row(dice, region)}
    for name in kept:
        # Whatever their age: but an upload that waits is forgotten after a day.
        age(name, dice.choice((0, 2 * HOUR_S, 20 * HOUR_S)))
    folders = [*space.FOLDERS, f"public/{secrets.token_hex(16)}"]
    old = {put(f"{dice.choice(folders)}/{number}.bin") for number in range(20)}
    new = {put(f"{dice.choice(folders)}/new-{number}.bin", dice.uniform(0, 3500)) for number in range(8)}
    assert orphans.sweep() == len(old)
    assert there() == kept | new
    assert orphans.sweep(timedelta(0)) == len(new)
    assert there() == kept
    assert space.balance(space.sizes_on_disk()).unnamed == sum("wagtail_uploads" in name for name in kept)


def test_a_folder_of_public_copies_goes_with_its_last_file(region: Region, files: Path) -> None:
    put(f"public/{'a' * 32}/photo.avif")
    orphans.sweep()
    assert not (files / "public" / ("a" * 32)).exists()


def test_what_lies_beside_the_folders_of_media_is_left_alone(region: Region, files: Path) -> None:
    put("notes-of-the-operator.txt")
    put("elsewhere/photo.jpg")
    assert orphans.sweep(timedelta(0)) == 0
    assert (files / "elsewhere" / "photo.jpg").exists()


def test_an_upload_that_was_never_finished_is_forgotten_after_a_day(region: Region) -> None:
    uploads = [
        UploadedFile.objects.create(file=ContentFile(b"x", name=f"{number}.jpg")) for number in range(2)
    ]
    age(uploads[0].file.name, 25 * HOUR_S)
    orphans.sweep()
    assert list(UploadedFile.objects.all()) == [uploads[1]]
    assert there() == {uploads[1].file.name}


def test_a_part_of_an_upload_that_was_broken_off_goes_after_a_day(
    db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    assert orphans.sweep() == 0
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    for name, hours in (("left.upload.mp4", 25), ("coming.upload.mp4", 23), ("note-of-the-operator", 25)):
        path = settings.FILE_UPLOAD_TEMP_DIR / name
        path.write_bytes(b"x")
        os.utime(path, (time.time() - hours * HOUR_S,) * 2)
    assert orphans.sweep() == 1
    left = {path.name for path in settings.FILE_UPLOAD_TEMP_DIR.iterdir()}
    assert left == {"coming.upload.mp4", "note-of-the-operator"}


def test_a_file_that_cannot_be_removed_stops_nothing(
    region: Region, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stuck = put("images/stuck.webp")
    put("images/other.webp")
    real = default_storage.delete

    def refuse(name: str) -> None:
        if name == stuck:
            raise PermissionError(name)
        real(name)

    monkeypatch.setattr(default_storage, "delete", refuse)
    assert orphans.sweep() == 1
    assert there() == {stuck}
    assert "cannot be removed" in caplog.text


def test_the_worker_sweeps_every_hour(db: None) -> None:
    assert discover().periodic["media.sweep"].every == timedelta(hours=1)
