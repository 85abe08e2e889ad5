"""Lets films in, where people of the site send them: small enough to be made smaller in some minutes.

What a file is, its first bytes say. Where ffmpeg is at hand, it is read to its end but not decoded, so that
most of what cannot be used is refused beside the form; the worker finds out the rest.
"""

import tempfile
from pathlib import PurePath
from typing import IO, Any, Final, cast

from django.core.files import File

from media import ffmpeg, film
from media.ffmpeg_calls import UndecidedError, UnusableError
from media.free_room import refuse_without_room
from media.intake import recordings
from media.intake.containers import MP4, Container, container_of
from media.intake.pictures import BRANDS
from media.intake.recordings import CleanRecording, clean_recording
from media.intake.refusals import refusal

MAX_BYTES: Final = 300 * 1024 * 1024
EXTENSIONS: Final = (*recordings.EXTENSIONS, "mov", "m4v", "3g2", "mkv")
# Where the container of MP4 says what is in it.
BRAND: Final = slice(8, 12)


class CleanFilm(CleanRecording):
    """A film that passed, or what may be one where there was no ffmpeg to ask."""

    def __init__(self, file: IO[bytes], container: Container, seconds: float | None) -> None:
        super().__init__(file, container, seconds)
        self.name = f"film{container.film_extension}"


class MovableFilm(CleanFilm):
    """A film that was written to the disk as it came, and need not be written once more."""

    def __init__(self, sent: Any, file: IO[bytes], container: Container, seconds: float | None) -> None:
        super().__init__(file, container, seconds)
        # Storages ask for it by this name.
        self.temporary_file_path = sent.temporary_file_path


def clean_film_or_recording(file: File) -> CleanRecording:
    """Returns the film or recording; raises ValidationError with a sentence for the person."""
    if isinstance(file, CleanRecording):
        return file
    if not file.size:
        raise refusal("empty")
    if PurePath(file.name or "").suffix.lower().removeprefix(".") not in EXTENSIONS:
        raise refusal("film_kind_not_taken")
    container = _container(file)
    if not container.film_extension:
        return clean_recording(file)
    if file.size > MAX_BYTES:
        raise refusal("film_too_large")
    refuse_without_room(file.size)
    on_disk = _on_disk(file)
    try:
        found = _found(on_disk, container)
    except UnusableError as problem:
        on_disk.close()
        if problem.code == "without_picture":
            return clean_recording(file)
        raise refusal(problem.code) from problem
    except BaseException:
        on_disk.close()
        raise
    seconds = found.seconds if found else None
    if hasattr(file, "temporary_file_path"):
        return MovableFilm(file, on_disk, container, seconds)
    return CleanFilm(on_disk, container, seconds)


def _container(file: File) -> Container:
    """Returns what a film or recording may be in. Pictures of telephones are in one of these as well."""
    container = container_of(cast("Any", file))
    file.seek(0)
    start = file.read(BRAND.stop)
    if container is None or (container is MP4 and start[BRAND] in BRANDS):
        raise refusal("film_not_one")
    return container


def _on_disk(file: File) -> IO[bytes]:
    """Returns the file open once more, or a copy where it is not on the disk: ffmpeg reads no other."""
    file.seek(0)
    if hasattr(file, "temporary_file_path"):
        return open(file.temporary_file_path(), "rb")
    copy = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.seek(0)
    except BaseException:
        copy.close()
        raise
    return cast("IO[bytes]", copy)


def _found(file: IO[bytes], container: Container) -> film.Film | None:
    """Returns what ffmpeg finds in it; None where there is none, or it comes to no end."""
    program = ffmpeg.program()
    if program is None:
        return None
    try:
        return film.probe(program, file, container)
    except UndecidedError:
        return None
