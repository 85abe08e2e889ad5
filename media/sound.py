"""Asks ffmpeg how long a recording is, and has it made into sound that every browser plays.

ffmpeg runs in the sandbox and reads nothing but the open file: no protocol but the descriptor, no demuxer but
the one of the container that we found, no decoder but those of sound.
"""

import re
import threading
from typing import IO, Final

from media import sandbox
from media.intake.containers import AMR, Container, is_amr

MAX_SECONDS: Final = 180
# Recorders round up, and the last frame is a whole one.
TOLERANCE_S: Final = 1.0
HEADER_TOLERANCE_S: Final = 0.5
# The part of what a header promises that has to be there.
WHOLE: Final = 0.95
CODECS: Final = (
    *("opus", "vorbis", "aac", "amrnb", "amrwb", "mp3", "mp3float", "flac", "alac"),
    *("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_alaw", "pcm_mulaw", "adpcm_ima_wav"),
)
# 600 MB of address space were too little for its libraries.
MEMORY_BYTES: Final = 1_500_000_000
PROBE_WALL_S: Final = 20.0
ENCODE_WALL_S: Final = 120.0
# Three minutes at 12 kbit/s are a tenth of it.
OUTPUT_BYTES: Final = 4 * 1024 * 1024
# What stands before a program that cannot be started says so by these.
NOT_STARTED: Final = (126, 127)
KILLED: Final = -9

STREAM: Final = re.compile(r"^\s*Stream #0:\d+[^:\n]*: Audio: ", re.MULTILINE)
PROMISED: Final = re.compile(r"^\s*Duration: (\d+):(\d\d):(\d\d\.\d+)", re.MULTILINE)
DECODED: Final = re.compile(r"^out_time_us=(\d+)$", re.MULTILINE)


class UnusableSoundError(Exception):
    """Raised with a word for what is wrong with a recording."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UndecidedError(Exception):
    """Raised where ffmpeg came to no end, so nothing is known about the recording."""


def probe(
    program: str, file: IO[bytes], container: Container, *, stop: threading.Event | None = None
) -> float:
    """Returns how many seconds of sound can be heard: all of it is decoded, for headers may be wrong.

    Raises UnusableSoundError or UndecidedError.
    """
    if container is AMR and not is_amr(file):
        raise UnusableSoundError("damaged")
    limits = sandbox.Limits(MEMORY_BYTES, OUTPUT_BYTES, PROBE_WALL_S)
    words = [*_reading(program, container), "-t", str(MAX_SECONDS + 2), "-f", "null", "-"]
    outcome = sandbox.run(words, file, None, limits, stop=stop)
    _raise_if_undecided(outcome)
    if not STREAM.search(outcome.said):
        raise UnusableSoundError("damaged" if _is_unreadable(outcome.said) else "without_sound")
    decoded = [int(found) / 1_000_000 for found in DECODED.findall(outcome.said)]
    seconds = decoded[-1] if decoded else 0.0
    if outcome.code or not seconds:
        raise UnusableSoundError("damaged")
    if seconds > MAX_SECONDS + TOLERANCE_S:
        raise UnusableSoundError("too_long")
    if container.tells_length and seconds + HEADER_TOLERANCE_S < WHOLE * _promised_s(outcome.said):
        raise UnusableSoundError("damaged")
    return seconds


def encode(
    program: str,
    file: IO[bytes],
    container: Container,
    made: IO[bytes],
    *,
    stop: threading.Event | None = None,
) -> None:
    """Writes the sound to `made`: Opus for voices in Ogg, one channel, 90 kB a minute at most, and no tag.

    Raises UnusableSoundError or UndecidedError.
    """
    limits = sandbox.Limits(MEMORY_BYTES, OUTPUT_BYTES, ENCODE_WALL_S)
    opus = ["-c:a", "libopus", "-application", "voip", "-b:a", "11500", "-ac", "1"]
    # A third of the usual number of packets, each with a header of its own.
    opus += ["-frame_duration", "60"]
    without_tags = ["-map_metadata", "-1", "-map_chapters", "-1"]
    # Else the program writes its own name.
    without_tags += ["-fflags", "+bitexact", "-flags:a", "+bitexact"]
    length = ["-t", str(MAX_SECONDS + TOLERANCE_S)]
    words = [*_reading(program, container), *opus, *without_tags, *length, "-f", "ogg", "pipe:1"]
    outcome = sandbox.run(words, file, made, limits, stop=stop)
    _raise_if_undecided(outcome)
    if outcome.code:
        raise UnusableSoundError("damaged")


def _reading(program: str, container: Container) -> list[str]:
    demuxers = ",".join(container.demuxers)
    return [
        *(program, "-nostdin", "-hide_banner", "-nostats", "-loglevel", "info"),
        *("-progress", "pipe:2", "-stats_period", "60"),
        *("-protocol_whitelist", "fd", "-format_whitelist", demuxers, "-codec_whitelist", ",".join(CODECS)),
        *("-f", container.demuxers[0], "-fd", "0", "-i", "fd:"),
        *("-map", "0:a:0", "-vn", "-sn", "-dn", "-threads", "1"),
    ]


def _raise_if_undecided(outcome: sandbox.Outcome) -> None:
    if outcome.code in (None, KILLED, *NOT_STARTED):
        raise UndecidedError(f"{outcome.code}: {outcome.said[-300:]}")


def _is_unreadable(said: str) -> bool:
    """Returns whether ffmpeg found no stream at all."""
    return "Stream #0:" not in said


def _promised_s(said: str) -> float:
    found = PROMISED.search(said)
    if not found:
        return 0.0
    hours, minutes, seconds = found.groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
