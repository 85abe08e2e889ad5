"""Photos as a telephone takes them of fields, made by a script: the same bytes for the same number."""

import io
from typing import Final

import numpy
from PIL import Image, ImageDraw, ImageFilter

# 12 million pixels, as most telephones have.
SIZE: Final = (4000, 3000)
QUALITY: Final = 92


def photo(number: int, size: tuple[int, int] = SIZE) -> bytes:
    """Returns a JPEG: sky over soil with rows of plants, stones and grain of different sizes."""
    dice = numpy.random.default_rng(number)
    width, height = size
    picture = Image.fromarray(_ground(dice, width, height))
    _draw_plants(ImageDraw.Draw(picture), dice, width, height)
    # A lens is never as sharp as what is drawn; the grain of the sensor comes after it.
    blurred = numpy.asarray(picture.filter(ImageFilter.GaussianBlur(width / 2500)), dtype=numpy.int16)
    grain = dice.normal(0, 5, (height, width, 1)).astype(numpy.int16)
    content = io.BytesIO()
    Image.fromarray((blurred + grain).clip(0, 255).astype(numpy.uint8)).save(content, "JPEG", quality=QUALITY)
    return content.getvalue()


def _ground(dice: numpy.random.Generator, width: int, height: int) -> numpy.ndarray:
    """Returns sky above a horizon and soil below it, both with light from one side and clods of all sizes."""
    horizon = int(height * dice.uniform(0.25, 0.45))
    down = numpy.linspace(0, 1, height)[:, None, None]
    across = numpy.linspace(-1, 1, width)[None, :, None]
    sky = numpy.array([150, 185, 220]) + 60 * down + 12 * across
    soil = numpy.array(dice.integers((110, 70, 40), (170, 110, 70))) + 40 * (1 - down) + 20 * across
    ground = numpy.where(numpy.arange(height)[:, None, None] < horizon, sky, soil)
    for clods in (40, 160, 640):
        rough = dice.normal(0, 14, (clods * height // width, clods)).clip(-60, 60)
        spread = Image.fromarray((rough + 128).astype(numpy.uint8)).resize((width, height), Image.BICUBIC)
        ground[horizon:] += numpy.asarray(spread, dtype=float)[horizon:, :, None] - 128
    return ground.clip(0, 255).astype(numpy.uint8)


def _draw_plants(draw: ImageDraw.ImageDraw, dice: numpy.random.Generator, width: int, height: int) -> None:
    """Draws rows that run together at the horizon, of many leaves each, and stones between them."""
    horizon, rows = height * 0.4, int(dice.integers(5, 12))
    for row in range(rows):
        foot = width * (row + 0.5) / rows
        for step in numpy.linspace(0.03, 1, 40) ** 1.6:
            y = horizon + (height - horizon) * step
            x = width / 2 + (foot - width / 2) * step * 1.6
            for _leaf in range(12):
                reach = dice.uniform(10, 90) * step * width / 4000
                dx, dy = dice.normal(0, reach, 2)
                green = tuple(int(part) for part in dice.integers((30, 80, 20), (120, 170, 70)))
                draw.line((x, y, x + dx, y - abs(dy)), fill=green, width=max(1, int(9 * step * width / 4000)))
    for _stone in range(150):
        x, y = dice.uniform(0, width), dice.uniform(horizon, height)
        size = dice.uniform(2, 30) * (y / height) * width / 4000
        grey = int(dice.integers(90, 200))
        draw.ellipse((x, y, x + 2 * size, y + size), fill=(grey, grey - 10, grey - 25))
