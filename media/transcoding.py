"""Makes small films and sounds of what was sent, in the worker: files elsewhere, then renames, then the row.

Ended at any point, nothing is lost: what was received goes only after the row names what was made of it, and
the next try writes over what the last has left, for the names follow from that of what was received. Files
half written lie in a folder whose name ends in `.making`.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import IO, Final

from django.conf import settings
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q, QuerySet

from jobs.models import Job
from jobs.registry import Running
from media import ffmpeg, film, sound, still
from media.ffmpeg_calls import UndecidedError, UnusableError
from media.intake.containers import FILM_EXTENSIONS, MP4, OGG, Container, container_of
from media.models import Clip, ClipState
from media.models.clip import TRANSCODE

MAKING_SUFFIX: Final = ".making"
# The fields of what is made, and how the names of their files end.
MADE: Final = {"video": ".mp4", "poster": ".jpg", "sound": ".ogg"}
POSTER: Final = "poster.jpg"
# What is written down of them beside their names.
FACTS: Final = ("state", "refusal", "progress", "duration_seconds", "width", "height", "received")
PROGRESS_EVERY_S: Final = 2.0


class StoppedError(Exception):
    """Raised where the worker ends, so that another takes the job."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: how long it is, and its files, by the field of each."""

    seconds: float
    files: dict[str, Path]
    width: int | None = None
    height: int | None = None


@dataclass(slots=True)
class Progress:
    """Writes down how much of a clip is made, every other second."""

    clip: Clip
    running: Running
    told_at: float = field(default_factory=time.monotonic)

    def tell(self, part: float) -> None:
        if time.monotonic() - self.told_at < PROGRESS_EVERY_S:
            return
        self.told_at = time.monotonic()
        percent = int(part * 100)
        _waiting(self.clip.pk, self.clip.received.name or "").update(progress=percent)
        self.running.report(f"{percent} %")


def transcode(running: Running) -> None:
    """Makes one clip small. Without ffmpeg it goes on waiting, and `take_up` asks again."""
    received = running.claim.payload["received"]
    clip = _waiting(running.claim.payload["clip"], received).first()
    program = ffmpeg.program()
    if clip is None or program is None:
        return
    try:
        made = _make(clip, program, running)
    except UnusableError as problem:
        _refuse(clip, problem.code)
    except UndecidedError as problem:
        if running.stop.is_set():
            raise StoppedError from problem
        if not running.claim.is_last:
            raise
        _refuse(clip, "film_too_heavy" if _may_be_film(received) else "damaged")
    else:
        _write_row(clip.pk, received, made)


def take_up() -> int:
    """Asks for all that waits to be made small, once there is an ffmpeg; returns how many wait.

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


def _waiting(pk: int, received: str) -> QuerySet[Clip]:
    """Returns the clip unless it went, has another file by now, or was made by another worker."""
    return Clip.objects.filter(pk=pk, received=received, state=ClipState.WAITING)


def _may_be_film(received: str) -> bool:
    return PurePath(received).suffix in FILM_EXTENSIONS


def _make(clip: Clip, program: str, running: Running) -> Made:
    """Returns what was made, stored under its names."""
    storage = clip.sound.storage
    received = clip.received.name or ""
    paths = {part: Path(storage.path(_name(received, part))) for part in MADE}
    folder = paths["sound"].parent
    folder.mkdir(parents=True, exist_ok=True)
    if not storage.exists(received):
        # So it is in a backup that was made while these were.
        return _made_before(paths, program, running)
    with clip.received.open("rb") as opened:
        # A name of its own: whoever has lost the lease may still be writing.
        making = Path(tempfile.mkdtemp(MAKING_SUFFIX, f"{paths['sound'].stem}.", folder))
        try:
            made = _made_of(opened.file, making, program, Progress(clip, running))
            for part, file in made.files.items():
                _put(file, paths[part], storage)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    _sync_folder(folder)
    return made


def _made_of(file: IO[bytes], making: Path, program: str, progress: Progress) -> Made:
    """Returns what was made in the folder `making`, of a film, or of a recording."""
    container = container_of(file)
    stop = progress.running.stop
    if container is None:
        raise UnusableError("not_a_recording")
    if _may_be_film(progress.clip.received.name or ""):
        try:
            return _film_of(file, container, making, program, progress)
        except UnusableError as problem:
            # There was no ffmpeg when it was sent, so nobody could know.
            if problem.code != "without_picture":
                raise
    seconds = sound.probe(program, file, container, stop=stop)
    path = making / film.SOUND
    with path.open("wb") as made:
        sound.encode(program, file, container, made, stop=stop)
    return Made(seconds, {"sound": path})


def _film_of(file: IO[bytes], container: Container, making: Path, program: str, progress: Progress) -> Made:
    stop = progress.running.stop
    found = film.probe(program, file, container, stop=stop)
    film.encode(program, file, container, found, making, stop=stop, tell=progress.tell)
    still.write(making / film.STILL, making / POSTER)
    files = {"video": making / film.FILM, "poster": making / POSTER}
    if found.has_sound:
        files["sound"] = making / film.SOUND
    return _with_sides(files, program, progress.running)


def _with_sides(files: dict[str, Path], program: str, running: Running) -> Made:
    """Returns what was made with the length and the sides of the small film."""
    with files["video"].open("rb") as file:
        small = film.probe(program, file, MP4, stop=running.stop)
    return Made(small.seconds, files, small.width, small.height)


def _made_before(paths: dict[str, Path], program: str, running: Running) -> Made:
    """Returns what was made of something that is gone; raises UnusableError where nothing was."""
    files = {part: path for part, path in paths.items() if path.exists()}
    if "video" in files:
        return _with_sides(files, program, running)
    if "sound" not in files:
        raise UnusableError("damaged")
    with files["sound"].open("rb") as file:
        return Made(sound.probe(program, file, OGG, stop=running.stop), files)


def _put(file: Path, path: Path, storage: Storage) -> None:
    """Moves a finished file to its name, so that there is all of it or nothing."""
    with file.open("rb") as written:
        os.fsync(written.fileno())
    os.chmod(file, storage.file_permissions_mode or 0o644)  # type: ignore[attr-defined]
    # What no row names is swept up when it is old, and a still picture is made long before the film's end.
    os.utime(file)
    os.replace(file, path)


def _name(received: str, part: str) -> str:
    """Returns a name that nobody can guess, for nobody is told that of what was received."""
    return f"clips/{hashlib.sha256(received.encode()).hexdigest()[:32]}{MADE[part]}"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_row(pk: int, received: str, made: Made) -> None:
    """Writes that the clip can be played, and lets go of what is not needed any more."""
    keeps = getattr(settings, "KEEP_ORIGINALS", False)
    names = {part: _name(received, part) if part in made.files else "" for part in MADE}
    with transaction.atomic():
        clip = _waiting(pk, received).select_for_update().first()
        storage = Clip._meta.get_field("sound").storage
        if clip is None:
            # Deleted, or replaced meanwhile; or another worker was faster, with the same names.
            if not _is_named(names):
                _delete(storage, names.values())
            return
        gone = {getattr(clip, part).name for part in MADE} - {*names.values()}
        for part, name in names.items():
            setattr(clip, part, name)
        clip.state, clip.refusal, clip.progress = ClipState.READY, "", 100
        clip.duration_seconds = max(1, round(made.seconds))
        clip.width, clip.height = made.width, made.height
        if not keeps:
            gone.add(received)
            clip.received = ""
        clip.save(update_fields=[*MADE, *FACTS])
        transaction.on_commit(lambda: _delete(storage, gone))


def _is_named(names: dict[str, str]) -> bool:
    """Returns whether a clip names any of these files."""
    named = Q()
    for part, name in names.items():
        if name:
            named |= Q(**{part: name})
    return Clip.objects.filter(named).exists()


def _refuse(clip: Clip, code: str) -> None:
    """Writes why it cannot be used. It is kept, for whoever sent it may have no other."""
    _waiting(clip.pk, clip.received.name or "").update(state=ClipState.REFUSED, refusal=code)


def _delete(storage: Storage, names: Iterable[str | None]) -> None:
    for name in names:
        if name:
            storage.delete(name)
