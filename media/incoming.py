"""Keeps what is being sent in the data folder: films are large, and `/tmp` may be small or in memory.

On the same disk a film that came whole is moved to its place, not copied.
"""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

# No request takes this long: what is older was left by a process that was killed.
KEPT: Final = timedelta(days=1)


class IncomingFileHandler(TemporaryFileUploadHandler):
    """Writes a file that is too large for memory, and makes the folder for it where there is none."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        super().new_file(*args, **kwargs)


def remove_left() -> int:
    """Returns how many files it removed that nobody is sending any more."""
    oldest = time.time() - KEPT.total_seconds()
    removed = 0
    for path in _folder().glob("*.upload*"):
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
                removed += 1
        except FileNotFoundError:
            continue
    return removed


def _folder() -> Path:
    return Path(settings.FILE_UPLOAD_TEMP_DIR)
