"""Whether to ask somebody who failed lately: after failures in a row not for a while, then once to see."""

import threading
import time
from collections.abc import Callable
from typing import Final, NamedTuple

FAILURES: Final = 3
PAUSE_S: Final = 10.0

CLOSED: Final = "closed"
OPEN: Final = "open"
TRIAL: Final = "trial"


class Turn(NamedTuple):
    """Leave to ask once. What is heard of a turn from before the last change of state counts for nothing."""

    number: int
    is_trial: bool


class Breaker:
    """Closed, everybody may ask; open, nobody; on trial, one may. Safe among threads."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        failures: int = FAILURES,
        pause_s: float = PAUSE_S,
    ) -> None:
        self._clock = clock
        self._most = failures
        self._pause_s = pause_s
        self._lock = threading.Lock()
        self._state = CLOSED
        self._since = clock()
        self._number = 0
        self._failures = 0

    @property
    def state(self) -> str:
        return self._state

    def admit(self) -> Turn | None:
        """None when nobody should be asked now. A trial that is never heard of is followed by another."""
        with self._lock:
            if self._state == CLOSED:
                return Turn(self._number, is_trial=False)
            if self._clock() - self._since < self._pause_s:
                return None
            self._change(TRIAL)
            return Turn(self._number, is_trial=True)

    def succeeded(self, turn: Turn) -> bool:
        """Whether this closed it again."""
        with self._lock:
            if turn.number != self._number:
                return False
            self._failures = 0
            if turn.is_trial:
                self._change(CLOSED)
            return turn.is_trial

    def failed(self, turn: Turn) -> bool:
        """Whether this opened it, when it was closed before."""
        with self._lock:
            if turn.number != self._number:
                return False
            self._failures += 1
            if turn.is_trial or self._failures >= self._most:
                self._change(OPEN)
                return not turn.is_trial
            return False

    def _change(self, state: str) -> None:
        self._state, self._since, self._failures = state, self._clock(), 0
        self._number += 1
