"""Finds the drawings as pictures of points, for what shows no SVG: previews of links, mails.

`benchmarks/raster_drawings.py` makes them; they are committed beside the drawings.
"""

import hashlib
from pathlib import Path
from typing import Final

from PIL import Image

from practices import drawings

# Width and height, in pixels.
SIDE: Final = 600
# Under this name a picture tells the SHA-256 of the drawing it was made of.
SOURCE: Final = "Source"


def find(name: str) -> Path | None:
    """Returns the picture of the drawing of that name; None when there is none."""
    file = drawings.file_of(name)
    if file is None:
        return None
    twin = twin_of(file)
    return twin if twin.is_file() else None


def static_path(name: str) -> str:
    """Returns the path for the `static` tag; empty for a drawing that has no such picture."""
    return f"practices/drawings/{name}.png" if find(name) else ""


def all_files() -> list[Path]:
    """Returns the files of all drawings."""
    return sorted(drawings.FOLDER.glob("*.svg"))


def twin_of(file: Path) -> Path:
    """Returns where the picture of a drawing's file lies."""
    return file.with_suffix(".png")


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def is_fresh(file: Path) -> bool:
    """Returns whether the picture of a drawing's file is there and was made of it as it is."""
    twin = twin_of(file)
    if not twin.is_file():
        return False
    with Image.open(twin) as picture:
        return picture.size == (SIDE, SIDE) and picture.info.get(SOURCE) == digest(file)
