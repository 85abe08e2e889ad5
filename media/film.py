"""Asks ffmpeg what a film is, and has it made small for prepaid phones, with a still picture and its sound.

All of it in one go: decoding a film is most of the work.
"""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from media import sandbox, sound
from media.ffmpeg_calls import (
    INPUT,
    MEMORY_BYTES,
    TOLERANCE_S,
    WHOLE,
    WITHOUT_TAGS,
    UnusableError,
    done_s,
    is_cut,
    is_unreadable,
    raise_if_undecided,
    reading,
)
from media.intake.containers import Container

MAX_SECONDS: Final = 600
MAX_SIDE: Final = 4096
# As ffmpeg calls what phones and cameras use: first in what it tells of a file, then its decoders.
PICTURE_CODECS: Final = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "h263"})
SOUND_CODECS: Final = frozenset(
    {
        *("aac", "opus", "vorbis", "mp3", "amr_nb", "amr_wb", "flac", "alac", "ac3"),
        *("pcm_u8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_alaw", "pcm_mulaw"),
    }
)
DECODERS: Final = (
    *(PICTURE_CODECS | SOUND_CODECS - {"amr_nb", "amr_wb"}),
    *("libdav1d", "libaom-av1", "amrnb", "amrwb", "mp3float"),
)
# Its short side is 240 points or, of a smaller film, what there is; the long one 640 at most.
SIDE: Final = "min(240,{0})"
HIGH: Final = f"min({SIDE.format('ih')},640/dar)"
WIDE: Final = f"min({SIDE.format('iw*sar')},640*dar)"
SIZE: Final = (
    f"w='2*max(8,round(if(gte(dar,1),{HIGH}*dar,{WIDE})/2))'"
    f":h='2*max(8,round(if(gte(dar,1),{HIGH},{WIDE}/dar)/2))'"
)
PICTURES: Final = f"fps=15,scale={SIZE},setsar=1,format=yuv420p"
# 110 kbit/s for pictures and 32 for sound are 1.07 MB a minute at most. All that is said in between goes
# as well: captions, the place, the encoder's name.
SMALL_FILM: Final = (
    *("-c:v", "libx264", "-profile:v", "main", "-preset", "slow", "-crf", "30"),
    *("-maxrate", "110k", "-bufsize", "110k", "-g", "150", "-bsf:v", "filter_units=remove_types=6"),
    *("-c:a", "aac", "-b:a", "32k", "-ac", "1", "-ar", "32000"),
    *("-movflags", "+faststart", "-write_tmcd", "0", "-sn", "-dn"),
)
# The long side of the still picture, and from where in the film it is.
STILL_SIDE: Final = 480
STILL_AT: Final = 0.1
THREADS: Final = 2
PROBE_WALL_S: Final = 20.0
# More than a film of ten minutes may take within the hour that files without a row are left alone.
ENCODE_WALL_S: Final = 60.0
ENCODE_WALL_PER_S: Final = 4.5
OUTPUT_BYTES: Final = 1_000_000
OUTPUT_BYTES_PER_S: Final = 40_000

FILM, STILL, SOUND = "film.mp4", "still.png", "sound.ogg"

STREAM: Final = re.compile(r"^\s*Stream #0:\d+[^:\n]*: (Video|Audio): (\w+)(.*)$", re.MULTILINE)
SIDES: Final = re.compile(r", (\d{1,6})x(\d{1,6})(?=[ ,]|$)")
ATTACHED: Final = "(attached pic)"
ELSEWHERE: Final = re.compile(r"Skipp(?:ed|ing) opening (?:of )?external track")


@dataclass(frozen=True, slots=True)
class Film:
    """What is in a file: `seconds` as its packets say, sides as they are stored, before any turn."""

    seconds: float
    width: int
    height: int
    has_sound: bool


def probe(
    program: str, file: IO[bytes], container: Container, *, stop: threading.Event | None = None
) -> Film:
    """Returns what kind of film it is: all of it is read, and next to nothing decoded.

    Raises UnusableError, with `without_picture` for a recording, or UndecidedError.
    """
    words = [*_reading(program, container), *INPUT, "-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy"]
    words += ["-t", str(MAX_SECONDS + 2), "-f", "null", "-"]
    limits = sandbox.Limits(MEMORY_BYTES, OUTPUT_BYTES, PROBE_WALL_S)
    outcome = sandbox.run(words, file, None, limits, stop=stop)
    raise_if_undecided(outcome)
    if ELSEWHERE.search(outcome.said):
        raise UnusableError("film_elsewhere")
    width, height, has_sound = _streams(outcome.said)
    if max(width, height) > MAX_SIDE:
        raise UnusableError("film_too_many_points")
    seconds = done_s(outcome.said)
    if seconds > MAX_SECONDS + TOLERANCE_S:
        raise UnusableError("film_too_long")
    if outcome.code or not seconds or is_cut(outcome.said, container):
        raise UnusableError("film_damaged")
    return Film(seconds, width, height, has_sound)


def encode(
    program: str,
    file: IO[bytes],
    container: Container,
    film: Film,
    folder: Path,
    *,
    stop: threading.Event | None = None,
    tell: Callable[[float], None] | None = None,
) -> None:
    """Writes FILM, STILL and, if it has sound, SOUND into `folder`, all in one go.

    `tell` is told some times a second what part is done. Raises UnusableError or UndecidedError.
    """
    length = ["-t", str(MAX_SECONDS + TOLERANCE_S)]
    words = [*_reading(program, container, tell_every_s=1), *INPUT]
    words += ["-map", "0:V:0", "-map", "0:a:0?", "-vf", PICTURES, *SMALL_FILM]
    words += ["-threads", str(THREADS), *WITHOUT_TAGS, *length, FILM]
    # The first picture, and over it the later one, if there is one.
    words += ["-map", "0:V:0", "-vf", still_of(film.seconds), "-frames:v", "2", "-update", "1", STILL]
    if film.has_sound:
        words += ["-map", "0:a:0", *sound.OPUS, *WITHOUT_TAGS, *length, SOUND]
    limits = sandbox.Limits(
        MEMORY_BYTES,
        int(OUTPUT_BYTES + film.seconds * OUTPUT_BYTES_PER_S),
        ENCODE_WALL_S + film.seconds * ENCODE_WALL_PER_S,
        THREADS,
    )

    def hear(said: str) -> None:
        if tell is not None:
            tell(min(1.0, done_s(said) / film.seconds))

    outcome = sandbox.run(words, file, None, limits, stop=stop, folder=folder, hear=hear)
    if outcome.code is None and not (stop and stop.is_set()):
        raise UnusableError("film_too_heavy")
    raise_if_undecided(outcome)
    if outcome.code:
        is_too_much = "Cannot allocate memory" in outcome.said
        raise UnusableError("film_too_heavy" if is_too_much else "film_damaged")
    if done_s(outcome.said) < WHOLE * film.seconds - TOLERANCE_S:
        raise UnusableError("film_damaged")


def _reading(program: str, container: Container, *, tell_every_s: int = 60) -> list[str]:
    words = reading(program, container, DECODERS, tell_every_s=tell_every_s)
    return [*words, "-max_pixels", str(MAX_SIDE * MAX_SIDE), "-threads", str(THREADS)]


def _streams(said: str) -> tuple[int, int, bool]:
    """Returns the sides of the pictures, and whether there is sound; raises UnusableError."""
    # Behind this comes what it writes.
    streams = STREAM.findall(said.partition("Stream mapping:")[0])
    pictures = [(codec, more) for kind, codec, more in streams if kind == "Video" and ATTACHED not in more]
    sounds = [codec for kind, codec, _more in streams if kind == "Audio"]
    if not pictures:
        raise UnusableError("film_damaged" if is_unreadable(said) else "without_picture")
    codec, more = pictures[0]
    if codec not in PICTURE_CODECS or not SOUND_CODECS.issuperset(sounds[:1]):
        raise UnusableError("film_codec")
    sides = SIDES.search(more)
    if sides is None:
        raise UnusableError("film_damaged")
    return int(sides[1]), int(sides[2]), bool(sounds)


def still_of(seconds: float) -> str:
    """Returns the filters that let the first picture pass, and those from a moment in the film on."""
    square = "scale='if(eq(sar,1),iw,max(16,min(4096,iw*sar)))':ih,setsar=1"
    box = f"scale='if(gte(dar,1),min({STILL_SIDE},iw),-2)':'if(gte(dar,1),-2,min({STILL_SIDE},ih))'"
    return f"select='eq(n,0)+gte(t,{seconds * STILL_AT:.2f})',{square},{box}"
