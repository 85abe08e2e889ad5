"""When an engine that fails is left alone, and when it is asked again."""

import threading

from search.engines.breaker import CLOSED, OPEN, TRIAL, Breaker, Permit


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def turn(breaker: Breaker) -> Permit:
    given = breaker.admit()
    assert given is not None
    return given


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.failed(turn(breaker))


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    fail(breaker, 3)
    return breaker


def test_two_failures_are_forgiven_by_a_success() -> None:
    breaker = Breaker(Clock())
    for _ in range(5):
        fail(breaker, 2)
        assert not breaker.succeeded(turn(breaker))
    assert breaker.state == CLOSED


def test_three_in_a_row_open_it_for_ten_seconds() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    fail(breaker, 2)
    assert breaker.failed(turn(breaker))
    assert breaker.state == OPEN
    clock.now += 9.9
    assert breaker.admit() is None
    clock.now += 0.1
    assert turn(breaker).is_trial


def test_one_trial_at_a_time() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 10
    trial = turn(breaker)
    assert breaker.state == TRIAL
    assert [breaker.admit() for _ in range(5)] == [None] * 5
    assert breaker.succeeded(trial)
    assert breaker.state == CLOSED
    assert not turn(breaker).is_trial


def test_a_trial_that_fails_is_no_news_and_starts_the_pause_anew() -> None:
    clock = Clock()
    breaker = opened(clock)
    for _ in range(4):
        clock.now += 10
        assert not breaker.failed(turn(breaker))
        assert breaker.state == OPEN
        clock.now += 9.9
        assert breaker.admit() is None


def test_a_trial_that_is_never_heard_of_does_not_keep_it_shut_for_ever() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 10
    lost = turn(breaker)
    clock.now += 10
    second = turn(breaker)
    assert second.is_trial
    assert not breaker.succeeded(lost), "what it says now is of another time"
    assert breaker.state == TRIAL
    assert breaker.succeeded(second)


def test_answers_that_were_asked_for_before_count_for_nothing() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    early = [turn(breaker) for _ in range(6)]
    fail(breaker, 3)
    assert not breaker.succeeded(early[0])
    assert breaker.state == OPEN
    clock.now += 10
    breaker.succeeded(turn(breaker))
    for late in early:
        breaker.failed(late)
    assert breaker.state == CLOSED


def test_many_threads_get_one_trial() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 10
    start, given = threading.Barrier(8), list[Permit | None]()

    def ask() -> None:
        start.wait()
        given.extend(breaker.admit() for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in given) == 1
