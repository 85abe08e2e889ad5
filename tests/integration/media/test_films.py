"""A film that somebody sends becomes one that a prepaid phone can afford, whatever happens meanwhile."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client, RequestFactory
from django.urls import reverse
from PIL import Image as Pillow
from pytest_django import Settings

from jobs.models import Job
from media import film, publishing, transcoding
from media.intake.films import MAX_BYTES, clean_film_or_recording
from media.intake.recordings import clean_recording
from media.models import Clip, ClipState, PublicCopy
from media.public_access import register_use
from practices.regions import Region
from tests.integration.media.conftest import content_of
from tests.integration.media.films import SMALL_H264, make_film
from tests.integration.media.recordings import SECRET, files_in, sent, silent_amr

MINUTE_BYTES = 1_200_000
SOUND_MINUTE_BYTES = 90_000
STILL_BYTES = 15_000

pytestmark = pytest.mark.usefixtures("with_ffmpeg")

# How phones and cameras send a film: the name, and ffmpeg's words for it.
KINDS = {
    "20261128_101500.mp4": (*SMALL_H264, "-c:a", "aac"),
    "IMG_0042.MOV": (
        "-c:v",
        "libx265",
        "-preset",
        "ultrafast",
        "-x265-params",
        "log-level=error",
        "-c:a",
        "aac",
    ),
    "VID-WA0003.3gp": (
        "-c:v",
        "h263",
        "-s",
        "176x144",
        "-c:a",
        "libopencore_amrnb",
        "-ar",
        "8000",
        "-ac",
        "1",
    ),
    "old.3gp": ("-c:v", "mpeg4", "-c:a", "aac"),
    "browser.webm": ("-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"),
    "browser-9.webm": ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"),
    "desk.mkv": (*SMALL_H264, "-c:a", "libvorbis"),
}


@pytest.fixture
def ready(send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path) -> Clip:
    clip = send(sent(make_film(tmp_path / "a.mp4", seconds=1)))
    work()
    clip.refresh_from_db()
    return clip


def sides(path: Path) -> tuple[int, int]:
    with Pillow.open(path) as picture:
        return picture.size


def test_a_film_becomes_a_small_film_a_still_picture_and_its_sound(
    send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path, files: Path
) -> None:
    source = make_film(tmp_path / "20261128_101500.mp4", seconds=4, size="1280x720")
    assert SECRET.encode() in source.read_bytes()
    clip = send(sent(source))
    assert clip.state == ClipState.WAITING
    work()
    clip.refresh_from_db()
    assert (clip.state, clip.duration_seconds, clip.progress) == (ClipState.READY, 4, 100)
    assert (clip.width, clip.height) == (426, 240)
    assert files_in(files) == {clip.video.name, clip.poster.name, clip.sound.name}
    assert sides(Path(clip.poster.path)) == (480, 270)
    for file in (clip.video, clip.poster, clip.sound):
        content = Path(file.path).read_bytes()
        assert SECRET.encode() not in content
        assert b"Lavf" not in content and b"x264 - core" not in content
    head = Path(clip.video.path).read_bytes()
    assert head.index(b"moov") < head.index(b"mdat"), "a film plays before all of it is there"


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_that_phones_send_is_taken(
    name: str, send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path
) -> None:
    clip = send(sent(make_film(tmp_path / name, *KINDS[name])))
    work()
    clip.refresh_from_db()
    assert (clip.state, clip.refusal) == (ClipState.READY, "")
    assert clip.video and clip.poster and clip.sound
    assert clip.duration_seconds == 2


@pytest.mark.parametrize("turned", [90, -90])
def test_a_film_that_a_phone_took_upright_stays_upright(
    turned: int, send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path
) -> None:
    clip = send(sent(make_film(tmp_path / "a.mp4", turned=turned)))
    work()
    clip.refresh_from_db()
    assert (clip.width, clip.height) == (240, 426)
    assert sides(Path(clip.poster.path)) == (270, 480)
    assert b"\0\0\0\0\xff\xff\0\0" not in Path(clip.video.path).read_bytes(), "nothing is left to turn"


def test_a_small_film_is_not_made_larger(
    send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path
) -> None:
    clip = send(sent(make_film(tmp_path / "a.mp4", size="176x144")))
    work()
    clip.refresh_from_db()
    assert (clip.width, clip.height) == (176, 144)
    assert sides(Path(clip.poster.path)) == (176, 144)


def test_a_film_without_sound_has_none(
    send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path, files: Path
) -> None:
    clip = send(sent(make_film(tmp_path / "a.mp4", sound=None)))
    work()
    clip.refresh_from_db()
    assert clip.state == ClipState.READY
    assert not clip.sound
    assert files_in(files) == {clip.video.name, clip.poster.name}


@pytest.mark.slow
@pytest.mark.parametrize(
    "pictures",
    [
        "testsrc2=size=1280x720:rate=30:duration={seconds}",
        "nullsrc=size=640x360:rate=30:duration={seconds},geq=random(1)*255:random(2)*255:128",
    ],
)
def test_a_minute_of_anything_is_as_small_as_promised(
    pictures: str,
    send: Callable[..., Clip],
    work: Callable[[], None],
    tmp_path: Path,
) -> None:
    source = make_film(tmp_path / "a.mp4", seconds=60, sound="anoisesrc=color=white", pictures=pictures)
    clip = send(sent(source))
    work()
    clip.refresh_from_db()
    assert clip.video.size <= MINUTE_BYTES
    assert clip.sound.size <= SOUND_MINUTE_BYTES
    assert clip.poster.size <= STILL_BYTES


def test_a_voice_in_the_container_of_films_is_a_recording(
    send: Callable[..., Clip], work: Callable[[], None], made: Callable[[str], Path], files: Path
) -> None:
    for name in ("Voice 001.m4a", "note.webm"):
        with clean_film_or_recording(sent(made(name))) as taken:
            assert taken.name == f"recording{Path(name).suffix}"
    clip = send(sent(made("note.webm")))
    work()
    clip.refresh_from_db()
    assert clip.sound and not clip.video and not clip.poster
    assert (clip.width, clip.height) == (None, None)


def test_of_a_film_that_a_reader_sends_the_sound_is_kept(
    send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path
) -> None:
    clip = send(clean_recording(sent(make_film(tmp_path / "a.mp4"))))
    work()
    clip.refresh_from_db()
    assert clip.sound and not clip.video and not clip.poster


def test_without_ffmpeg_a_voice_in_the_container_of_films_waits_and_is_a_voice(
    send: Callable[..., Clip],
    work: Callable[[], None],
    made: Callable[[str], Path],
    without_ffmpeg: Callable[[], None],
) -> None:
    clip = send(sent(made("Voice 001.m4a")))
    without_ffmpeg()
    transcoding.take_up()
    work()
    clip.refresh_from_db()
    assert (clip.state, clip.duration_seconds) == (ClipState.READY, 2)
    assert clip.sound and not clip.video


def test_a_film_in_place_of_another_keeps_the_clip_and_lets_the_old_one_play_until_it_is_ready(
    send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path, files: Path
) -> None:
    clip = send(sent(make_film(tmp_path / "a.mp4", seconds=1)))
    work()
    clip.refresh_from_db()
    old = (clip.video.name, clip.poster.name, clip.sound.name)
    send(sent(make_film(tmp_path / "b.mp4", seconds=3, size="360x640")), clip)
    clip.refresh_from_db()
    assert (clip.state, clip.progress) == (ClipState.WAITING, 0)
    assert (clip.video.name, clip.poster.name, clip.sound.name) == old
    assert {*old, clip.received.name} == files_in(files)
    work()
    clip.refresh_from_db()
    assert (clip.duration_seconds, clip.width, clip.height) == (3, 240, 426)
    assert files_in(files) == {clip.video.name, clip.poster.name, clip.sound.name}
    assert not {*old} & files_in(files)


def test_a_voice_in_place_of_a_film_leaves_no_film(
    send: Callable[..., Clip],
    work: Callable[[], None],
    made: Callable[[str], Path],
    ready: Clip,
    files: Path,
) -> None:
    clip = send(sent(made("voice.ogg")), ready)
    work()
    clip.refresh_from_db()
    assert (clip.video.name, clip.poster.name, clip.width) == ("", "", None)
    assert files_in(files) == {clip.sound.name}


def test_how_far_a_film_is_stands_in_its_row(
    send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(sent(make_film(tmp_path / "a.mp4", seconds=3)))
    monkeypatch.setattr(transcoding, "PROGRESS_EVERY_S", 0.0)
    encode, seen = film.encode, []

    def told(*args: object, tell: Callable[[float], None], **kwargs: object) -> None:
        def tell_and_look(part: float) -> None:
            tell(part)
            seen.append((part, Clip.objects.get().progress, Job.objects.get().progress))

        encode(*args, tell=tell_and_look, **kwargs)  # type: ignore[arg-type]
        tell_and_look(0.5)

    monkeypatch.setattr(film, "encode", told)
    work()
    assert seen[-1] == (0.5, 50, "50 %")
    assert [part for part, _percent, _said in seen[:-1]] == sorted(
        part for part, _percent, _said in seen[:-1]
    )


# --- the door -------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("part", ["film", "poster", "sound"])
def test_film_and_still_picture_are_shown_to_the_people_of_the_region_alone(
    part: str, ready: Clip, correspondent: Client, neighbour: Client, client: Client
) -> None:
    address = reverse(f"clips:{part}", args=[ready.pk])
    answer = correspondent.get(address, headers={"Range": "bytes=0-9"})
    kinds = {"film": "video/mp4", "poster": "image/jpeg", "sound": "audio/ogg"}
    assert (answer.status_code, answer["Content-Type"]) == (206, kinds[part])
    assert len(content_of(answer)) == 10
    assert "no-store" in answer["Cache-Control"]
    assert neighbour.get(address).status_code == 404
    assert client.get(address).status_code == 302


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of clips that something public shows."""
    numbers: list[int] = []
    monkeypatch.setattr("media.public_access._other_uses", [])
    register_use(Clip, lambda: Clip.objects.filter(pk__in=numbers).values("pk"))
    return numbers


def test_a_film_is_public_with_its_captions_once_something_public_shows_it(
    ready: Clip, shown: list[int], client: Client, work: Callable[[], None]
) -> None:
    Clip.objects.update(captions_fr="WEBVTT\n\n00:00.000 --> 00:01.000\nUn trou\n")
    publishing.follow_pages()
    work()
    assert not PublicCopy.objects.exists()
    shown.append(ready.pk)
    publishing.follow_pages()
    work()
    copy = PublicCopy.objects.get(clip=ready)
    assert [file["name"] for file in copy.files] == ["film.mp4", "poster.jpg", "sound.ogg", "captions-fr.vtt"]
    for file in copy.files:
        answer = client.get(copy.address(file["name"]))
        assert len(content_of(answer)) == file["bytes"]
    answer = client.get(copy.address("captions-fr.vtt"))
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert "Un trou" in content_of(answer).decode()
    answer = client.get(copy.address("film.mp4"), headers={"Range": "bytes=5-7"})
    assert (answer.status_code, len(content_of(answer))) == (206, 3)
    shown.clear()
    assert client.get(copy.address("film.mp4")).status_code == 404


def test_other_captions_are_other_public_files(
    ready: Clip,
    shown: list[int],
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    shown.append(ready.pk)
    publishing.follow_pages()
    work()
    before = PublicCopy.objects.get()
    clip = Clip.objects.get()
    clip.captions_es = "WEBVTT\n\n00:00.000 --> 00:01.000\nUn hoyo\n"
    clip.save()
    assert not PublicCopy.objects.exists()
    publishing.follow_pages()
    work()
    after = PublicCopy.objects.get()
    assert after.folder != before.folder
    assert after.has("captions-es.vtt")


def test_what_is_not_made_yet_is_not_public(
    send: Callable[..., Clip], shown: list[int], work: Callable[[], None], tmp_path: Path
) -> None:
    clip = send(sent(make_film(tmp_path / "a.mp4", seconds=1)))
    shown.append(clip.pk)
    publishing.follow_pages()
    publishing.make("clip", clip.pk)
    assert not PublicCopy.objects.exists()


def test_the_sound_of_a_film_may_be_as_long_as_the_film(
    send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path
) -> None:
    """Voices alone end at three minutes."""
    still_film = (*SMALL_H264, "-r", "1", "-c:a", "aac")
    clip = send(sent(make_film(tmp_path / "a.mp4", *still_film, seconds=200, size="64x48")))
    work()
    clip.refresh_from_db()
    assert (clip.state, clip.duration_seconds) == (ClipState.READY, 202)
    assert 2 * SOUND_MINUTE_BYTES < clip.sound.size < 4 * SOUND_MINUTE_BYTES
