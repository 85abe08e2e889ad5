"""The browser that benchmarks drive: the machine's Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import Browser, Playwright

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SMALL_PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "is_mobile": True,
}


@contextmanager
def launch(playwright: Playwright) -> Iterator[Browser]:
    found = os.environ.get("TWINFIELDS_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise SystemExit("no Chromium found: install one (Debian: apt install chromium)")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=found, args=arguments)
    try:
        yield browser
    finally:
        browser.close()
