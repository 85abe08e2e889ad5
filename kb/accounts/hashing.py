"""Hashing of passwords, which is slow on purpose, kept from slowing down everything else."""

import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache

from django.contrib.auth.hashers import PBKDF2PasswordHasher

# Of a web process's four threads: one password is hashed and one waits, so that two are left to readers.
MOST_AT_THE_DOOR = 2
# About a quarter of a core beside a reader's page that wants all of it.
NICENESS = 5

_door = threading.BoundedSemaphore(MOST_AT_THE_DOOR)


class DoorBusy(Exception):
    """Raised where as many passwords of strangers are being looked at as this process takes on at once."""


@contextmanager
def at_the_door() -> Iterator[None]:
    """Holds one of the places for hashing on behalf of people not signed in; raises DoorBusy at once."""
    if not _door.acquire(blocking=False):
        raise DoorBusy
    try:
        yield
    finally:
        _door.release()


class YieldingPasswordHasher(PBKDF2PasswordHasher):
    """Django's own hash, one at a time in each process, in a thread that gives way to readers' pages."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        return _thread(os.getpid()).submit(super().encode, password, salt, iterations).result()


@cache
def _thread(pid: int) -> ThreadPoolExecutor:
    """Returns the thread of this process: one made before a fork is not there in the child."""
    return ThreadPoolExecutor(1, thread_name_prefix="hashing", initializer=_give_way)


def _give_way() -> None:
    # Elsewhere a niceness is the whole process's.
    if sys.platform.startswith("linux"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
