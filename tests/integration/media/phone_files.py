"""Whole pictures as phones, cameras and drawing programs make them, each with a secret in its tags.

All show the same corners: red and green above, blue and white below.
"""

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

SECRET = "SECRET-0815"
CORNERS = {"red": (0, 0), "lime": (1, 0), "blue": (0, 1), "white": (1, 1)}
WIDTH, HEIGHT = 96, 64
MAKE, GPS, ORIENTATION = 0x010F, 0x8825, 0x0112


@dataclass(frozen=True)
class PhoneFile:
    name: str
    make: Callable[[], bytes]
    size: tuple[int, int] = (WIDTH, HEIGHT)
    # How far a colour may be from what it should be, where the way it was made is not exact itself.
    tolerance: int = 12
    is_png: bool = False


def field() -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    for colour, (x, y) in CORNERS.items():
        picture.paste(colour, (x * WIDTH // 2, y * HEIGHT // 2, (x + 1) * WIDTH // 2, (y + 1) * HEIGHT // 2))
    return picture


def tags(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[MAKE] = SECRET
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (9.0, 50.0, 12.0), 29: SECRET})
    return exif


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
# What has to be done to the picture so that a phone held like this shows it as it is.
LYING = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def turned(orientation: int) -> Image.Image:
    way = LYING[orientation]
    return field() if way is None else field().transpose(way)


def jpeg(orientation: int = 6) -> bytes:
    return saved(
        turned(orientation),
        "JPEG",
        quality=95,
        exif=tags(orientation),
        xmp=XMP,
        comment=SECRET,
        subsampling=0,
    )


def png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(turned(8), "PNG", pnginfo=text, exif=tags(8))


def heic() -> bytes:
    pillow_heif.register_heif_opener()
    return saved(field(), "HEIF", quality=95, exif=tags(), xmp=XMP)


def animation(kind: str) -> bytes:
    others = [Image.new("RGB", (WIDTH, HEIGHT), SECOND) for SECOND in ("black", "grey")]
    return saved(field(), kind, save_all=True, append_images=others, duration=100, comment=SECRET)


def grey_16_bit() -> bytes:
    """Four greys in place of the colours, as bright as they are."""
    grey = field().convert("L")
    values = b"".join(struct.pack("<H", value * 257) for value in grey.tobytes())
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    return saved(Image.frombytes("I;16", grey.size, values), "PNG", pnginfo=text)


def cmyk(*, with_mark: bool = True) -> bytes:
    content = saved(field().convert("CMYK"), "JPEG", quality=95, exif=tags(), subsampling=0)
    if with_mark:
        return content
    # Without Adobe's mark, the standard's own sense holds.
    inverted = field().convert("CMYK").point(lambda value: 255 - value)
    content = saved(inverted, "JPEG", quality=95, exif=tags(), subsampling=0)
    at = content.index(b"\xff\xee\x00\x0eAdobe")
    return content[:at] + content[at + 16 :]


def several_in_one() -> bytes:
    return saved(
        field(), "MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))], exif=tags(), quality=95
    )


def palette() -> bytes:
    picture = field().quantize(8)
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    clear = bytes(0 if picture.getpalette()[3 * n : 3 * n + 3] == [255, 255, 255] else 255 for n in range(8))
    return saved(picture, "PNG", transparency=clear, pnginfo=text)


def wide_colours() -> bytes:
    """A picture whose profile swaps red and blue: shown without regard to it, they would change places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    red, green, blue_band = field().split()
    swapped = Image.merge("RGB", (blue_band, green, red))
    return saved(swapped, "JPEG", quality=95, subsampling=0, icc_profile=bytes(profile), exif=tags())


PHONE_FILES = (
    *(PhoneFile(f"orientation {n}.jpg", lambda n=n: jpeg(n)) for n in range(1, 9)),
    PhoneFile("tags.png", png, is_png=True),
    PhoneFile("tags.webp", lambda: saved(turned(6), "WEBP", quality=95, exif=tags(6), xmp=XMP), tolerance=40),
    PhoneFile("tags.avif", lambda: saved(turned(6), "AVIF", quality=95, exif=tags(6), xmp=XMP), tolerance=40),
    PhoneFile("tags.heic", heic, tolerance=40),
    PhoneFile("heic by another name.jpg", heic, tolerance=40),
    PhoneFile("moving.gif", lambda: animation("GIF"), is_png=True),
    PhoneFile("moving.webp", lambda: animation("WEBP"), tolerance=40),
    PhoneFile("moving.png", lambda: animation("PNG"), is_png=True),
    PhoneFile("print.jpg", cmyk),
    PhoneFile("print without a mark.jpg", lambda: cmyk(with_mark=False)),
    PhoneFile("two in one.jpg", several_in_one),
    PhoneFile("wide colours.jpg", wide_colours),
)
