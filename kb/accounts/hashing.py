"""Hashes passwords, which is slow on purpose, without slowing down everything else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import PBKDF2PasswordHasher

# Of a web process's four threads: one password is hashed and one waits, so that two are left to readers.
MOST_AT_THE_DOOR = 2

_door = threading.BoundedSemaphore(MOST_AT_THE_DOOR)
_turn = threading.Lock()


class DoorBusy(Exception):
    """Raised where as many passwords of strangers are being looked at as this process takes on at once."""


@contextmanager
def at_the_door() -> Iterator[None]:
    """Holds one of the places for people not signed in; raises DoorBusy at once where none is free."""
    if not _door.acquire(blocking=False):
        raise DoorBusy
    try:
        yield
    finally:
        _door.release()


class OneAtATimePasswordHasher(PBKDF2PasswordHasher):
    """Hashes as Django does, once at a time in each process, so that readers' pages keep a core's time."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with _turn:
            encoded: str = super().encode(password, salt, iterations)
            return encoded
