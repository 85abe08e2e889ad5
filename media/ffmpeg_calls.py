"""Says what all calls of ffmpeg have in common: what they may read and use, and what their end means.

ffmpeg runs in the sandbox and reads nothing but the open file: no protocol but the descriptor, no demuxer but
the one of the container that we found, no decoder but those that are named.
"""

import re
from collections.abc import Iterable
from typing import Final

from media import sandbox
from media.intake.containers import Container

# 600 MB of address space were too little for its libraries.
MEMORY_BYTES: Final = 1_500_000_000
# Recorders round up, and the last frame is a whole one.
TOLERANCE_S: Final = 1.0
HEADER_TOLERANCE_S: Final = 0.5
# The part of what a header promises that has to be there.
WHOLE: Final = 0.95
# What stands before a program that cannot be started says so by these.
NOT_STARTED: Final = (126, 127)
KILLED: Final = -9
# Else the program writes its own name.
WITHOUT_TAGS: Final = (
    *("-map_metadata", "-1", "-map_chapters", "-1"),
    *("-fflags", "+bitexact", "-flags", "+bitexact"),
)

PROMISED: Final = re.compile(r"^\s*Duration: (\d+):(\d\d):(\d\d\.\d+)", re.MULTILINE)
DONE: Final = re.compile(r"^out_time_us=(\d+)$", re.MULTILINE)


class UnusableError(Exception):
    """Raised with a word for what is wrong with a film or recording: see `media/intake/refusals.py`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UndecidedError(Exception):
    """Raised where ffmpeg came to no end, so nothing is known about what was sent."""


def reading(
    program: str, container: Container, codecs: Iterable[str], *, tell_every_s: int = 60
) -> list[str]:
    """Returns the words that let ffmpeg read its standard input, and tell from time to time how far it is."""
    return [
        *(program, "-nostdin", "-hide_banner", "-nostats", "-loglevel", "info"),
        *("-progress", "pipe:2", "-stats_period", str(tell_every_s)),
        *("-protocol_whitelist", "fd", "-format_whitelist", ",".join(container.demuxers)),
        *("-codec_whitelist", ",".join(codecs), "-f", container.demuxers[0]),
    ]


# After the words of one kind of file that have to stand before its input.
INPUT: Final = ("-fd", "0", "-i", "fd:")


def raise_if_undecided(outcome: sandbox.Outcome) -> None:
    """Raises UndecidedError where the program was ended, or could not be started."""
    if outcome.code in (None, KILLED, *NOT_STARTED):
        raise UndecidedError(f"{outcome.code}: {outcome.said[-300:]}")


def is_unreadable(said: str) -> bool:
    """Returns whether ffmpeg found no stream at all."""
    return "Stream #0:" not in said


def done_s(said: str) -> float:
    """Returns how many seconds it has read or written by what it said last; 0 where it said nothing."""
    done = DONE.findall(said)
    return int(done[-1]) / 1_000_000 if done else 0.0


def is_cut(said: str, container: Container) -> bool:
    """Returns whether much of what the header promises is not there."""
    return container.tells_length and done_s(said) + HEADER_TOLERANCE_S < WHOLE * _promised_s(said)


def _promised_s(said: str) -> float:
    found = PROMISED.search(said)
    if not found:
        return 0.0
    hours, minutes, seconds = found.groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
