"""Draws every drawing again as a picture of points, for what shows no SVG: previews of links, mails.

    python -m benchmarks.raster_drawings           # those that are missing or whose drawing has changed
    python -m benchmarks.raster_drawings --all

Writes `<name>.png` beside `<name>.svg`. Each says in itself of which drawing it was made, so that
tests/unit/practices/test_raster_drawings.py notices when one is out of date.
"""

import argparse
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PIL import Image, PngImagePlugin
from playwright.sync_api import Page, sync_playwright

from benchmarks.chromium import launch
from practices import raster_drawings

# One picture of the browser's window is the slow part, so a window holds so many.
A_ROW: Final = 4
COLORS: Final = 32
CSS: Final = (
    f"body {{ margin: 0; display: grid; grid-template-columns: repeat({A_ROW}, {raster_drawings.SIDE}px) }}"
    f"svg {{ width: {raster_drawings.SIDE}px; height: {raster_drawings.SIDE}px; display: block }}"
)


def rendered(page: Page, files: Sequence[Path]) -> Iterator[tuple[Path, Image.Image]]:
    """Yields the drawings as the browser shows them."""
    side = raster_drawings.SIDE
    svgs = (re.sub(r"\A\s*<\?xml\s[^>]*\?>", "", file.read_text(encoding="utf-8")) for file in files)
    page.set_content(f"<style>{CSS}</style>{''.join(svgs)}")
    window = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for place, file in enumerate(files):
        row, column = divmod(place, A_ROW)
        corner = (column * side, row * side)
        yield file, window.crop((*corner, corner[0] + side, corner[1] + side))


def write(file: Path, picture: Image.Image) -> int:
    """Writes the twin of a drawing; returns its bytes."""
    about = PngImagePlugin.PngInfo()
    about.add_text(raster_drawings.SOURCE, raster_drawings.digest(file))
    twin = raster_drawings.twin_of(file)
    few_colors = picture.quantize(COLORS, dither=Image.Dither.NONE)
    few_colors.save(twin, "PNG", optimize=True, pnginfo=about)
    return twin.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="those that are right too")
    every = parser.parse_args().all
    files = [file for file in raster_drawings.all_files() if every or not raster_drawings.is_fresh(file)]
    sizes = []
    with sync_playwright() as playwright, launch(playwright) as browser:
        window = A_ROW * raster_drawings.SIDE
        page = browser.new_page(viewport={"width": window, "height": window})
        for first in range(0, len(files), A_ROW * A_ROW):
            some = files[first : first + A_ROW * A_ROW]
            sizes += [write(file, picture) for file, picture in rendered(page, some)]
    total = sum(twin.stat().st_size for twin in map(raster_drawings.twin_of, raster_drawings.all_files()))
    print(f"{len(sizes)} drawn, the largest {max(sizes, default=0):,} bytes; all together {total:,}")


if __name__ == "__main__":
    main()
