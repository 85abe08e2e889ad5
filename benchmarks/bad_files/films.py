"""Films that lead elsewhere, promise what is not there or hide something; made by ffmpeg on the spot."""

import functools
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.bad_files import parts
from benchmarks.bad_files.bad_file import FILM, FOREIGN, SCRIPT, BadFile

PICTURES: Final = ("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=10:duration=2")
SOUND: Final = ("-f", "lavfi", "-i", "sine=duration=2")
H264: Final = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
MP4: Final = struct.pack(">I", 24) + b"ftypisom\0\0\2\0isommp41"
MATROSKA: Final = b"\x1aE\xdf\xa3"
PARENTS: Final = (b"moov", b"trak", b"mdia", b"minf", b"dinf")
LISTS: Final = {
    "HLS": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "concat": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "SDP": b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n",
    "DASH": b"<?xml version='1.0'?><MPD><Period><BaseURL>file:///etc/passwd</BaseURL></Period></MPD>",
}


def ffmpeg(*words: str, extension: str = "mp4", beside: bytes = b"") -> bytes:
    """Returns what ffmpeg writes; `beside` lies next to it as `beside.txt`."""
    from media.ffmpeg import program

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "beside.txt").write_bytes(beside)
        command = [program() or "ffmpeg", "-nostdin", "-loglevel", "error", "-y", *words, f"made.{extension}"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        return (Path(folder) / f"made.{extension}").read_bytes()


@functools.cache
def whole(*words: str, extension: str = "mp4") -> bytes:
    return ffmpeg(*PICTURES, *SOUND, *(words or H264), extension=extension)


def cut(part: float, *words: str, extension: str = "mp4") -> bytes:
    content = whole(*(words or H264), extension=extension)
    return content[: int(len(content) * part)]


def without_frames() -> bytes:
    """Returns the head of a film whose frames would come in fragments."""
    content = whole(*H264, "-movflags", "empty_moov+frag_keyframe")
    return content[: content.index(b"moof") - 4]


def with_nonsense() -> bytes:
    """Returns a film of whose frames every byte is wrong."""
    content = whole()
    at = content.index(b"mdat") + 4
    size = struct.unpack(">I", content[at - 8 : at - 4])[0] - 8
    return content[:at] + b"\xa5" * size + content[at + size :]


def longer_in_its_header() -> bytes:
    """Returns a film whose header promises ten hours more than there are."""
    content = bytearray(whole())
    for name, at in ((b"mvhd", 16), (b"mdhd", 16), (b"tkhd", 20)):
        for place in places(content, name):
            content[place + 4 + at : place + 8 + at] = struct.pack(">I", 36_000_000)
    return bytes(content)


def larger_in_its_header() -> bytes:
    """Returns a film whose header says that its pictures have 65,535 points on each side."""
    content = bytearray(whole("-c:v", "mpeg4"))
    place = next(places(content, b"mp4v"))
    content[place + 28 : place + 32] = b"\xff\xff\xff\xff"
    return bytes(content)


def places(content: bytes | bytearray, name: bytes) -> Iterator[int]:
    at = content.find(name)
    while at >= 0:
        yield at
        at = content.find(name, at + 1)


def leading_elsewhere(path: bytes = b"/etc/passwd") -> bytes:
    """Returns a film whose frames lie, as it says, in another file: a Macintosh alias in place of `url `."""
    content = bytearray(whole())
    alias = struct.pack(">4sI10xB27s12xB63s16xHH16x", b"alis", 0, 4, b"disk", 6, b"passwd", 1, 1)
    alias += struct.pack(">HH", 2, len(path)) + path + b"\0" * (len(path) % 2) + b"\xff\xff\0\0"
    alias = struct.pack(">I", len(alias) + 4) + alias
    for place in reversed(list(places(content, b"dref"))):
        # Behind the name, version and number of entries: one of twelve bytes that says "this very file".
        entry = slice(place + 12, place + 24)
        grown = len(alias) - 12
        content[entry] = alias
        for box in enclosing(content, place):
            size = struct.unpack(">I", content[box - 4 : box])[0]
            content[box - 4 : box] = struct.pack(">I", size + grown)
    return bytes(content)


def enclosing(content: bytearray, place: int) -> list[int]:
    """Returns where the names of the boxes stand that a `dref` lies in, and its own."""
    return [place, *(content.rindex(name, 0, place) for name in PARENTS)]


def with_passengers() -> bytes:
    """Returns a film with subtitles, and with a page as an attachment."""
    subtitles = b"1\n00:00:00,000 --> 00:00:01,000\n" + FOREIGN + b"\n"
    return ffmpeg(
        *PICTURES,
        *("-f", "srt", "-i", "beside.txt", *H264, "-c:s", "srt"),
        *("-attach", "beside.txt", "-metadata:s:t", "mimetype=text/html"),
        extension="mkv",
        beside=subtitles,
    )


def minutes(number: int, *words: str, extension: str = "mp4") -> bytes:
    return ffmpeg(*words, "-t", str(number * 60), extension=extension)


SLOW: Final = ("-f", "lavfi", "-i", "color=size=64x48:rate=1")
HUM: Final = ("-f", "lavfi", "-i", "sine=sample_rate=8000")


def bad(name: str, file_name: str, make: object, code: str = "", *, is_heavy: bool = False) -> BadFile:
    return BadFile(f"film: {name}", FILM, file_name, make, code, is_heavy)  # type: ignore[arg-type]


CORPUS: tuple[BadFile, ...] = (
    *(
        bad(
            f"{kind} list by the name of {extension}",
            f"film.{extension}",
            lambda content=content: content,
            "film_not_one",
        )
        for kind, content in LISTS.items()
        for extension in ("mp4", "mkv")
    ),
    *(
        bad(
            f"{kind} list behind the start of {start}",
            "film.mp4",
            lambda all_=head + content: all_,
            "film_damaged",
        )
        for kind, content in LISTS.items()
        for start, head in (("an MP4", MP4), ("a Matroska", MATROSKA))
    ),
    bad("nothing", "film.mp4", bytes, "empty"),
    bad("by the name of a picture", "film.jpg", whole, "film_kind_not_taken"),
    bad("a picture of a telephone", "film.mp4", partial(parts.whole, "HEIF"), "film_not_one"),
    bad("a page", "film.mov", lambda: SCRIPT, "film_not_one"),
    bad("cut, its index at the end", "film.mp4", partial(cut, 0.5), "film_damaged"),
    bad(
        "cut, its index first",
        "film.mp4",
        partial(cut, 0.5, *H264, "-movflags", "+faststart"),
        "film_damaged",
    ),
    bad("cut Matroska", "film.mkv", partial(cut, 0.4, extension="mkv"), "film_damaged"),
    bad("a head without frames", "film.mp4", without_frames, "film_damaged"),
    bad("ten hours in its header", "film.mp4", longer_in_its_header),
    bad(
        "ten hours between two pictures",
        "film.mp4",
        partial(ffmpeg, "-f", "lavfi", "-i", "color=size=64x48:rate=1:duration=3,setpts=N*36000/TB", *H264),
        "film_too_long",
    ),
    bad(
        "eleven minutes of sound",
        "film.mp4",
        partial(minutes, 11, *HUM, "-c:a", "aac", "-b:a", "16k"),
        "too_long",
        is_heavy=True,
    ),
    bad(
        "eleven minutes", "film.mp4", partial(minutes, 11, *SLOW, *HUM, *H264), "film_too_long", is_heavy=True
    ),
    bad(
        "8K",
        "film.mp4",
        partial(ffmpeg, "-f", "lavfi", "-i", "color=size=7680x4320:rate=1:duration=1", *H264),
        "film_too_many_points",
        is_heavy=True,
    ),
    bad("65,535 points in its header", "film.mp4", larger_in_its_header),
    bad("ProRes", "film.mov", partial(whole, "-c:v", "prores_ks", extension="mov"), "film_codec"),
    bad("frames in another file", "film.mov", leading_elsewhere, "film_elsewhere"),
    bad("nonsense for frames", "film.mp4", with_nonsense),
    bad("a page behind its end", "film.mp4", lambda: whole() + SCRIPT),
    bad(
        "a page in a box of its own",
        "film.mp4",
        lambda: whole() + struct.pack(">I4s", len(SCRIPT) + 8, b"free") + SCRIPT,
    ),
    bad("subtitles and an attached page", "film.mkv", with_passengers),
    bad(
        "a thousand pictures a second",
        "film.mp4",
        partial(ffmpeg, "-f", "lavfi", "-i", "color=size=64x48:rate=1000:duration=1", *H264),
    ),
    bad(
        "a ribbon",
        "film.mp4",
        partial(ffmpeg, "-f", "lavfi", "-i", "color=size=4096x16:rate=1:duration=2", *H264),
    ),
)
# What the worker says of some that pass the door.
LATER: Final = {"film: nonsense for frames": "film_damaged"}
