"""Makes sound of recordings, in the worker: a file under another name, then a rename, then the row.

Ended at any point, nothing is lost: what was received goes only after the row names the sound, and the next
try writes over what the last has left, for the sound's name follows from that of the recording. Files half
written end in `.making`.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.files.storage import Storage
from django.db import transaction

from jobs.models import Job
from jobs.registry import Running
from media import ffmpeg, sound
from media.intake.containers import OGG, container_of
from media.models import Clip, ClipState
from media.models.clip import TRANSCODE

MAKING_SUFFIX: Final = ".making"


class StoppedError(Exception):
    """Raised where the worker ends, so that another takes the job."""


def transcode(running: Running) -> None:
    """Makes the sound of one clip. Without ffmpeg the clip goes on waiting, and `take_up` asks again."""
    recording = running.claim.payload["received"]
    clip = _waiting(running.claim.payload["clip"], recording)
    program = ffmpeg.program()
    if clip is None or program is None:
        return
    try:
        seconds, name = _make(clip, program, running)
    except sound.UnusableSoundError as problem:
        _refuse(clip, problem.code)
    except FileNotFoundError:
        _refuse(clip, "damaged")
    except sound.UndecidedError as problem:
        if running.stop.is_set():
            raise StoppedError from problem
        if not running.claim.is_last:
            raise
        _refuse(clip, "damaged")
    else:
        _write_row(clip.pk, recording, name, seconds)


def take_up() -> int:
    """Asks for the sound of every recording that waits, once there is an ffmpeg; returns how many wait.

    What failed again and again is left to the report on work that failed.
    """
    if ffmpeg.program() is None:
        return 0
    given_up = Job.objects.filter(kind=TRANSCODE, state=Job.State.FAILED)
    left_out = {"", *given_up.values_list("payload__received", flat=True)}
    waiting = Clip.objects.filter(state=ClipState.WAITING).exclude(received__in=left_out)
    for clip in waiting:
        clip.enqueue()
    return len(waiting)


def _waiting(pk: int, recording: str) -> Clip | None:
    """Returns the clip unless it went, or has another recording by now."""
    return Clip.objects.filter(pk=pk, received=recording, state=ClipState.WAITING).first()


def _make(clip: Clip, program: str, running: Running) -> tuple[float, str]:
    """Returns the length of the sound and the name under which it is stored."""
    storage = clip.sound.storage
    name = _sound_name(clip.received.name or "")
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not storage.exists(clip.received.name or ""):
        # So it is in a backup that was made while the sound was.
        with path.open("rb") as made_before:
            return sound.probe(program, made_before, OGG, stop=running.stop), name
    with clip.received.open("rb") as opened:
        file = opened.file
        container = container_of(file)
        if container is None:
            raise sound.UnusableSoundError("not_a_recording")
        seconds = sound.probe(program, file, container, stop=running.stop)
        # A name of its own: whoever has lost the lease may still be writing.
        descriptor, draft = tempfile.mkstemp(MAKING_SUFFIX, f"{path.stem}.", path.parent)
        try:
            with os.fdopen(descriptor, "wb") as made:
                sound.encode(program, file, container, made, stop=running.stop)
                os.fsync(made.fileno())
            os.chmod(draft, storage.file_permissions_mode or 0o644)  # type: ignore[attr-defined]
            os.replace(draft, path)
        finally:
            Path(draft).unlink(missing_ok=True)
    _sync_folder(path.parent)
    return seconds, name


def _sound_name(recording: str) -> str:
    """Returns a name that nobody can guess, for nobody is told that of the recording."""
    return f"clips/{hashlib.sha256(recording.encode()).hexdigest()[:32]}.ogg"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_row(pk: int, recording: str, name: str, seconds: float) -> None:
    """Writes that the clip can be played, and lets go of what is not needed any more."""
    keeps = getattr(settings, "KEEP_ORIGINALS", False)
    with transaction.atomic():
        waiting = Clip.objects.filter(received=recording, state=ClipState.WAITING)
        clip = waiting.select_for_update().filter(pk=pk).first()
        storage = Clip._meta.get_field("sound").storage
        if clip is None:
            # Deleted, or replaced meanwhile; or another worker was faster, with the same name.
            if not Clip.objects.filter(sound=name).exists():
                storage.delete(name)
            return
        gone = [clip.sound.name, "" if keeps else recording]
        clip.sound, clip.state, clip.refusal = name, ClipState.READY, ""
        clip.duration_seconds = max(1, round(seconds))
        if not keeps:
            clip.received = ""
        clip.save(update_fields=["sound", "state", "refusal", "duration_seconds", "received"])
        transaction.on_commit(lambda: _delete(storage, gone))


def _refuse(clip: Clip, code: str) -> None:
    """Writes why the recording cannot be used. It is kept, for whoever sent it may have no other."""
    Clip.objects.filter(pk=clip.pk, received=clip.received.name, state=ClipState.WAITING).update(
        state=ClipState.REFUSED, refusal=code
    )


def _delete(storage: Storage, names: list[str | None]) -> None:
    for name in names:
        if name:
            storage.delete(name)
