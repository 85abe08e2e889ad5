"""Finds ffmpeg, without which no sound can be made: by the setting, as the extra `media`, or not at all.

The extra lies in a folder of its own in the data folder, or in the Python environment where that was made
with it. It is looked for at each use, so a worker notices it the moment it is there.
"""

import importlib.util
import json
import os
import platform
import sys
from pathlib import Path
from typing import Final

from django.conf import settings

PACKAGE: Final = "imageio_ffmpeg"
BINARIES: Final = f"{PACKAGE}/binaries/ffmpeg-*"


def program() -> str | None:
    """Returns the path of ffmpeg; None where there is none."""
    return find(settings.FFMPEG, settings.MEDIA_EXTRA_DIR)


def find(named: str, extra: Path) -> str | None:
    """Returns the program that was named, else the one of the extra in `extra` or in the environment."""
    if named:
        return named if _may_run(Path(named)) else None
    # What begins with a dot is being installed.
    installed = sorted(extra.glob(f"[!.]*{folder_suffix()}/{BINARIES}"))
    return next((str(path) for path in installed if _may_run(path)), None) or in_environment()


def in_environment() -> str | None:
    """Returns the program where the Python environment was made with the extra."""
    spec = importlib.util.find_spec(PACKAGE)
    places = (spec.submodule_search_locations or []) if spec else []
    found = (path for place in places for path in sorted(Path(place).parent.glob(BINARIES)))
    return next((str(path) for path in found if _may_run(path)), None)


def why_missing() -> tuple[str, str]:
    """Returns what became of the extra, in a word, and a word for the reason where it failed.

    "named" where the program that the settings name is not there, "missing" where nobody tried.
    """
    if settings.FFMPEG:
        return "named", ""
    try:
        noted = json.loads(settings.MEDIA_EXTRA_DIR.with_suffix(".json").read_text())
        return str(noted["state"]), str(noted["why"])
    except (OSError, ValueError, KeyError, TypeError):
        return "missing", ""


def folder_suffix() -> str:
    """Returns how folders of the extra end that were made for this kind of machine."""
    return f"-{sys.platform}-{platform.machine()}"


def _may_run(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
