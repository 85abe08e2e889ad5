"""Draws the picture that other sites show of a link to a practice: its drawing or photo, title and place.

The letters are those of one committed font (`fonts/`, cut to Latin). What it lacks is never drawn as empty
boxes: the picture stands alone then.
"""

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

WIDTH: Final = 1200
HEIGHT: Final = 630
MOST_BYTES: Final = 60_000
FONT: Final = Path(__file__).parent / "fonts" / "noto-sans-latin-semibold.ttf"

# The colours of the site, see readers/static/readers/css/tokens.css.
PAPER: Final = "#fffdf7"
INK: Final = "#1f231c"
LEAF: Final = "#14532f"
SOIL: Final = "#2a2118"
EARTH: Final = "#8a5a2b"

_MARGIN: Final = 15
_PLATE: Final = HEIGHT - 2 * _MARGIN
_GAP: Final = 40
# Layers of soil, at the foot of what is written.
_LAYERS: Final = ((LEAF, 6), (EARTH, 18), (SOIL, 26))
_TITLE_SIZES: Final = range(72, 27, -2)
_PLACE_SIZES: Final = range(36, 19, -2)
_LEADING: Final = 1.22
_QUALITIES: Final = (82, 72, 60, 45, 30)
_COLORS: Final = 64
# Not those that do not break: they stay between their words.
_SPACE: Final = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text of one size."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> int:
        return round(len(self.lines) * self.size * _LEADING)


def preview_image(
    title: str, place: str, picture: Image.Image | None, *, is_photo: bool = False
) -> tuple[str, bytes] | None:
    """Returns the file's extension and bytes, at most MOST_BYTES; None where there is nothing to show."""
    title, place = (unicodedata.normalize("NFC", _SPACE.sub(" ", text).strip()) for text in (title, place))
    left = _GAP if picture is None else HEIGHT + _GAP // 2
    written = _blocks(title, place, WIDTH - left - _GAP)
    if not written and picture is None:
        return None
    canvas = Image.new("RGB", (WIDTH, HEIGHT), LEAF if picture is None else PAPER)
    if picture is not None:
        _place_picture(canvas, picture, is_alone=not written, fills=is_photo)
    if written:
        _write(canvas, written, left, PAPER if picture is None else INK)
    return _encoded(canvas, as_photo=is_photo)


def _blocks(title: str, place: str, width: int) -> tuple[Block, ...]:
    """Returns title and place as they fit, as large as may be; nothing where they cannot be told."""
    if not title or not all(map(has_letter, title + place)):
        return ()
    room = HEIGHT - 2 * _GAP - sum(height for _color, height in _LAYERS)
    below = next(filter(None, (wrapped(place, size, width, most_lines=3) for size in _PLACE_SIZES)), None)
    for size in _TITLE_SIZES:
        block = wrapped(title, size, width)
        if block and block.height + (below.height + _MARGIN if below else 0) <= room:
            return (block, below) if below and place else (block,)
    return ()


def wrapped(text: str, size: int, width: int, most_lines: int = 12) -> Block | None:
    """Returns the text in lines no wider than `width`; None where a word is wider, or lines are too many."""
    lines: list[str] = []
    font = _font(size)
    # A space that does not break keeps its two words together.
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        elif font.getlength(word) <= width:
            lines.append(word)
        else:
            return None
    return Block(tuple(lines), size) if len(lines) <= most_lines else None


@lru_cache(maxsize=4096)
def has_letter(letter: str) -> bool:
    """Returns whether the font has a letter; without one it would draw the same box for all it lacks."""
    font = ImageFont.truetype(FONT, 20, layout_engine=ImageFont.Layout.BASIC)
    missing, found = (font.getmask(each) for each in ("\uffff", letter))
    return letter.isspace() or found.size != missing.size or bytes(found) != bytes(missing)


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)


def _place_picture(canvas: Image.Image, picture: Image.Image, *, is_alone: bool, fills: bool) -> None:
    picture = picture.convert("RGB")
    if is_alone and fills:
        canvas.paste(ImageOps.fit(picture, (WIDTH, HEIGHT)), (0, 0))
        return
    plate = picture if picture.size == (_PLATE, _PLATE) else ImageOps.fit(picture, (_PLATE, _PLATE))
    canvas.paste(plate, ((WIDTH - _PLATE) // 2 if is_alone else _MARGIN, _MARGIN))


def _write(canvas: Image.Image, blocks: Sequence[Block], left: int, color: str) -> None:
    draw = ImageDraw.Draw(canvas)
    bottom = HEIGHT
    for layer, height in reversed(_LAYERS):
        if color == INK:
            draw.rectangle((left, bottom - height, WIDTH, bottom), fill=layer)
        bottom -= height
    height = sum(block.height for block in blocks) + _MARGIN * (len(blocks) - 1)
    top = float((bottom - height) // 2)
    for block in blocks:
        for line in block.lines:
            draw.text((left, top), line, font=_font(block.size), fill=color)
            top += block.size * _LEADING
        top += _MARGIN


def _encoded(canvas: Image.Image, *, as_photo: bool) -> tuple[str, bytes]:
    """Returns a drawing in few colours, which keeps its edges sharp; a photo as JPEG."""
    if not as_photo:
        content = _saved(canvas.quantize(_COLORS, dither=Image.Dither.NONE), "PNG", optimize=True)
        if len(content) <= MOST_BYTES:
            return "png", content
    for quality in _QUALITIES:
        content = _saved(canvas, "JPEG", quality=quality, optimize=True)
        if len(content) <= MOST_BYTES:
            return "jpg", content
    # Hardly any photo is so restless: without its finest detail it fits.
    soft = canvas.reduce(4).resize(canvas.size)
    return "jpg", _saved(soft, "JPEG", quality=_QUALITIES[-1], optimize=True)


def _saved(picture: Image.Image, kind: str, **options: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
