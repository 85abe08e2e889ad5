"""Hashes passwords, which is slow on purpose, without slowing down everything else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import PBKDF2PasswordHasher

# Of a web process's four threads: one password is hashed and one waits, so that two are left to readers.
MOST_SLOTS = 2

_slots = threading.BoundedSemaphore(MOST_SLOTS)
_turn = threading.Lock()


class HashingBusy(Exception):
    """Raised where as many passwords of strangers are being looked at as this process takes on at once."""


@contextmanager
def hashing_slot() -> Iterator[None]:
    """Holds one of the places for people not signed in; raises HashingBusy at once where none is free."""
    if not _slots.acquire(blocking=False):
        raise HashingBusy
    try:
        yield
    finally:
        _slots.release()


class OneAtATimePasswordHasher(PBKDF2PasswordHasher):
    """Hashes as Django does, once at a time in each process, so that readers' pages keep a core's time."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with _turn:
            encoded: str = super().encode(password, salt, iterations)
            return encoded
