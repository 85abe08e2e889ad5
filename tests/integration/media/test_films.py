"""A film that somebody sends becomes one that a prepaid phone can afford, whatever happens meanwhile."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pillow

from jobs.models import Job
from media import film, transcoding
from media.intake.films import clean_film_or_recording
from media.intake.recordings import clean_recording
from media.models import Clip, ClipState
from tests.integration.media.films import SMALL_H264, make_film
from tests.integration.media.recordings import SECRET, files_in, sent

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
    """A third of a minute, which has a third of the bytes."""
    source = make_film(tmp_path / "a.mp4", seconds=20, sound="anoisesrc=color=white", pictures=pictures)
    clip = send(sent(source))
    work()
    clip.refresh_from_db()
    assert clip.video.size <= MINUTE_BYTES / 3
    assert clip.sound.size <= SOUND_MINUTE_BYTES / 3
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
