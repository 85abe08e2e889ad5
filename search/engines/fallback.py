"""An engine that may be slow, broken or away, and another that answers in its place.

No reader waits longer than a second for it, no more than a few at a time wait at all, and after some failures
nobody does: it is then tried again beside a question that the other engine answers.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, TypeVar

from search.engines.base import Engine, EngineAnswer, EngineUnavailable, Selection
from search.engines.breaker import Breaker, Turn
from zones.land import Land

logger = logging.getLogger(__name__)

# For all that one reader's question asks of the engine, however often.
ANSWER_WITHIN_S: Final = 1.0
# One less than a web process has threads: whatever happens, one serves other pages.
MOST_AT_ONCE: Final = 3
# So long a question waits for others to be done, when that many are on their way.
PLACE_WITHIN_S: Final = 0.2
# What stands behind the engine may be exchanged while we run.
ACCEPT_EVERY_S: Final = 30.0

Found = TypeVar("Found")
Question = Callable[[Engine], Found]


class Guard:
    """One a process and engine."""

    def __init__(
        self,
        engine: Engine,
        accept: Callable[[], str],
        *,
        breaker: Breaker | None = None,
        within_s: float = ANSWER_WITHIN_S,
    ) -> None:
        """`accept` gives the version of what answers; raises EngineUnavailable when it must not be used."""
        self.engine = engine
        self.version = ""
        self.breaker = breaker or Breaker()
        self.within_s = within_s
        self._accept = accept
        self._accepted_at: float | None = None
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)
        # Threads, since neither a name that cannot be resolved nor an answer in drops keeps to a timeout.
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix=engine.name)

    def ask(self, question: Question[Found], within_s: float | None = None) -> Found:
        """Raises EngineUnavailable, for whatever reason there is no answer in time."""
        turn = self.breaker.admit()
        if turn is None:
            raise EngineUnavailable("it failed lately and is left alone for a while")
        if turn.is_trial:
            self._try(question, turn)
            raise EngineUnavailable("it failed lately and is being tried again")
        if not self._places.acquire(timeout=PLACE_WITHIN_S):
            raise EngineUnavailable("too many questions are on their way")
        answer = self._begin(question)
        try:
            found = answer.result(self.within_s if within_s is None else within_s)
        except TimeoutError as error:
            self._failed(turn, "no answer in time")
            raise EngineUnavailable("no answer in time") from error
        except EngineUnavailable as error:
            self._failed(turn, str(error))
            raise
        except Exception as error:
            # Nothing that it says, or that we make of it, is worth a page that fails.
            logger.exception("%s gave an answer that cannot be read", self.engine.name)
            self._failed(turn, repr(error))
            raise EngineUnavailable("its answer cannot be read") from error
        self.breaker.succeeded(turn)
        return found

    def _begin(self, question: Question[Found]) -> "Future[Found]":
        """The place that was taken is given back when the engine is really done."""
        answer = self._threads.submit(self._asked, question)
        answer.add_done_callback(lambda _answer: self._places.release())
        return answer

    def _asked(self, question: Question[Found]) -> Found:
        now = time.monotonic()
        if self._accepted_at is None or now - self._accepted_at > ACCEPT_EVERY_S:
            self.version = self._accept()
            self._accepted_at = now
        return question(self.engine)

    def _try(self, question: Question[Any], turn: Turn) -> None:
        """Nobody waits for it."""
        if self._places.acquire(blocking=False):
            self._begin(question).add_done_callback(lambda answer: self._heard(turn, answer))
        else:
            self.breaker.failed(turn)

    def _heard(self, turn: Turn, answer: "Future[Any]") -> None:
        if (error := answer.exception()) is not None:
            self._failed(turn, str(error))
        elif self.breaker.succeeded(turn):
            logger.warning("%s answers again", self.engine.name)

    def _failed(self, turn: Turn, reason: str) -> None:
        self._accepted_at = None
        if self.breaker.failed(turn):
            logger.error("%s is left alone for a while: %s", self.engine.name, reason)
        else:
            logger.warning("%s did not answer: %s", self.engine.name, reason)


class GuardedEngine:
    """For one reader's question, with whatever it takes to answer it: once the other engine had to answer,
    it answers to the end.
    """

    def __init__(self, guard: Guard, other: Engine) -> None:
        self._guard = guard
        self._other = other
        self._left_s = guard.within_s
        self._is_replaced = False
        # Of the engine that answers; before that, of the one that is asked first.
        self.name = guard.engine.name

    @property
    def is_current(self) -> bool:
        return not self._is_replaced and self._guard.engine.is_current

    def match(self, land: Land, selection: Selection, *, offset: int, limit: int) -> EngineAnswer:
        def question(engine: Engine) -> EngineAnswer:
            answer = engine.match(land, selection, offset=offset, limit=limit)
            is_everything = land.gate is None and not selection.has_facets and not selection.query
            if engine is not self._other and is_everything and not answer.total and self._other.count():
                raise EngineUnavailable("its index is empty")
            return answer

        return self._ask(question)

    def count(self) -> int:
        return self._ask(lambda engine: engine.count())

    def fingerprints(self) -> Mapping[int, int]:
        return self._ask(lambda engine: engine.fingerprints())

    def _ask(self, question: Question[Found]) -> Found:
        if not self._is_replaced:
            started = time.monotonic()
            try:
                return self._guard.ask(question, max(0.0, self._left_s))
            except EngineUnavailable:
                self._is_replaced, self.name = True, self._other.name
            finally:
                self._left_s -= time.monotonic() - started
        return question(self._other)
