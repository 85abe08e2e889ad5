"""Knows the containers that recordings and films come in, by how their bytes begin and never by a name."""

from dataclasses import dataclass
from typing import IO, Final

START_BYTES: Final = 16
ID3_HEADER: Final = 10
SYNC: Final = 0xFF
AMR_NARROW: Final = b"#!AMR\n"
AMR_WIDE: Final = b"#!AMR-WB\n"
# The length of a frame by its type, RFC 4867; None for types that there are not.
AMR_BYTES: Final = (12, 13, 15, 17, 19, 20, 26, 31, 5, *(None,) * 6, 0)
AMR_WIDE_BYTES: Final = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, *(None,) * 4, 0, 0)


@dataclass(frozen=True, slots=True)
class Container:
    """How recordings and films are stored that begin like this."""

    extension: str
    # As ffmpeg calls what reads it: the first is forced, and no other is let in.
    demuxers: tuple[str, ...]
    # Whether its header says how long the sound is, so that one can see that a part is missing.
    tells_length: bool = False
    # Under which a film is kept; "" where there is sound alone. So one sees what somebody meant to send.
    film_extension: str = ""


WEBM: Final = Container(".webm", ("matroska", "webm"), tells_length=True, film_extension=".mkv")
OGG: Final = Container(".ogg", ("ogg",))
MP4: Final = Container(
    ".m4a", ("mov", "mp4", "m4a", "3gp", "3g2", "mj2"), tells_length=True, film_extension=".mp4"
)
AMR: Final = Container(".amr", ("amr",))
AAC: Final = Container(".aac", ("aac",))
MP3: Final = Container(".mp3", ("mp3",))
WAV: Final = Container(".wav", ("wav",), tells_length=True)
FILM_EXTENSIONS: Final = (MP4.film_extension, WEBM.film_extension)


def container_of(file: IO[bytes]) -> Container | None:
    """Returns the container of a recording or film; None for what is neither: texts, lists of other files."""
    file.seek(0)
    start = file.read(START_BYTES)
    if start.startswith(b"ID3"):
        return _frames(_behind_tag(file, start)) or MP3
    if start.startswith(b"\x1aE\xdf\xa3"):
        return WEBM
    if start.startswith(b"OggS\0"):
        return OGG
    if start[4:8] == b"ftyp":
        return MP4
    if start.startswith((AMR_NARROW, AMR_WIDE)):
        return AMR
    if start.startswith(b"RIFF") and start[8:12] == b"WAVE":
        return WAV
    return _frames(start)


def is_amr(file: IO[bytes]) -> bool:
    """Returns whether there is nothing but frames behind the header: whatever reads them takes anything."""
    file.seek(0)
    content = file.read()
    header, sizes = (AMR_WIDE, AMR_WIDE_BYTES) if content.startswith(AMR_WIDE) else (AMR_NARROW, AMR_BYTES)
    place = len(header)
    while place < len(content):
        first = content[place]
        size = sizes[first >> 3 & 0x0F]
        if first & 0x83 or size is None:
            return False
        place += 1 + size
    return place > len(header)


def _behind_tag(file: IO[bytes], start: bytes) -> bytes:
    """Returns the bytes behind an ID3 tag, whose length is written in seven bits of each byte."""
    length = 0
    for byte in start[6:ID3_HEADER]:
        length = length << 7 | byte & 0x7F
    file.seek(ID3_HEADER + length)
    return file.read(START_BYTES)


def _frames(start: bytes) -> Container | None:
    """Returns what a stream of frames without a container is: AAC, MP3 or neither."""
    if len(start) < 4 or start[0] != SYNC:
        return None
    if start[1] & 0xF6 == 0xF0:
        return AAC
    is_layer_3 = start[1] & 0xE6 == 0xE2
    has_rates = start[2] & 0xF0 != 0xF0 and start[2] & 0x0C != 0x0C
    return MP3 if is_layer_3 and has_rates else None
