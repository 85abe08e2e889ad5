"""Draws the icons that browsers and telephones ask for by name (`-m benchmarks.site_icons`).

They are the site's mark. `favicon.ico` holds 16, 32 and 48 px; `apple-touch-icon.png` 180 px on paper, since
telephones fill what is see-through with black. Both stand beside `logo.svg` and are committed; draw them anew
when that changes.
"""

import io
from typing import Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.chromium import launch
from kb.settings.environment import BASE_DIR

FOLDER: Final = BASE_DIR / "readers" / "static" / "readers" / "img"
FAVICON_PX: Final = (16, 32, 48)
TOUCH_PX: Final = 180
TOUCH_MARGIN_PX: Final = 22
PAPER: Final = "#fffdf7"


def drawn(page: Page, size: int, margin: int = 0, ground: str = "transparent") -> Image.Image:
    """Returns the mark in a square of `size` pixels."""
    mark = (FOLDER / "logo.svg").read_text()
    inner = size - 2 * margin
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(
        f"<style>body{{margin:{margin}px;background:{ground}}}svg{{display:block;width:{inner}px}}</style>{mark}"
    )
    return Image.open(io.BytesIO(page.screenshot(omit_background=True)))


def main() -> None:
    """Writes both files."""
    with sync_playwright() as playwright, launch(playwright) as browser:
        page = browser.new_page()
        small = [drawn(page, size) for size in FAVICON_PX]
        touch = drawn(page, TOUCH_PX, TOUCH_MARGIN_PX, PAPER)
    small[-1].save(
        FOLDER / "favicon.ico", sizes=[(size, size) for size in FAVICON_PX], append_images=small[:-1]
    )
    touch.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(
        FOLDER / "apple-touch-icon.png", optimize=True
    )


if __name__ == "__main__":
    main()
