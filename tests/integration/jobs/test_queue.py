"""A job is done by one worker, and by another when that one is gone; nobody late changes what came of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from jobs import queue
from jobs.models import Job
from jobs.queue import LEASE, MAX_ATTEMPTS
from tests.integration.jobs.processes import environ_of_database, run_two

pytestmark = pytest.mark.django_db

KIND = "tests.dig"


def later(number: float) -> datetime:
    """Returns a moment so many seconds after every job of the test was written."""
    return datetime.now(UTC) + timedelta(seconds=60 + number)


def state() -> str:
    return Job.objects.get().state


def test_a_job_is_claimed_once_and_is_done() -> None:
    queue.enqueue(KIND, {"field": 3})
    claim = queue.claim([KIND])
    assert claim is not None
    assert claim.payload == {"field": 3}
    assert queue.claim([KIND]) is None
    assert queue.finish(claim)
    assert state() == "done"
    assert queue.claim([KIND], now=later(3600)) is None


def test_whoever_finishes_after_the_lease_is_refused() -> None:
    queue.enqueue(KIND)
    first = queue.claim([KIND], now=later(0))
    assert first is not None
    assert queue.claim([KIND], now=later(LEASE.total_seconds() - 1)) is None
    second = queue.claim([KIND], now=later(LEASE.total_seconds() + 1))
    assert second is not None
    assert second.attempts == 2
    assert not queue.heartbeat(first)
    assert not queue.finish(first)
    assert not queue.fail(first, "too late")
    assert state() == "running", "the late one changed nothing"
    assert queue.finish(second)
    assert state() == "done"
    assert not queue.finish(first)


def test_a_lease_that_is_renewed_does_not_end() -> None:
    queue.enqueue(KIND)
    claim = queue.claim([KIND], now=later(0))
    assert claim is not None
    for round_ in range(1, 5):
        now = later(round_ * 20)
        assert queue.heartbeat(claim, f"{round_} of 4", now=now)
        assert queue.claim([KIND], now=now) is None
    assert Job.objects.get().progress == "4 of 4"


def test_a_failing_job_waits_ever_longer_and_is_given_up_after_six_tries() -> None:
    queue.enqueue(KIND)
    now, waits = later(0), []
    for _ in range(MAX_ATTEMPTS):
        claim = queue.claim([KIND], now=now)
        assert claim is not None
        assert queue.fail(claim, "no shovel", now=now)
        job = Job.objects.get()
        waits.append((job.run_after - now).total_seconds())
        now = max(now, job.run_after)
    assert waits[:5] == [1, 2, 4, 8, 16]
    assert (job.state, job.error, job.attempts) == ("failed", "no shovel", 6)
    assert queue.claim([KIND], now=later(7200)) is None
    assert queue.failed() == 1
    assert queue.try_again(job.pk)
    assert queue.claim([KIND], now=later(7200)) is not None


def test_a_job_that_ends_its_workers_is_given_up_too() -> None:
    queue.enqueue(KIND)
    for number in range(MAX_ATTEMPTS):
        assert queue.claim([KIND], now=later(number * 100)) is not None
        assert queue.sweep([KIND], now=later(number * 100 + 1)) == 0
    assert queue.sweep(["another"], now=later(7200)) == 0
    assert queue.sweep([KIND], now=later(7200)) == 1
    assert (state(), Job.objects.get().error) == ("failed", queue.ABANDONED)


def test_of_one_key_one_is_unfinished_at_most() -> None:
    assert queue.enqueue(KIND, key="field 3")
    assert not queue.enqueue(KIND, key="field 3")
    assert queue.enqueue(KIND, key="field 4")
    claim = queue.claim([KIND])
    assert claim is not None
    assert not queue.enqueue(KIND, key="field 3"), "it is being worked at"
    queue.finish(claim)
    assert queue.enqueue(KIND, key="field 3"), "what is done may be wanted again"


def test_work_that_comes_again_waits_for_its_time_and_forgets_its_failures() -> None:
    queue.enqueue(KIND, key=KIND)
    claim = queue.claim([KIND], now=later(0))
    assert claim is not None
    assert queue.finish(claim, again_in=timedelta(seconds=20), now=later(0))
    assert queue.claim([KIND], now=later(15)) is None
    again = queue.claim([KIND], now=later(25))
    assert again is not None
    assert again.attempts == 1
    assert Job.objects.count() == 1


def test_what_is_rolled_back_is_not_worked_at() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        queue.enqueue(KIND)
        raise RuntimeError
    assert queue.claim([KIND]) is None


def test_kinds_of_others_are_left_alone_and_the_oldest_comes_first() -> None:
    queue.enqueue("tests.other")
    queue.enqueue(KIND, {"number": 2}, delay=timedelta(seconds=2))
    queue.enqueue(KIND, {"number": 1})
    claims = [queue.claim([KIND], now=later(0)) for _ in range(3)]
    assert [claim and claim.payload["number"] for claim in claims] == [1, 2, None]


def test_what_ended_long_ago_is_forgotten() -> None:
    for _ in range(2):
        queue.enqueue(KIND)
    claim = queue.claim([KIND])
    assert claim is not None
    queue.finish(claim)
    assert queue.purge(done_before=later(0), failed_before=later(0)) == 1
    assert state() == "waiting"


CLAIMS = """
import sys
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.db import connections
from jobs import queue
for _ in range(10):
    queue.enqueue("tests.dig")
def work(_number):
    done = []
    try:
        while claim := queue.claim(["tests.dig"]):
            if queue.finish(claim):
                done.append(claim.pk)
    finally:
        connections.close_all()
    return done
sys.stdin.readline()
with ThreadPoolExecutor(4) as threads:
    print(*[pk for done in threads.map(work, range(4)) for pk in done])
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_processes_never_do_the_same_job(tmp_path: Path) -> None:
    done = " ".join(run_two(CLAIMS, environ_of_database(tmp_path))).split()
    assert len(done) == len(set(done)) == 20
