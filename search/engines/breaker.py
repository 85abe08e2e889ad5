"""A circuit breaker: after failures in a row nobody calls for a while, then one call is made as a trial."""

import threading
import time
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

FAILURES: Final = 3
PAUSE_S: Final = 10.0

BreakerState = Literal["closed", "open", "trial"]
CLOSED: Final = "closed"
OPEN: Final = "open"
TRIAL: Final = "trial"


class Permit(NamedTuple):
    """A permission for one call. Its outcome is ignored when the state has changed since it was given."""

    number: int
    is_trial: bool


class Breaker:
    """Admits all calls while closed, none while open, one on trial. Safe among threads."""

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
        self._state: BreakerState = CLOSED
        self._since = clock()
        self._number = 0
        self._failures = 0

    @property
    def state(self) -> BreakerState:
        """Return the current state."""
        return self._state

    def admit(self) -> Permit | None:
        """Return a permit, None while no call may be made. A trial without outcome is followed by another."""
        with self._lock:
            if self._state == CLOSED:
                return Permit(self._number, is_trial=False)
            if self._clock() - self._since < self._pause_s:
                return None
            self._change(TRIAL)
            return Permit(self._number, is_trial=True)

    def succeeded(self, permit: Permit) -> bool:
        """Record a success; return whether it closed the breaker again."""
        with self._lock:
            if permit.number != self._number:
                return False
            self._failures = 0
            if permit.is_trial:
                self._change(CLOSED)
            return permit.is_trial

    def failed(self, permit: Permit) -> bool:
        """Record a failure; return whether it opened a breaker that was closed."""
        with self._lock:
            if permit.number != self._number:
                return False
            self._failures += 1
            if permit.is_trial or self._failures >= self._most:
                self._change(OPEN)
                return not permit.is_trial
            return False

    def _change(self, state: BreakerState) -> None:
        self._state, self._since, self._failures = state, self._clock(), 0
        self._number += 1
