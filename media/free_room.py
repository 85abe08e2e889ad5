"""Says how much room is left on the disk of uploads, and refuses in words before it is full."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.translation import gettext_lazy as _

MEGABYTE: Final = 1024 * 1024
# Administrators are told when there is less than this many times of what uploads leave free.
NEARLY_FULL: Final = 2
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
NO_ROOM: Final = _(
    "There is no room left for files on this server. Tell the administrator; what you typed is kept."
)


# Set while a request is answered again whose file the disk would not take.
_is_found_full: ContextVar[bool] = ContextVar("is_found_full", default=False)


class NoRoomError(ValidationError):
    """Raised in place of storing a file for which there is no room; its sentence is for whoever sent it."""

    def __init__(self) -> None:
        super().__init__(NO_ROOM, code="no_room")


def free_bytes() -> int | None:
    """Returns how much room the disk of uploads has; None where files lie elsewhere than on a disk."""
    if not isinstance(default_storage, FileSystemStorage):
        return None
    folder = Path(default_storage.location)
    # The folder is made with the first file.
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def refuse_without_room(incoming_bytes: int) -> None:
    """Raises NoRoomError if a file of this size would leave less free than TWINFIELDS_MIN_FREE_MB."""
    if _is_found_full.get():
        raise NoRoomError()
    free = free_bytes()
    if free is not None and settings.MIN_FREE_MB and free - incoming_bytes < settings.MIN_FREE_MB * MEGABYTE:
        raise NoRoomError()


def is_full(problem: Exception) -> bool:
    """Returns whether it was raised because a disk is full."""
    return isinstance(problem, NoRoomError) or (isinstance(problem, OSError) and problem.errno in FULL)


@contextmanager
def found_full() -> Iterator[None]:
    """Refuses every file inside, whatever the disk says: it may be out of something else than bytes."""
    token = _is_found_full.set(True)
    try:
        yield
    finally:
        _is_found_full.reset(token)


def is_nearly_full() -> bool:
    """Returns whether an administrator should make room before uploads are refused."""
    free = free_bytes()
    return free is not None and free < NEARLY_FULL * settings.MIN_FREE_MB * MEGABYTE
