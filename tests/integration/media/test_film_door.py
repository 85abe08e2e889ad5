"""What films the site takes in: how large, from whom, where they lie meanwhile."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from media.intake.films import MAX_BYTES, clean_film_or_recording
from media.models import Clip
from practices.regions import Region
from tests.integration.media.films import make_film
from tests.integration.media.recordings import files_in, sent, silent_amr

pytestmark = pytest.mark.usefixtures("with_ffmpeg")


def uploaded(path: Path) -> TemporaryUploadedFile:
    """The file as Django has it when it is too large to be kept in memory."""
    handler = TemporaryFileUploadHandler()
    handler.new_file("received", path.name, "video/mp4", path.stat().st_size)
    handler.receive_data_chunk(path.read_bytes(), 0)
    return handler.file_complete(path.stat().st_size)


def test_a_large_film_is_moved_and_not_copied(
    send: Callable[..., Clip], tmp_path: Path, settings: Settings, files: Path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    file = uploaded(make_film(tmp_path / "a.mp4"))
    inode = Path(file.temporary_file_path()).stat().st_ino
    clip = send(file)
    assert Path(clip.received.path).stat().st_ino == inode
    file.close()
    assert Path(clip.received.path).exists()
    assert not files_in(settings.FILE_UPLOAD_TEMP_DIR)


def test_a_large_file_is_received_in_the_data_folder_which_is_made_with_it(
    settings: Settings, tmp_path: Path, rf: RequestFactory
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "data" / "uploads"
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    request = rf.post("/", {"received": SimpleUploadedFile("a.mp4", bytes(100))})
    file = request.FILES["received"]
    assert Path(file.temporary_file_path()).parent == settings.FILE_UPLOAD_TEMP_DIR
    assert settings.FILE_UPLOAD_TEMP_DIR.stat().st_mode & 0o777 == 0o700
    file.close()
    assert not files_in(settings.FILE_UPLOAD_TEMP_DIR)


def test_a_film_beyond_300_mb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    file = sent(make_film(tmp_path / "a.mp4", seconds=1))
    file.size = MAX_BYTES + 1
    with pytest.raises(ValidationError) as refused:
        clean_film_or_recording(file)
    assert refused.value.code == "film_too_large"


def test_a_film_for_which_there_is_no_room_is_refused_beside_its_field(
    correspondent: Client, region: Region, tmp_path: Path, settings: Settings, files: Path
) -> None:
    settings.MIN_FREE_MB = 10**9
    answer = correspondent.post(
        reverse("clips:add"),
        {
            "received": sent(make_film(tmp_path / "a.mp4")),
            "collection": region.collection.pk,
            "title_en": "Pits",
        },
    )
    assert answer.status_code == 200
    assert "There is no room left" in answer.content.decode()
    assert not Clip.objects.exists()
    assert not files_in(files)


def test_a_recording_at_the_door_of_films_keeps_its_own_limits() -> None:
    with pytest.raises(ValidationError) as refused:
        clean_film_or_recording(SimpleUploadedFile("a.amr", silent_amr(200)))
    assert refused.value.code == "too_long"


# --- who sees it ----------------------------------------------------------------------------------------
