"""Writes a picture anew: upright, in sRGB, at most 2,560 px, without a single tag.

A program of its own, which `media/intake/pictures.py` starts in `media/sandbox.py`. The picture comes on
standard input, the new one goes to standard output, and the last line of standard error is a JSON object:
what was made, or why not. Only Pillow is known here, so that it starts at once and can be run by its path.
"""

import io
import json
import sys
import warnings
from typing import Any, Final

from PIL import AvifImagePlugin, Image, ImageChops, ImageCms, PngImagePlugin

FORMATS: Final = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF")
MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
MOST_FRAMES: Final = 1_000
LONG_SIDE_PX: Final = 2560
JPEG_QUALITY: Final = 88
# A drawing has fewer colours than this, or a palette; JPEG would blur its edges.
FEW_COLOURS: Final = 64
MOST_PROFILE_BYTES: Final = 4 * 1024 * 1024
# What Pillow allows within a PNG is too little for what some programs write about their work.
MOST_TEXT_BYTES: Final = 8 * 1024 * 1024
THREADS: Final = 2

ORIENTATION_TAG: Final = 0x0112
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class RefusedError(Exception):
    """Says with a code why a picture is not taken, and with figures how far it is from what is."""

    def __init__(self, code: str, **figures: int) -> None:
        super().__init__(code)
        self.code, self.figures = code, figures


def clean(content: bytes) -> tuple[bytes, dict[str, Any]]:
    """Returns the new picture with what it is; raises RefusedError for everything that cannot be taken."""
    try:
        return _cleaned(content)
    except RefusedError:
        raise
    except MemoryError as problem:
        raise RefusedError("too_heavy") from problem
    except Exception as problem:
        # Each decoder has its own ways to fail on bytes that make no sense.
        raise RefusedError("damaged") from problem


def set_up() -> None:
    """Makes Pillow know HEIC, and bounds what it may use."""
    import pillow_heif  # noqa: PLC0415  # a quarter of the start; tests of other formats go without

    pillow_heif.register_heif_opener(thumbnails=False)
    pillow_heif.options.DECODE_THREADS = THREADS
    AvifImagePlugin.DEFAULT_MAX_THREADS = THREADS
    # Sizes are held to our own figure, before anything is decoded.
    Image.MAX_IMAGE_PIXELS = None
    PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = MOST_TEXT_BYTES
    warnings.simplefilter("ignore")


def _cleaned(content: bytes) -> tuple[bytes, dict[str, Any]]:
    _check_canvas(content)
    try:
        picture: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.UnidentifiedImageError as problem:
        raise RefusedError("damaged") from problem
    _check_size(*picture.size)
    frames: int = getattr(picture, "n_frames", 1)
    if frames > MOST_FRAMES:
        raise RefusedError("too_many_frames", found=frames, most=MOST_FRAMES)
    if picture.format == "PNG":
        # Checks the sum of every part; after it, a picture must be opened anew.
        picture.verify()
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        received = picture.size
        picture.draft(None, (LONG_SIDE_PX, LONG_SIDE_PX))
        picture.load()
        _check_size(*picture.size)
        turn = TURNS.get(_orientation(picture))
        small = _in_srgb(_small(_plain(picture)), picture.info.get("icc_profile"))
    if turn is not None:
        small = small.transpose(turn)
    is_lossless = picture.format in ("PNG", "GIF")
    made, kind = _written(small, is_lossless and _is_drawing(small, from_palette=picture.mode == "P"))
    return made, {"kind": kind, "width": small.width, "height": small.height, "received": list(received)}


def _check_canvas(content: bytes) -> None:
    """Raises RefusedError for a WebP too large; its decoder makes room for it before it tells the size."""
    if content[8:16] == b"WEBPVP8X":
        width, height = (1 + int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
        _check_size(width, height)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise RefusedError(
            "too_many_pixels", found=-(-width * height // 1_000_000), most=MOST_PIXELS // 1_000_000
        )


def _orientation(picture: Image.Image) -> int:
    """Returns how the camera was held; what nobody can read counts as upright."""
    try:
        return int(picture.getexif().get(ORIENTATION_TAG, 1))
    except Exception:  # noqa: BLE001  # tags are other people's bytes, and no reason to refuse a whole picture
        return 1


def _plain(picture: Image.Image) -> Image.Image:
    """Returns the picture in eight bits for each of L, RGB, RGBA or CMYK."""
    if picture.mode.startswith("I;16"):
        # In two steps: a direct way cuts everything above 255 off.
        return picture.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if picture.mode in ("I", "F"):
        return picture.point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if picture.mode == "CMYK":
        # Pillow takes every one as inverted, which is so only where Adobe's mark says it.
        return picture if "adobe" in picture.info else ImageChops.invert(picture)
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _small(picture: Image.Image) -> Image.Image:
    picture.thumbnail((LONG_SIDE_PX, LONG_SIDE_PX), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Returns the picture in sRGB, which is what every browser takes a picture without a profile for."""
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    if profile and len(profile) <= MOST_PROFILE_BYTES:
        try:
            converted = ImageCms.profileToProfile(
                colours,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except Exception:  # noqa: BLE001  # a broken profile, or one for other colours than these
            converted = None
        colours = converted or colours
    if colours.mode == "CMYK":
        colours = colours.convert("RGB")
    if alpha and alpha.histogram()[255] < alpha.width * alpha.height:
        colours = colours.convert("RGB")
        colours.putalpha(alpha)
    return colours


def _is_drawing(picture: Image.Image, *, from_palette: bool) -> bool:
    return picture.getcolors(256 if from_palette else FEW_COLOURS) is not None


def _written(picture: Image.Image, is_drawing: bool) -> tuple[bytes, str]:
    # Pillow would take comments, profiles and more from here.
    picture.info = {}
    file = io.BytesIO()
    if picture.mode == "RGBA" or is_drawing:
        picture.save(file, "PNG", optimize=is_drawing)
        return file.getvalue(), "png"
    picture.save(file, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
    return file.getvalue(), "jpeg"


def main() -> int:
    set_up()
    try:
        made, told = clean(sys.stdin.buffer.read(MOST_BYTES + 1))
    except RefusedError as refusal:
        told = {"refusal": refusal.code, **refusal.figures}
    else:
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    sys.stderr.write("\n" + json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
