"""Asks ffmpeg how long a recording is, and has it made into sound that every browser plays."""

import re
import threading
from typing import IO, Final

from media import sandbox
from media.ffmpeg_calls import (
    INPUT,
    MEMORY_BYTES,
    TOLERANCE_S,
    WITHOUT_TAGS,
    UnusableError,
    done_s,
    is_cut,
    is_unreadable,
    raise_if_undecided,
    reading,
)
from media.intake.containers import AMR, Container, is_amr

MAX_SECONDS: Final = 180
CODECS: Final = (
    *("opus", "vorbis", "aac", "amrnb", "amrwb", "mp3", "mp3float", "flac", "alac"),
    *("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_alaw", "pcm_mulaw", "adpcm_ima_wav"),
)
# Opus for voices, one channel, 90 kB a minute at most; a third of the usual packets, each with a header.
OPUS: Final = (
    *("-c:a", "libopus", "-application", "voip", "-b:a", "11500", "-ac", "1"),
    *("-frame_duration", "60"),
)
PROBE_WALL_S: Final = 20.0
ENCODE_WALL_S: Final = 120.0
# Three minutes at 12 kbit/s are a tenth of it.
OUTPUT_BYTES: Final = 4 * 1024 * 1024

STREAM: Final = re.compile(r"^\s*Stream #0:\d+[^:\n]*: Audio: ", re.MULTILINE)


def probe(
    program: str, file: IO[bytes], container: Container, *, stop: threading.Event | None = None
) -> float:
    """Returns how many seconds of sound can be heard: all of it is decoded, for headers may be wrong.

    Raises UnusableError or UndecidedError.
    """
    if container is AMR and not is_amr(file):
        raise UnusableError("damaged")
    limits = sandbox.Limits(MEMORY_BYTES, OUTPUT_BYTES, PROBE_WALL_S)
    words = [*_reading(program, container), "-t", str(MAX_SECONDS + 2), "-f", "null", "-"]
    outcome = sandbox.run(words, file, None, limits, stop=stop)
    raise_if_undecided(outcome)
    if not STREAM.search(outcome.said):
        raise UnusableError("damaged" if is_unreadable(outcome.said) else "without_sound")
    seconds = done_s(outcome.said)
    if outcome.code or not seconds:
        raise UnusableError("damaged")
    if seconds > MAX_SECONDS + TOLERANCE_S:
        raise UnusableError("too_long")
    if is_cut(outcome.said, container):
        raise UnusableError("damaged")
    return seconds


def encode(
    program: str,
    file: IO[bytes],
    container: Container,
    made: IO[bytes],
    *,
    stop: threading.Event | None = None,
) -> None:
    """Writes the sound to `made`, in Ogg and without a tag. Raises UnusableError or UndecidedError."""
    limits = sandbox.Limits(MEMORY_BYTES, OUTPUT_BYTES, ENCODE_WALL_S)
    length = ["-t", str(MAX_SECONDS + TOLERANCE_S)]
    words = [*_reading(program, container), *OPUS, *WITHOUT_TAGS, *length, "-f", "ogg", "pipe:1"]
    outcome = sandbox.run(words, file, made, limits, stop=stop)
    raise_if_undecided(outcome)
    if outcome.code:
        raise UnusableError("damaged")


def _reading(program: str, container: Container) -> list[str]:
    words = reading(program, container, CODECS)
    return [*words, *INPUT, "-map", "0:a:0", "-vn", "-sn", "-dn", "-threads", "1"]
