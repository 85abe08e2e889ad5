"""Runs a program on a file that somebody sent, bounded in memory, time and output.

The file is the program's standard input, already open, so no path is ever given to it. It begins in an empty
folder (its own, or one that is given to be filled) with an empty environment, in a session of its own, so
that its whole group can be ended.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

# Most of these programs at once in one process: each may fill the memory that it is allowed.
MOST_AT_ONCE: Final = 2
SAID_BYTES: Final = 20_000
# Of these, how much of the beginning is kept whatever follows.
SAID_FIRST_BYTES: Final = 8_000
TURN_S: Final = 0.2

_places = threading.BoundedSemaphore(MOST_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use at most. The wall clock is the one that every system keeps."""

    memory_bytes: int
    # Of each file that it writes.
    output_bytes: int
    wall_s: float
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended: `code` is negative for a signal, None where it was ended before its end."""

    code: int | None
    said: str


def run(
    program: Sequence[str],
    given: IO[bytes],
    written: IO[bytes] | None,
    limits: Limits,
    *,
    stop: threading.Event | None = None,
    folder: Path | None = None,
    hear: Callable[[str], None] | None = None,
) -> Outcome:
    """Returns how `program` ended, with the beginning and the end of what it wrote to standard error.

    It reads `given` and writes to `written`, or to nothing: both are files of the system, open in binary.
    Where it has to write several files, it does so in `folder`. `hear` is told, some times a second, what the
    program has said so far.
    """
    with (
        _places,
        tempfile.TemporaryDirectory(prefix="twinfields-") as empty,
        _from_the_start(given),
        subprocess.Popen(
            [*_limiting(limits), *program],
            stdin=given,
            stdout=written if written is not None else subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=folder or empty,
            env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
            start_new_session=True,
        ) as process,
    ):
        return _followed(process, limits.wall_s, stop, hear)


@contextmanager
def _from_the_start(given: IO[bytes]) -> Iterator[None]:
    """Lets a program read a file from its first byte, and puts it back where Python believes it to be.

    Program and Python share one place in the file, of which what Python has read ahead knows nothing.
    """
    number = given.fileno()
    where = os.lseek(number, 0, os.SEEK_CUR)
    os.lseek(number, 0, os.SEEK_SET)
    try:
        yield
    finally:
        os.lseek(number, where, os.SEEK_SET)


def _limiting(limits: Limits) -> list[str]:
    """Returns the words that limit what comes after them, where the system has the programs for it."""
    words = []
    if nice := shutil.which("nice"):
        words += [nice, "-n", "5"]
    if prlimit := shutil.which("prlimit"):
        words += [
            prlimit,
            f"--as={limits.memory_bytes}",
            f"--cpu={int(limits.wall_s) * limits.threads + 1}",
            f"--fsize={limits.output_bytes}",
            "--nofile=64",
            "--core=0",
            "--",
        ]
    if setpriv := shutil.which("setpriv"):
        # It ends with the thread that waits for it, so with a process that is killed.
        words += [setpriv, "--pdeathsig", "KILL", "--"]
    return words


def _followed(
    process: "subprocess.Popen[bytes]",
    wall_s: float,
    stop: threading.Event | None,
    hear: Callable[[str], None] | None,
) -> Outcome:
    """Returns how it ended; ends it where its time is over, `stop` is set or `hear` raises."""
    said: list[bytes] = []
    reader = threading.Thread(target=_read, args=(process.stderr, said), daemon=True)
    reader.start()
    is_over = False
    left_s = wall_s
    try:
        while process.poll() is None and not is_over:
            part_s = min(left_s, TURN_S)
            try:
                process.wait(part_s)
            except subprocess.TimeoutExpired:
                left_s -= part_s
                is_over = left_s <= 0 or (stop is not None and stop.is_set())
                if hear is not None:
                    hear(_text(said))
    finally:
        # What it started itself ends with it.
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
        reader.join()
    return Outcome(None if is_over else process.returncode, _text(said))


def _text(said: list[bytes]) -> str:
    return b"".join(tuple(said)).decode(errors="replace")


def _read(pipe: Any, said: list[bytes]) -> None:
    """Reads all, so that the program never waits, and keeps the beginning and the end of it."""
    first_parts = first_bytes = 0
    while part := pipe.read1(4096):
        said.append(part)
        if first_bytes < SAID_FIRST_BYTES:
            first_parts, first_bytes = first_parts + 1, first_bytes + len(part)
        while sum(map(len, said)) > SAID_BYTES:
            said.pop(first_parts)
