"""Makes small whole pictures, and the parts that bad ones are put together from; always the same bytes."""

import functools
import io
import struct
import zlib
from typing import Any, Final

import pillow_heif
from PIL import Image

PNG_START: Final = b"\x89PNG\r\n\x1a\n"
WIDTH, HEIGHT = 64, 64


@functools.cache
def whole(kind: str, **options: Any) -> bytes:
    """Returns a picture of stripes, none of which a decoder could guess."""
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    picture.putdata([(x * 7 % 256, y * 11 % 256, x * y % 256) for y in range(HEIGHT) for x in range(WIDTH)])
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *chunks: bytes, bits: int = 8, colour: int = 2) -> bytes:
    """Returns a PNG that says it has this size, whatever its chunks hold."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    return PNG_START + header + b"".join(chunks) + png_chunk(b"IEND", b"")


def png_with(*chunks: bytes) -> bytes:
    """Returns a whole PNG with more chunks after its header."""
    content = whole("PNG")
    return content[:33] + b"".join(chunks) + content[33:]


def jpeg_segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def jpeg_with(*segments: bytes) -> bytes:
    """Returns a whole JPEG with more segments after its start."""
    content = whole("JPEG")
    return content[:2] + b"".join(segments) + content[2:]


def exif(*entries: bytes, following: int = 0, count: int | None = None) -> bytes:
    """Returns tags in one directory that says it has `count` of them."""
    number = len(entries) if count is None else count
    directory = struct.pack("<H", number) + b"".join(entries) + struct.pack("<I", following)
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + directory


def tag(number: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", number, kind, count, value)


def gif(
    width: int, height: int, frames: int = 1, frame: tuple[int, int] = (1, 1), extra: bytes = b""
) -> bytes:
    """Returns a GIF of tiny frames that say they have the size `frame`."""
    head = b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    picture = b"," + struct.pack("<HHHH", 0, 0, *frame) + b"\0\x02\x02\x44\x01\0"
    return head + extra + picture * frames + b";"


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    """Returns a WebP file of these chunks."""
    body = b"".join(
        name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        for name, content in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def webp_canvas(width: int, height: int, flags: int = 0x02) -> tuple[bytes, bytes]:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"VP8X", bytes([flags, 0, 0, 0]) + size


def webp_frame() -> tuple[bytes, bytes]:
    """Returns one frame of an animation, 64 × 64."""
    size = (WIDTH - 1).to_bytes(3, "little") + (HEIGHT - 1).to_bytes(3, "little")
    return b"ANMF", bytes(6) + size + b"\x64\0\0\0" + whole("WEBP", lossless=True)[12:]


def resized_box(kind: str, width: int, height: int) -> bytes:
    """Returns a whole HEIC or AVIF whose header says another size."""
    content = bytearray(whole(kind))
    at = content.index(b"ispe") + 8
    content[at : at + 8] = struct.pack(">II", width, height)
    return bytes(content)


def damaged(kind: str, after: float = 0.5, **options: Any) -> bytes:
    """Returns a whole picture of which a part of the data is nonsense."""
    content = bytearray(whole(kind, **options))
    at = int(len(content) * after)
    content[at : at + 40] = b"\xa5" * 40
    return bytes(content)


def cut(kind: str, part: float = 0.5, **options: Any) -> bytes:
    content = whole(kind, **options)
    return content[: int(len(content) * part)]
