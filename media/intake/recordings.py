"""Lets recordings in: voices from phones, of a size and length that a slow link carries.

What a file is, its first bytes say. Where ffmpeg is at hand, all of it is decoded at once, so that whoever
sends a recording that cannot be used hears of it beside the form; otherwise the worker finds out later.
"""

import tempfile
from pathlib import PurePath
from typing import Any, Final, cast

from django.core.files import File

from media import ffmpeg, sound
from media.ffmpeg_calls import UndecidedError, UnusableError
from media.intake.containers import Container, container_of
from media.intake.refusals import refusal

MAX_BYTES: Final = 10 * 1024 * 1024
EXTENSIONS: Final = (
    *("webm", "ogg", "oga", "opus", "m4a", "mp4"),
    *("3gp", "amr", "aac", "mp3", "wav"),
)


class CleanRecording(File):
    """A recording that passed; made here alone, so whoever has one need not ask again."""

    def __init__(self, file: Any, container: Container, seconds: float | None) -> None:
        # The name that a person or a phone gave says more than we may keep.
        super().__init__(file, name=f"recording{container.extension}")
        self.container = container
        # None where there was no ffmpeg to ask.
        self.seconds = seconds


def clean_recording(file: File) -> CleanRecording:
    """Returns the recording in a file of its own; raises ValidationError with a sentence for the person."""
    if isinstance(file, CleanRecording):
        return file
    if not file.size:
        raise refusal("empty")
    if file.size > MAX_BYTES:
        raise refusal("too_large")
    if PurePath(file.name or "").suffix.lower().removeprefix(".") not in EXTENSIONS:
        raise refusal("kind_not_taken")
    copy = tempfile.TemporaryFile()  # noqa: SIM115  (whoever stores it closes it)
    try:
        file.seek(0)
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        container = container_of(cast("Any", copy))
        if container is None:
            raise refusal("not_a_recording")
        seconds = _seconds(cast("Any", copy), container)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return CleanRecording(copy, container, seconds)


def _seconds(file: Any, container: Container) -> float | None:
    """Returns how long the recording is, if there is an ffmpeg that comes to an end with it."""
    program = ffmpeg.program()
    if program is None:
        return None
    try:
        return sound.probe(program, file, container)
    except UnusableError as problem:
        raise refusal(problem.code) from problem
    except UndecidedError:
        return None
