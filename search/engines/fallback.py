"""An engine that may be slow, broken or away, and another that answers in its place.

No reader waits longer than a second for the first, only a few wait for it at a time, and after some failures
nobody does: it is then probed with a reader's question that the other engine answers.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, TypeVar

from search.engines.base import Engine, EngineAnswer, EngineName, EngineUnavailable, Selection
from search.engines.breaker import Breaker, Permit
from zones.land import Land

logger = logging.getLogger(__name__)

# For all calls of one reader's question together.
ANSWER_WITHIN_S: Final = 1.0
# One less than a web process has threads: whatever happens, one serves other pages.
MOST_AT_ONCE: Final = 3
# So long a call waits for others to end, when that many are running.
SLOT_WITHIN_S: Final = 0.2
# The server behind the engine may be exchanged while we run, so its compatibility is checked again.
CHECK_EVERY_S: Final = 30.0

Found = TypeVar("Found")
Call = Callable[[Engine], Found]


class CallPolicy:
    """Calls one engine within a time limit, a few calls at once, and with a circuit breaker.

    One for each process and engine.
    """

    def __init__(
        self,
        engine: Engine,
        check: Callable[[], str],
        *,
        breaker: Breaker | None = None,
        within_s: float = ANSWER_WITHIN_S,
    ) -> None:
        """`check` returns the server's version; it raises EngineUnavailable when it must not be used."""
        self.engine = engine
        self.version = ""
        self.breaker = breaker or Breaker()
        self.within_s = within_s
        self._check = check
        self._checked_at: float | None = None
        self._slots = threading.BoundedSemaphore(MOST_AT_ONCE)
        # Threads, since neither a name that cannot be resolved nor an answer in drops keeps to a timeout.
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix=engine.name)

    def run(self, call: Call[Found], within_s: float | None = None) -> Found:
        """Return the call's result. Raises EngineUnavailable, whatever keeps it from coming in time."""
        permit = self.breaker.admit()
        if permit is None:
            raise EngineUnavailable("it failed lately and is left alone for a while")
        if permit.is_trial:
            self._probe(call, permit)
            raise EngineUnavailable("it failed lately and is being tried again")
        if not self._slots.acquire(timeout=SLOT_WITHIN_S):
            raise EngineUnavailable("too many questions are on their way")
        answer = self._submit(call)
        try:
            found = answer.result(self.within_s if within_s is None else within_s)
        except TimeoutError as error:
            self._record_failure(permit, "no answer in time")
            raise EngineUnavailable("no answer in time") from error
        except EngineUnavailable as error:
            self._record_failure(permit, str(error))
            raise
        except Exception as error:
            # Nothing that it says, or that we make of it, is worth a page that fails.
            logger.exception("%s gave an answer that cannot be read", self.engine.name)
            self._record_failure(permit, repr(error))
            raise EngineUnavailable("its answer cannot be read") from error
        self.breaker.succeeded(permit)
        return found

    def _submit(self, call: Call[Found]) -> "Future[Found]":
        """Return the running call. Its slot, taken before, is released when the engine is really done."""
        answer = self._threads.submit(self._checked_call, call)
        answer.add_done_callback(lambda _answer: self._slots.release())
        return answer

    def _checked_call(self, call: Call[Found]) -> Found:
        now = time.monotonic()
        if self._checked_at is None or now - self._checked_at > CHECK_EVERY_S:
            self.version = self._check()
            self._checked_at = now
        return call(self.engine)

    def _probe(self, call: Call[Any], permit: Permit) -> None:
        """Start a call whose outcome decides whether the breaker closes; nobody waits for its result."""
        if self._slots.acquire(blocking=False):
            self._submit(call).add_done_callback(lambda answer: self._end_probe(permit, answer))
        else:
            self.breaker.failed(permit)

    def _end_probe(self, permit: Permit, answer: "Future[Any]") -> None:
        if (error := answer.exception()) is not None:
            self._record_failure(permit, str(error))
        elif self.breaker.succeeded(permit):
            logger.warning("%s answers again", self.engine.name)

    def _record_failure(self, permit: Permit, reason: str) -> None:
        self._checked_at = None
        if self.breaker.failed(permit):
            logger.error("%s is left alone for a while: %s", self.engine.name, reason)
        else:
            logger.warning("%s did not answer: %s", self.engine.name, reason)


class FallbackEngine:
    """Answers one reader's question, with all calls that it takes.

    Once the stand-in had to answer a call, it answers all further ones too.
    """

    def __init__(self, policy: CallPolicy, stand_in: Engine) -> None:
        self._policy = policy
        self._stand_in = stand_in
        self._left_s = policy.within_s
        self._is_replaced = False
        # The engine that answers; before that, the one that is called first.
        self.name: EngineName = policy.engine.name

    @property
    def is_current(self) -> bool:
        """Return whether the first engine answered, from its newest index."""
        return not self._is_replaced and self._policy.engine.is_current

    def match(self, land: Land, selection: Selection, *, offset: int, limit: int) -> EngineAnswer:
        """Return the answer of the first engine that can give one. Raises EngineUnavailable."""

        def call(engine: Engine) -> EngineAnswer:
            answer = engine.match(land, selection, offset=offset, limit=limit)
            is_everything = land.gate is None and not selection.has_facets and not selection.query
            if engine is not self._stand_in and is_everything and not answer.total and self._stand_in.count():
                raise EngineUnavailable("its index is empty")
            return answer

        return self._run(call)

    def count(self) -> int:
        """Return the number of practices in the index that answers."""
        return self._run(lambda engine: engine.count())

    def fingerprints(self) -> Mapping[int, int]:
        """Return the fingerprints of the index that answers, by id."""
        return self._run(lambda engine: engine.fingerprints())

    def _run(self, call: Call[Found]) -> Found:
        if not self._is_replaced:
            started = time.monotonic()
            try:
                return self._policy.run(call, max(0.0, self._left_s))
            except EngineUnavailable:
                self._is_replaced, self.name = True, self._stand_in.name
            finally:
                self._left_s -= time.monotonic() - started
        return call(self._stand_in)
