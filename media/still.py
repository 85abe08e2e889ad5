"""Writes the still picture that stands for a film until somebody plays it."""

from pathlib import Path
from typing import Final

from PIL import Image

MAX_BYTES: Final = 12_000
# The best that fits is taken; noise in the smallest is still some kB less.
QUALITIES: Final = (70, 58, 46, 34, 22, 10)


def write(source: Path, target: Path) -> None:
    """Writes the picture as JPEG, of MAX_BYTES at most where any quality allows that."""
    with Image.open(source, formats=["PNG"]) as picture:
        upright = picture.convert("RGB")
    for quality in QUALITIES:
        upright.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
        if target.stat().st_size <= MAX_BYTES:
            return
