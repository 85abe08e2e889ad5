"""Makes the sizes of a picture that readers' pages offer: AVIF for new phones, then WebP, else JPEG."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image as Pillow
from wagtail.images.models import Filter

from media.models import Image

# Bump it when the table below or the way of encoding changes: all public copies are then made anew.
EDITION: Final = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """A cut of the picture, around its focal point where one is set, in the widths of a set."""

    name: str
    width: int
    height: int
    widths: tuple[int, ...]


# A banner is as wide as a phone, of one, one and a half or two pixels a point; a square stands beside a text.
BANNER: Final = Shape("banner", 720, 420, (360, 540, 720))
SQUARE: Final = Shape("square", 240, 240, (120, 240))
SHAPES: Final = (BANNER, SQUARE)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A kind of file, and how it is written: at the lowest quality that serves, for bytes cost money."""

    pillow_name: str
    content_type: str
    extension: str
    options: dict[str, Any]


# The best first: a browser takes the first that it knows.
ENCODINGS: Final = (
    Encoding("AVIF", "image/avif", "avif", {"quality": 40, "speed": 6}),
    Encoding("WEBP", "image/webp", "webp", {"quality": 40, "method": 6}),
    Encoding("JPEG", "image/jpeg", "jpg", {"quality": 45, "progressive": True, "optimize": True}),
)


@dataclass(frozen=True, slots=True)
class SizedPicture:
    """One file, made: `shape`, pixels, and its bytes."""

    shape: str
    width: int
    height: int
    content_type: str
    name: str
    content: bytes


def sizes_of(image: Image) -> Iterator[SizedPicture]:
    """Returns every size in every encoding, none larger than the picture itself.

    Raises whatever the decoder raises where the file is missing or no picture.
    """
    for shape in SHAPES:
        cut = _cut(image, shape)
        # A picture that is smaller than the set gives one file of its own width instead.
        for width in sorted({min(width, cut.width) for width in shape.widths}):
            height = max(1, round(cut.height * width / cut.width))
            sized = cut if width == cut.width else cut.resize((width, height), Pillow.Resampling.LANCZOS)
            for encoding in ENCODINGS:
                written = io.BytesIO()
                sized.save(written, encoding.pillow_name, **encoding.options)
                name = f"{shape.name[0]}{width}.{encoding.extension}"
                yield SizedPicture(shape.name, width, height, encoding.content_type, name, written.getvalue())


def _cut(image: Image, shape: Shape) -> Pillow.Image:
    """Returns the part of the picture that the shape shows, on white where it is transparent."""
    drawn = io.BytesIO()
    Filter(f"fill-{shape.width}x{shape.height}|format-png").run(image, drawn)
    with Pillow.open(drawn) as found:
        picture = found.convert("RGBA")
    plain = Pillow.new("RGB", picture.size, "white")
    plain.paste(picture, mask=picture.getchannel("A"))
    return plain
