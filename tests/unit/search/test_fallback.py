"""An engine that may fail, and one that answers in its place."""

import threading
from collections.abc import Mapping

import pytest

from search.engines.base import EngineAnswer, EngineUnavailable, Hit, Selection
from search.engines.breaker import CLOSED, OPEN, Breaker
from search.engines.fallback import MOST_AT_ONCE, CallPolicy, FallbackEngine
from tests.unit.search.test_breaker import Clock
from zones.land import Land

WITHIN_S = 0.15
PATIENCE_S = 10.0


def holding(*ids: int) -> EngineAnswer:
    return EngineAnswer(tuple(Hit(pk) for pk in ids), len(ids), {}, {})


class Scripted:
    is_current = True

    def __init__(self, name: str, *ids: int) -> None:
        self.name = name
        self.answer = holding(*ids)
        self.error: Exception | None = None
        self.asked = 0
        self.may_answer = threading.Event()
        self.may_answer.set()

    def match(self, land: Land, selection: Selection, *, offset: int, limit: int) -> EngineAnswer:
        self.asked += 1
        assert self.may_answer.wait(PATIENCE_S)
        if self.error is not None:
            raise self.error
        return self.answer

    def count(self) -> int:
        return self.match(Land(), Selection(), offset=0, limit=0).total

    def fingerprints(self) -> Mapping[int, int]:
        return {}


class Site:
    def __init__(self) -> None:
        self.first, self.second = Scripted("first", 1, 2), Scripted("second", 1, 2)
        self.clock = Clock()
        self.refusal: Exception | None = None
        breaker = Breaker(self.clock)
        self.policy = CallPolicy(self.first, self.check, breaker=breaker, within_s=WITHIN_S)

    def check(self) -> str:
        if self.refusal is not None:
            raise self.refusal
        return "8"

    def ask(self, selection: Selection | None = None) -> tuple[str, EngineAnswer]:
        engine = FallbackEngine(self.policy, self.second)
        answer = engine.match(Land(), selection or Selection(), offset=0, limit=20)
        assert engine.is_current == (engine.name == "first")
        return engine.name, answer

    def settle(self) -> None:
        """Until nobody asks the first engine any more."""
        for _ in range(MOST_AT_ONCE):
            assert self.policy._slots.acquire(timeout=PATIENCE_S)
        self.policy._slots.release(MOST_AT_ONCE)


@pytest.fixture
def site() -> Site:
    return Site()


def test_the_first_answers_while_it_can(site: Site) -> None:
    assert site.ask() == ("first", holding(1, 2))
    assert site.policy.version == "8"
    assert site.second.asked == 0


@pytest.mark.parametrize("error", [EngineUnavailable("away"), KeyError("hits"), RuntimeError("whatever")])
def test_whatever_goes_wrong_the_second_answers(site: Site, error: Exception) -> None:
    site.first.error = error
    for _ in range(5):
        assert site.ask() == ("second", holding(1, 2))
    assert site.first.asked == 3
    assert site.policy.breaker.state == OPEN


def test_one_that_does_not_answer_is_not_waited_for(site: Site) -> None:
    site.first.may_answer.clear()
    for _ in range(3):
        assert site.ask()[0] == "second"
    assert site.policy.breaker.state == OPEN
    site.first.may_answer.set()
    site.settle()


def test_no_more_than_a_few_wait_at_a_time(site: Site) -> None:
    site.first.may_answer.clear()
    patient = CallPolicy(site.first, site.check, within_s=PATIENCE_S)
    waiting = [
        threading.Thread(target=patient.run, args=(lambda engine: engine.count(),))
        for _ in range(MOST_AT_ONCE)
    ]
    for thread in waiting:
        thread.start()
    with pytest.raises(EngineUnavailable, match="too many"):
        patient.run(lambda engine: engine.count())
    assert patient.breaker.state == CLOSED, "to be busy is no failure"
    site.first.may_answer.set()
    for thread in waiting:
        thread.join(PATIENCE_S)
    assert patient.run(lambda engine: engine.count()) == 2


def test_nobody_waits_for_the_trial(site: Site) -> None:
    site.first.error = EngineUnavailable("away")
    for _ in range(3):
        site.ask()
    site.clock.now += 10
    site.first.error = None
    site.first.may_answer.clear()
    assert site.ask()[0] == "second", "answered at once, while the first is being tried"
    assert site.ask()[0] == "second"
    site.first.may_answer.set()
    site.settle()
    assert site.ask() == ("first", holding(1, 2))


def test_a_question_that_the_second_began_to_answer_it_answers_to_the_end(site: Site) -> None:
    engine = FallbackEngine(site.policy, site.second)
    site.first.error = EngineUnavailable("away")
    engine.match(Land(), Selection(), offset=0, limit=20)
    site.first.error = None
    engine.match(Land(), Selection(), offset=0, limit=20)
    assert (site.first.asked, site.second.asked) == (1, 2)


def test_an_empty_index_is_no_answer_unless_both_are(site: Site) -> None:
    site.first.answer = holding()
    assert site.ask() == ("second", holding(1, 2))
    site.second.answer = holding()
    assert site.ask() == ("first", holding())


def test_nothing_found_for_words_is_an_answer(site: Site) -> None:
    site.first.answer = holding()
    assert site.ask(Selection(words="unheard")) == ("first", holding())


def test_what_must_not_be_used_is_not_asked(site: Site) -> None:
    site.refusal = EngineUnavailable("another product")
    for _ in range(4):
        assert site.ask()[0] == "second"
    assert site.first.asked == 0


def test_what_was_away_is_looked_at_again_before_it_is_asked(site: Site) -> None:
    assert site.ask()[0] == "first"
    site.first.error = EngineUnavailable("away")
    site.ask()
    site.first.error = None
    site.refusal = EngineUnavailable("exchanged for another")
    assert site.ask()[0] == "second"
    assert site.first.asked == 2


def test_when_neither_answers_it_says_so(site: Site) -> None:
    site.first.error = site.second.error = EngineUnavailable("away")
    with pytest.raises(EngineUnavailable):
        site.ask()
