"""The worker makes of recordings what every browser plays, whatever happens meanwhile."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from jobs import queue
from jobs.models import Job
from jobs.registry import Lane, discover
from jobs.worker import Leases, run_next
from media import ffmpeg, sound, transcoding
from media.intake.recordings import CleanRecording, clean_recording
from media.models import Clip, ClipState
from practices.regions import Region
from tests.integration.media.recordings import (
    SECRET,
    files_in,
    make,
    seconds_of,
    sent,
    silent_amr,
)

ROOT = Path(__file__).resolve().parents[3]
MINUTE_BYTES = 90_000


pytestmark = pytest.mark.usefixtures("with_ffmpeg")


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
@pytest.mark.database
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
    assert all(transcoding.MAKING_SUFFIX in name for name in left), left


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
