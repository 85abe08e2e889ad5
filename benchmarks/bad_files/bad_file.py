"""Describes a file that no site should trust, and which of the ways in it is sent by."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

# What a file hides where it may be taken: no byte of it may be kept.
FOREIGN: Final = b"FOREIGN-4711"
SCRIPT: Final = b"<script>alert('" + FOREIGN + b"')</script>"
PICTURE, DOCUMENT, FILM = "picture", "document", "film"


@dataclass(frozen=True, slots=True)
class BadFile:
    """`code` is that of the refusal; without one the file is taken, and what is kept of it is harmless."""

    name: str
    door: str
    file_name: str
    make: Callable[[], bytes]
    code: str = ""
    is_heavy: bool = False

    @property
    def content(self) -> bytes:
        return _made(self.make)


@functools.lru_cache(maxsize=8)
def _made(make: Callable[[], bytes]) -> bytes:
    return make()
