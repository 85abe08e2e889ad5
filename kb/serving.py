"""Locks the data folder, to tell whether a web server runs. Knows no model: taken at the start."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


class SiteIsServed(Exception):
    """Raised where a web server runs on this data folder."""


def hold() -> int:
    """Lock the data folder while this process or a child of it lives; who wants it alone is waited for."""
    handle = _open()
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


@contextmanager
def kept_from_starting() -> Iterator[None]:
    """Let web servers wait until the block ends. Raises SiteIsServed when there is one already."""
    handle = _open()
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SiteIsServed from None
        yield
    finally:
        os.close(handle)


def _open() -> int:
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return os.open(folder / "serving.lock", os.O_RDWR | os.O_CREAT, 0o600)
