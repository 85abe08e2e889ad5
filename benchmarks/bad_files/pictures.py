"""Lists bad files that are sent as pictures."""

import gzip
import io
import struct
import zlib
from collections.abc import Callable
from functools import partial
from typing import Final

from PIL import Image

from benchmarks.bad_files import parts
from benchmarks.bad_files.bad_file import FOREIGN, PICTURE, SCRIPT, BadFile
from benchmarks.bad_files.parts import (
    cut,
    damaged,
    exif,
    gif,
    jpeg_segment,
    jpeg_with,
    png,
    png_chunk,
    png_with,
    resized_box,
    riff,
    tag,
    webp_canvas,
    webp_frame,
    whole,
)

MEGABYTE: Final = 1024 * 1024
SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>"
HTML: Final = b"<!doctype html><html><body>" + SCRIPT
EXE: Final = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(200)
PDF: Final = b"%PDF-1.7\n" + FOREIGN + b"\n%%EOF\n"
HLS: Final = b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
CONCAT: Final = b"ffconcat version 1.0\nfile /etc/passwd\n"
SDP: Final = b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
MVG: Final = b"push graphic-context\nfill 'url(https://127.0.0.1/x.jpg\"|ls \"-la)'\npop graphic-context\n"
XXE: Final = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
MP4: Final = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2" + bytes(400)
LETTERS: Final = "ñ" * 300


def real_bomb() -> bytes:
    """Returns 127.7 million real pixels in some 16 kB."""
    row = bytes(1 + 11_300 // 8 + 1)
    packed = zlib.compress(row * 11_300, 9)
    return png(11_300, 11_300, png_chunk(b"IDAT", packed), bits=1, colour=0)


def long_data() -> bytes:
    """Returns a small picture whose data go on for 300 MB after its last row."""
    return png(10, 10, png_chunk(b"IDAT", zlib.compress(bytes(300 * MEGABYTE), 9)))


def packed_chunk(name: bytes, start: bytes, megabytes: int) -> bytes:
    return png_with(png_chunk(name, start + zlib.compress(bytes(megabytes * MEGABYTE), 9)))


def animated_png(frames: int) -> bytes:
    return png_with(
        png_chunk(b"acTL", struct.pack(">II", frames, 0)),
        png_chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, parts.WIDTH, parts.HEIGHT, 0, 0, 1, 10, 0, 0)),
    )


def animated_webp(frames: int) -> bytes:
    canvas = webp_canvas(parts.WIDTH, parts.HEIGHT)
    return riff(canvas, (b"ANIM", bytes(6)), *[webp_frame()] * frames)


def wide_jpeg() -> bytes:
    content = bytearray(whole("JPEG"))
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", 65_500, 65_500)
    return bytes(content)


def wide_webp() -> bytes:
    """Returns a WebP without a canvas of its own, whose frame says 16,383 × 16,383."""
    content = bytearray(whole("WEBP"))
    at = content.index(b"\x9d\x01\x2a") + 3
    content[at : at + 4] = struct.pack("<HH", 16_383, 16_383)
    return bytes(content)


def many_xmp() -> bytes:
    text = b"http://ns.adobe.com/xap/1.0/\0" + SCRIPT + b"x" * 60_000
    return jpeg_with(*[jpeg_segment(0xE1, text)] * 250)


def large_profile() -> bytes:
    return jpeg_with(
        *(jpeg_segment(0xE2, b"ICC_PROFILE\0" + bytes([n, 255]) + b"\xa5" * 60_000) for n in range(1, 256))
    )


def many_pictures() -> bytes:
    """Returns a JPEG that says it is the first of four thousand million."""
    entries = tag(0xB000, 7, 4, 0x30303130) + tag(0xB001, 4, 1, 0xFFFFFFFF) + tag(0xB002, 7, 16, 50)
    return jpeg_with(jpeg_segment(0xE2, b"MPF\0" + exif(entries, count=3)[6:]))


def other_format(name: str) -> bytes:
    picture, file = Image.new("RGB", (64, 48), "red"), io.BytesIO()
    picture.save(file, name)
    return file.getvalue()


def bad(
    name: str, file_name: str, make: Callable[[], bytes], code: str = "", *, heavy: bool = False
) -> BadFile:
    return BadFile(name, PICTURE, file_name, make, code, heavy)


def fixed(name: str, file_name: str, content: bytes, code: str = "") -> BadFile:
    return bad(name, file_name, lambda: content, code)


HOSTILE_TAGS: Final = {
    "in a circle": exif(tag(0x010F, 2, 4, 0x41414141), following=8),
    "a directory within itself": exif(tag(0x8769, 4, 1, 8), tag(0x8825, 4, 1, 8)),
    "65,535 of them": exif(count=65_535),
    "far outside": exif(tag(0x010F, 2, 0xFFFFFFF0, 0xFFFFFFF0)),
    "orientation 77": exif(tag(0x0112, 3, 1, 77)),
    "orientation in words": exif(tag(0x0112, 2, 4, 0x41414141)),
}

CORPUS: Final = (
    # What unfolds.
    bad("PNG of 127.7 Mpx in 16 kB", "field.png", real_bomb, "too_many_pixels", heavy=True),
    bad("PNG that says 900 Mpx", "field.png", partial(png, 30_000, 30_000), "too_many_pixels"),
    bad("PNG that says 2³¹ wide", "field.png", partial(png, 2**31 - 1, 2**31 - 1), "too_many_pixels"),
    bad("PNG with 300 MB after its last row", "field.png", long_data, heavy=True),
    bad("PNG with 64 MB of text", "field.png", partial(packed_chunk, b"zTXt", b"a\0\0", 64), "damaged"),
    bad("PNG with 64 MB of profile", "field.png", partial(packed_chunk, b"iCCP", b"a\0\0", 64), "damaged"),
    bad("PNG with 64 MB of XMP", "field.png", partial(packed_chunk, b"iTXt", b"a\0\1\0\0\0", 64), "damaged"),
    bad("APNG of 100,000 frames", "field.png", partial(animated_png, 100_000), "too_many_frames"),
    bad("WebP of 2,000 frames", "field.webp", partial(animated_webp, 2_000), "too_many_frames"),
    bad("WebP that says 268 Mpx", "field.webp", lambda: riff(webp_canvas(16_383, 16_383)), "too_many_pixels"),
    bad("WebP whose frame says 268 Mpx", "field.webp", wide_webp, "damaged"),
    bad("GIF of 4,295 Mpx", "field.gif", partial(gif, 65_535, 65_535), "too_many_pixels"),
    bad("GIF of 1,200,000 frames", "field.gif", partial(gif, 9, 9, 1_200_000), "too_many_frames", heavy=True),
    bad("GIF whose frame is larger", "a.gif", partial(gif, 9, 9, 1, (60_000, 60_000)), "too_many_pixels"),
    bad("JPEG that says 4,290 Mpx", "field.jpg", wide_jpeg, "too_many_pixels"),
    bad(
        "HEIC that says 81 Mpx",
        "field.heic",
        partial(resized_box, "HEIF", 9_000, 9_000),
        "too_many_pixels",
    ),
    bad(
        "AVIF that says 81 Mpx",
        "field.avif",
        partial(resized_box, "AVIF", 9_000, 9_000),
        "too_many_pixels",
    ),
    bad("JPEG with 15 MB of XMP", "field.jpg", many_xmp),
    bad("JPEG with 15 MB of profile", "field.jpg", large_profile),
    bad("JPEG, the first of 4,295 million", "field.jpg", many_pictures),
    bad("21 MB", "field.jpg", lambda: whole("JPEG") + bytes(21 * MEGABYTE), "too_large", heavy=True),
    *(
        fixed(f"JPEG with tags: {how}", "field.jpg", jpeg_with(jpeg_segment(0xE1, tags)))
        for how, tags in HOSTILE_TAGS.items()
    ),
    fixed("PNG with tags in a circle", "field.png", png_with(png_chunk(b"eXIf", exif(following=8)[6:]))),
    fixed(
        "JPEG with a broken profile", "a.jpg", jpeg_with(jpeg_segment(0xE2, b"ICC_PROFILE\0\1\1" + FOREIGN))
    ),
    # Two things in one.
    fixed("JPEG, then HTML", "field.jpg", whole("JPEG") + HTML),
    fixed("JPEG with a script as its comment", "field.jpg", jpeg_with(jpeg_segment(0xFE, SCRIPT))),
    fixed("JPEG, then a program", "field.jpg", whole("JPEG") + EXE + FOREIGN),
    fixed("JPEG with a PDF inside", "field.jpg", jpeg_with(jpeg_segment(0xFE, PDF))),
    fixed("JPEG, then an archive", "field.jpg", whole("JPEG") + b"PK\x03\x04" + FOREIGN),
    fixed("PNG with a script as its text", "field.png", png_with(png_chunk(b"tEXt", b"Title\0" + SCRIPT))),
    fixed("PNG, then HTML", "field.png", whole("PNG") + HTML),
    fixed(
        "GIF that is a script",
        "field.gif",
        gif(0x2A2F, 9, extra=b"!\xfe\x1d*/=1;//" + FOREIGN + bytes(10) + b"\0"),
    ),
    fixed(
        "GIF with a script as its comment",
        "a.gif",
        gif(9, 9, extra=b"!\xfe" + bytes([len(SCRIPT)]) + SCRIPT + b"\0"),
    ),
    fixed("WebP, then HTML", "field.webp", whole("WEBP") + HTML),
    fixed("AVIF, then HTML", "field.avif", whole("AVIF") + HTML),
    # Something else by the name of a picture, and pictures by other names.
    fixed("SVG with a script", "field.svg", SVG, "kind_not_taken"),
    fixed("SVG by the name of a PNG", "field.png", SVG, "no_picture"),
    fixed("packed SVG by the name of a PNG", "field.png", gzip.compress(SVG, mtime=0), "no_picture"),
    fixed("HTML by the name of a JPEG", "field.jpg", HTML, "no_picture"),
    fixed("a program by the name of a JPEG", "field.jpg", EXE, "no_picture"),
    fixed("PDF by the name of a JPEG", "field.jpg", PDF, "no_picture"),
    fixed("XML that asks for a file", "field.jpg", XXE, "no_picture"),
    fixed("drawing script that asks for a file", "field.png", MVG, "no_picture"),
    fixed("film by the name of a HEIC", "field.heic", MP4, "no_picture"),
    *(
        fixed(f"{kind} by the name of a {name.upper()}", f"field.{name}", content, "no_picture")
        for kind, content in (("HLS list", HLS), ("concat list", CONCAT), ("SDP file", SDP))
        for name in ("jpg", "png")
    ),
    fixed("HLS list by the name of a film", "field.mp4", HLS, "kind_not_taken"),
    fixed("concat list by the name of a film", "field.mp4", CONCAT, "kind_not_taken"),
    fixed("SDP file by the name of a film", "field.mp4", SDP, "kind_not_taken"),
    *(
        bad(f"{kind} by the name of a JPEG", "field.jpg", partial(other_format, kind), "no_picture")
        for kind in ("TIFF", "EPS", "BMP", "ICO", "PPM", "TGA", "JPEG2000", "PCX")
    ),
    fixed("PSD by the name of a JPEG", "field.jpg", b"8BPS\0\1" + bytes(200), "no_picture"),
    fixed("JPEG by the name of a program", "field.jpg.exe", whole("JPEG"), "kind_not_taken"),
    fixed("JPEG by the name of a page", "field.html", whole("JPEG"), "kind_not_taken"),
    fixed("JPEG by the name of a script", "field.php", whole("JPEG"), "kind_not_taken"),
    fixed("name that reads backwards", "field\u202egpj.exe", whole("JPEG"), "kind_not_taken"),
    # Cut and damaged.
    fixed("0 bytes", "field.jpg", b"", "empty"),
    fixed("one byte", "field.jpg", b"\xff", "no_picture"),
    *(
        bad(f"{kind} cut in half", f"field.{name}", partial(cut, kind), "damaged")
        for kind, name in (
            ("JPEG", "jpg"),
            ("PNG", "png"),
            ("WEBP", "webp"),
            ("AVIF", "avif"),
            ("HEIF", "heic"),
            ("GIF", "gif"),
        )
    ),
    bad("JPEG without its last bytes", "field.jpg", lambda: whole("JPEG")[:-2], "damaged"),
    bad("JPEG of a header alone", "field.jpg", lambda: whole("JPEG")[:20], "damaged"),
    bad("PNG with a wrong sum", "field.png", partial(damaged, "PNG"), "damaged"),
    bad("PNG without data", "field.png", partial(png, 64, 48, png_chunk(b"IDAT", b"")), "damaged"),
    bad("WebP without sense", "field.webp", partial(damaged, "WEBP", 0.02), "damaged"),
    bad("HEIC of a header alone", "field.heic", lambda: whole("HEIF")[:40], "damaged"),
    bad("GIF without data", "field.gif", lambda: gif(64, 48, 0), "damaged"),
    # Whole pictures with names that break things.
    fixed("name of 300 letters", f"{LETTERS}.jpg", whole("JPEG")),
    fixed("name of 300 letters, cut file", f"{LETTERS}.jpg", cut("JPEG"), "damaged"),
    fixed("name in three scripts", "Nguyễn полe 田んぼ 🌾.jpg", whole("JPEG")),
    fixed("name that leads away", "../../../etc/passwd.jpg", whole("JPEG")),
    fixed("name without an extension", "photo", whole("JPEG")),
    fixed("name with a line's end", "field\nnext.jpg", whole("JPEG")),
    fixed("name that is a script", "<script>alert(1)</script>.jpg", whole("JPEG")),
)
