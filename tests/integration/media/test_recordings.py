"""Recordings are taken or refused in words, and the worker makes of them what every browser plays."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from jobs import queue
from jobs.models import Job
from jobs.registry import Lane, discover
from jobs.worker import Leases, run_next
from media import ffmpeg, sound, transcoding
from media.intake.recordings import MAX_BYTES, CleanRecording, clean_recording
from media.models import Clip, ClipState
from practices.regions import Region
from tests.integration.media.recordings import (
    KINDS,
    SECRET,
    ffmpeg_or_skip,
    make,
    seconds_of,
    sent,
    silent_amr,
)

ROOT = Path(__file__).resolve().parents[3]
MINUTE_BYTES = 90_000


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A recording of two seconds of each kind, made when it is asked for."""
    folder = tmp_path_factory.mktemp("recordings")

    def one(name: str) -> Path:
        path = folder / name
        return path if path.exists() else make(path, KINDS[name][1])

    return one


@pytest.fixture(autouse=True)
def with_ffmpeg(settings: Settings) -> None:
    settings.FFMPEG = ffmpeg_or_skip()


@pytest.fixture
def without_ffmpeg(settings: Settings, tmp_path: Path) -> Iterator[Callable[[], None]]:
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


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def code_of(file: SimpleUploadedFile) -> str:
    with pytest.raises(ValidationError) as refused:
        clean_recording(file)
    return str(refused.value.code)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_that_phones_send_is_taken(name: str, made: Callable[[str], Path]) -> None:
    with clean_recording(sent(made(name))) as recording:
        assert recording.name == f"recording{KINDS[name][0]}"
        assert recording.seconds == pytest.approx(2, abs=0.2)


def test_what_a_file_is_called_does_not_decide(made: Callable[[str], Path]) -> None:
    with clean_recording(sent(made("Voice 001.m4a"), f"{'é' * 300}.MP3")) as recording:
        assert recording.name == "recording.m4a"


def test_amr_of_an_old_phone_is_taken() -> None:
    with clean_recording(SimpleUploadedFile("a.amr", silent_amr(3))) as recording:
        assert recording.seconds == pytest.approx(3, abs=0.1)


def test_a_recording_of_three_minutes_is_taken_and_a_longer_one_is_not() -> None:
    with clean_recording(SimpleUploadedFile("a.amr", silent_amr(180))) as recording:
        assert recording.seconds == pytest.approx(180, abs=0.1)
    assert code_of(SimpleUploadedFile("a.amr", silent_amr(185))) == "too_long"


LISTS = {
    "hls": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "concat": b"ffconcat version 1.0\nfile secret.m4a\n",
    "sdp": b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 0\r\n",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "text": b"Take two sacks of compost.",
}


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("extension", ["m4a", "mp3", "ogg", "wav"])
def test_lists_of_other_files_are_no_recordings(kind: str, extension: str) -> None:
    assert code_of(SimpleUploadedFile(f"voice.{extension}", LISTS[kind])) == "not_a_recording"


@pytest.mark.parametrize("list_name", ["hls", "concat", "sdp"])
def test_a_list_behind_a_header_opens_nothing(list_name: str) -> None:
    """Whatever passes the header is read by the one demuxer it belongs to."""
    for start in (b"\0\0\0\x1cftypM4A ", b"#!AMR\n", b"OggS\0\x02", b"RIFF\x24\0\0\0WAVE", b"\x1aE\xdf\xa3"):
        assert code_of(SimpleUploadedFile("voice.m4a", start + LISTS[list_name])) in (
            "damaged",
            "without_sound",
        )


BAD: dict[str, tuple[str, Callable[[Callable[[str], Path], Path], SimpleUploadedFile]]] = {
    "nothing": ("empty", lambda made, _folder: SimpleUploadedFile("a.mp3", b"")),
    "much": ("too_large", lambda made, _folder: SimpleUploadedFile("a.amr", silent_amr(1) * 7000)),
    "picture": ("kind_not_taken", lambda made, _folder: SimpleUploadedFile("a.jpg", b"\xff\xd8\xff")),
    "no extension": ("kind_not_taken", lambda made, _folder: sent(made("note.webm"), "note")),
    "text": ("not_a_recording", lambda made, _folder: SimpleUploadedFile("a.mp3", b"Good morning")),
    "long": ("too_long", lambda made, _folder: SimpleUploadedFile("a.amr", silent_amr(200))),
    "header alone": ("damaged", lambda made, _folder: SimpleUploadedFile("a.amr", b"#!AMR\n")),
    "cut": (
        "damaged",
        lambda made, _folder: SimpleUploadedFile("a.m4a", made("Voice 001.m4a").read_bytes()[:4000]),
    ),
    "cut webm": (
        "damaged",
        lambda made, _folder: SimpleUploadedFile("a.webm", made("note.webm").read_bytes()[:4000]),
    ),
    "film without sound": (
        "without_sound",
        lambda made, folder: sent(make(folder / "a.mp4", ["-c:v", "mpeg4"], 1, "testsrc=size=64x64")),
    ),
}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("bad", BAD)
def test_what_cannot_be_used_is_refused_in_the_language_of_whoever_sent_it(
    bad: str, language: str, made: Callable[[str], Path], tmp_path: Path
) -> None:
    code, make_file = BAD[bad]
    with pytest.raises(ValidationError) as refused:
        clean_recording(make_file(made, tmp_path))
    assert refused.value.code == code
    with translation.override(language):
        here = refused.value.messages[0]
    with translation.override("en"):
        english = refused.value.messages[0]
    assert "%" not in here
    assert (here == english) is (language == "en")


def test_too_large_is_known_from_the_size_alone(without_ffmpeg: Callable[[], None]) -> None:
    file = SimpleUploadedFile("a.amr", b"")
    file.size = MAX_BYTES + 1
    assert code_of(file) == "too_large"


def test_the_field_lets_nothing_in_that_has_not_passed_the_door(region: Region, files: Path) -> None:
    clip = Clip(title_en="Anything", collection=region.collection)
    with pytest.raises(ValidationError):
        clip.received.save("voice.mp3", ContentFile(b"not a voice"))
    clip.received = ContentFile(b"not a voice", name="voice.mp3")
    with pytest.raises(ValidationError):
        clip.save()
    assert not Clip.objects.exists()
    assert not files_in(files)


def test_a_recording_becomes_a_small_sound_without_any_tag(
    send: Callable[..., Clip], work: Callable[[], None], made: Callable[[str], Path], files: Path
) -> None:
    source = made("Voice 001.m4a")
    assert SECRET.encode() in source.read_bytes()
    clip = send(sent(source))
    assert clip.state == ClipState.WAITING
    assert not clip.sound
    received = clip.received.name
    work()
    clip.refresh_from_db()
    assert clip.state == ClipState.READY
    assert clip.duration_seconds == 2
    assert files_in(files) == {clip.sound.name}, "what was sent is gone, and nothing is half written"
    assert received != clip.sound.name
    assert clip.sound.name.endswith(".ogg")
    content = Path(clip.sound.path).read_bytes()
    assert SECRET.encode() not in content
    assert b"OpusHead" in content[:64]
    assert b"Lavf" not in content


@pytest.mark.parametrize("source", ["sine=frequency=440", "anoisesrc=color=white", "anoisesrc=color=pink"])
def test_a_minute_of_anything_stays_below_90_kb(
    source: str, send: Callable[..., Clip], work: Callable[[], None], tmp_path: Path
) -> None:
    clip = send(sent(make(tmp_path / "minute.mp3", ["-c:a", "libmp3lame", "-b:a", "64k"], 60, source)))
    work()
    clip.refresh_from_db()
    assert clip.state == ClipState.READY
    assert Path(clip.sound.path).stat().st_size <= MINUTE_BYTES
    assert seconds_of(Path(clip.sound.path)) == pytest.approx(60, abs=0.2)


def test_the_original_is_kept_where_the_operator_wants_that(
    send: Callable[..., Clip], work: Callable[[], None], made: Callable[[str], Path], settings: Settings
) -> None:
    settings.KEEP_ORIGINALS = True
    clip = send(sent(made("voice.ogg")))
    work()
    clip.refresh_from_db()
    assert clip.state == ClipState.READY
    assert clip.received.storage.exists(clip.received.name)
    transcoding.take_up()
    assert not Job.objects.filter(state__in=Job.UNFINISHED).exists()


def test_without_ffmpeg_a_recording_waits_and_is_made_when_it_came(
    send: Callable[..., Clip],
    work: Callable[[], None],
    made: Callable[[str], Path],
    without_ffmpeg: Callable[[], None],
    region: Region,
) -> None:
    clip = send(sent(made("note.webm")))
    work()
    assert transcoding.take_up() == 0
    assert not Job.objects.filter(state=Job.State.FAILED).exists()
    assert not Job.objects.filter(state__in=Job.UNFINISHED).exists(), "nobody tries in vain"
    clip.refresh_from_db()
    assert clip.state == ClipState.WAITING
    without_ffmpeg()
    assert transcoding.take_up() == 1
    work()
    clip.refresh_from_db()
    assert clip.state == ClipState.READY
    assert transcoding.take_up() == 0


def test_what_turns_out_to_be_too_long_is_refused_later_and_kept(
    send: Callable[..., Clip], work: Callable[[], None], without_ffmpeg: Callable[[], None]
) -> None:
    clip = send(SimpleUploadedFile("a.amr", silent_amr(200)))
    without_ffmpeg()
    transcoding.take_up()
    work()
    clip.refresh_from_db()
    assert (clip.state, clip.refusal) == (ClipState.REFUSED, "too_long")
    assert clip.received.storage.exists(clip.received.name)
    assert transcoding.take_up() == 0


def test_the_old_sound_is_played_until_the_new_one_is_ready(
    send: Callable[..., Clip], work: Callable[[], None], made: Callable[[str], Path], files: Path
) -> None:
    clip = send(sent(made("voice.ogg")))
    work()
    clip.refresh_from_db()
    old = clip.sound.name
    send(sent(made("voice.mp3")), clip)
    clip.refresh_from_db()
    assert (clip.state, clip.sound.name) == (ClipState.WAITING, old)
    assert clip.sound.storage.exists(old)
    work()
    clip.refresh_from_db()
    assert clip.state == ClipState.READY
    assert clip.sound.name != old
    assert files_in(files) == {clip.sound.name}


def test_of_two_recordings_sent_one_after_the_other_the_second_counts(
    send: Callable[..., Clip], work: Callable[[], None], made: Callable[[str], Path], files: Path
) -> None:
    clip = send(sent(made("voice.ogg")))
    send(SimpleUploadedFile("later.amr", silent_amr(5)), clip)
    work()
    clip.refresh_from_db()
    assert (clip.state, clip.duration_seconds) == (ClipState.READY, 5)
    assert files_in(files) == {clip.sound.name}


def test_the_files_go_with_the_clip(
    send: Callable[..., Clip],
    work: Callable[[], None],
    made: Callable[[str], Path],
    files: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    clip = send(sent(made("voice.ogg")))
    work()
    send(sent(made("voice.mp3")), Clip.objects.get())
    assert len(files_in(files)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        Clip.objects.all().delete()
    assert not files_in(files)
    work()
    assert clip.pk
    assert not files_in(files)


def test_a_late_worker_neither_wins_nor_takes_the_sound_away(
    send: Callable[..., Clip],
    work: Callable[[], None],
    made: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its lease is over while it encodes; another has made the sound before it comes back."""
    clip = send(sent(made("voice.ogg")))
    encode = sound.encode

    def slowly(*args: object, **kwargs: object) -> None:
        monkeypatch.setattr(sound, "encode", encode)
        Job.objects.update(leased_until=timezone.now() - queue.LEASE)
        assert run_next(discover(), Lane.MEDIA, Leases())
        encode(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(sound, "encode", slowly)
    work()
    clip.refresh_from_db()
    assert clip.state == ClipState.READY
    assert clip.sound.storage.exists(clip.sound.name)
    assert Job.objects.get().state == Job.State.DONE


def test_a_program_that_never_ends_leaves_the_work_to_the_list_of_failures(
    send: Callable[..., Clip], made: Callable[[str], Path], settings: Settings, tmp_path: Path
) -> None:
    """A file that takes six workers with it is not tried for ever."""
    clip = send(sent(made("voice.ogg")))
    Job.objects.update(
        state=Job.State.RUNNING, attempts=queue.MAX_ATTEMPTS, leased_until=timezone.now() - queue.LEASE
    )
    queue.sweep([transcoding.TRANSCODE])
    assert transcoding.take_up() == 0
    assert Job.objects.get().state == Job.State.FAILED
    clip.refresh_from_db()
    assert clip.state == ClipState.WAITING


def test_a_program_that_does_not_start_is_not_taken_for_a_bad_recording(
    made: Callable[[str], Path], settings: Settings, tmp_path: Path
) -> None:
    broken = tmp_path / "ffmpeg"
    broken.write_bytes(b"\x7fELF nothing behind it")
    broken.chmod(0o755)
    settings.FFMPEG = str(broken)
    with clean_recording(sent(made("voice.ogg"))) as recording:
        assert isinstance(recording, CleanRecording)
        assert recording.seconds is None


KILLED_AT = {
    "before encoding": "sound.encode = lambda *args, **kwargs: die()",
    "with a half written file": "sound.encode = lambda program, file, container, made, stop: "
    "(made.write(b'half'), made.flush(), die())",
    "before the rename": "os.replace = lambda *args: die()",
    "after the rename": "transcoding._sync_folder = lambda *args: die()",
}
KILLED = """
import os, signal, sys, threading, types
import django
django.setup()
from django.conf import settings
settings.MEDIA_ROOT = sys.argv[1]
from media import ffmpeg, sound, transcoding
from media.models import Clip
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
{where}
running = types.SimpleNamespace(stop=threading.Event())
transcoding._make(Clip(collection_id=1, received=sys.argv[2]), ffmpeg.program(), running)
"""


@pytest.mark.slow
@pytest.mark.parametrize("where", KILLED_AT)
def test_a_worker_that_is_killed_loses_nothing(
    where: str, send: Callable[..., Clip], work: Callable[[], None], made: Callable[[str], Path], files: Path
) -> None:
    clip = send(sent(made("voice.ogg")))
    received = clip.received.name
    environ = os.environ | {
        "TWINFIELDS_FFMPEG": ffmpeg.program() or "",
        "DJANGO_SETTINGS_MODULE": "kb.settings.test",
    }
    script = KILLED.format(where=KILLED_AT[where])
    killed = subprocess.run(
        [sys.executable, "-c", script, str(files), received], cwd=ROOT, env=environ, check=False
    )
    assert killed.returncode == -9
    assert received in files_in(files)
    work()
    clip.refresh_from_db()
    assert (clip.state, clip.duration_seconds) == (ClipState.READY, 2)
    left = files_in(files) - {clip.sound.name}
    assert all(name.endswith(transcoding.MAKING_SUFFIX) for name in left), left


def test_a_backup_made_meanwhile_holds_the_sound_where_it_lacks_the_recording(
    send: Callable[..., Clip], work: Callable[[], None], made: Callable[[str], Path]
) -> None:
    """The database is copied before the files: the row may still name what is gone by then."""
    clip = send(sent(made("voice.ogg")))
    received = clip.received.name
    work()
    Clip.objects.update(sound="", received=received, state=ClipState.WAITING, duration_seconds=None)
    transcoding.take_up()
    work()
    clip.refresh_from_db()
    assert (clip.state, clip.duration_seconds) == (ClipState.READY, 2)
