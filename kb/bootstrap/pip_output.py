"""Turns what pip prints into a few plain lines while it works and one sentence when it fails."""

import re
from collections import deque
from collections.abc import Callable

# The first pattern found names the cause; an index that does not answer also ends in "no version found".
CAUSES = (
    ("disk_full", r"No space left on device", "the disk is full"),
    (
        "wrong_hash",
        r"DO NOT MATCH THE HASHES",
        "a downloaded package is not the one that the lock file names (wrong hash)",
    ),
    (
        "not_trusted",
        r"CERTIFICATE_VERIFY_FAILED",
        "the package index shows a certificate that this machine does not trust",
    ),
    (
        "no_index",
        r"Retrying \(|connection broken|Could not fetch URL|ConnectionError|ConnectTimeout|ReadTimeout",
        "the package index cannot be reached (check the network, or name an index in PIP_INDEX_URL)",
    ),
    (
        "no_package",
        r"No matching distribution found|Could not find a version",
        "the package index has no ready-made package for this system and this version of Python",
    ),
    ("no_right", r"Permission denied", "this account may not write to the folder .venv"),
)
STEPS = 5


class Progress:
    """Reads pip line by line; `say` gets about five lines in all."""

    def __init__(self, lock: str, say: Callable[[str], None]) -> None:
        self.total = len(re.findall(r"^[A-Za-z0-9][\w.-]*(\[.*?\])?==", lock, re.MULTILINE))
        self.say = say
        self.done = 0
        self.said = 0
        self.warned = False
        self.is_unpacking = False
        self.cause: int | None = None
        self.tail: deque[str] = deque(maxlen=12)

    def read(self, line: str) -> None:
        line = line.rstrip()
        self.tail.append(line)
        if re.match(r"(Collecting|Requirement already satisfied:?) ", line):
            self.done += 1
            if self.done * STEPS >= (self.said + 1) * self.total:
                self.said = self.done * STEPS // self.total
                self.say(f"  packages: {min(self.done, self.total)} of {self.total} at hand")
        elif line.startswith("Installing collected packages"):
            self.is_unpacking = True
            self.say("  unpacking them …")
        self._look_for_cause(line)

    def _look_for_cause(self, line: str) -> None:
        rank = next((rank for rank, (_, pattern, _) in enumerate(CAUSES) if re.search(pattern, line)), None)
        if rank is None:
            return
        if "Retrying" in line and not self.warned:
            self.warned = True
            self.say("  the package index does not answer, trying again …")
        self.cause = rank if self.cause is None else min(rank, self.cause)

    @property
    def code(self) -> str:
        """Returns a word for the cause, "" where there is none that we know."""
        return "" if self.cause is None else CAUSES[self.cause][0]

    def failure(self) -> str:
        if self.cause is not None:
            return f"The Python packages could not be installed: {CAUSES[self.cause][2]}."
        return "The Python packages could not be installed. The last that pip said:\n  " + "\n  ".join(
            self.tail
        )
