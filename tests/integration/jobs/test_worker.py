"""Leases are kept while a worker lives, periodic work is done by one of two, a shared loop has one leader."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import queue, worker
from jobs.models import Job
from jobs.registry import JobKind, Lane, PeriodicWork, Registry, Running, Service, discover
from jobs.worker import Leases, prepare, run_next, run_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_connection_of_the_test_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


def registry_of(*works: JobKind | PeriodicWork) -> Registry:
    made = Registry()
    for work in works:
        if isinstance(work, JobKind):
            made.kinds[work.name] = work
        else:
            made.periodic[work.name] = work
    return made


def job_of(run: Callable[[Running], object]) -> Registry:
    return registry_of(JobKind("tests.dig", Lane.IMPORTS, run, queue.exponential_backoff))


def lease_ends() -> None:
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))


def test_every_app_has_told_what_there_is_to_do() -> None:
    found = discover()
    assert "jobs.send_mail" in found.kinds
    assert {
        "practices.publish_scheduled",
        "jobs.purge",
        "search.remove_expired_copies",
    } <= found.periodic.keys()
    assert not found.services["search.embedded"].is_shared, "every worker keeps its own copy"
    assert found.services["search.elasticsearch"].is_shared
    assert not found.services["search.elasticsearch"].is_wanted(), "no cluster is named"


def test_a_failing_job_does_not_end_its_lane() -> None:
    seen = []

    def dig(running: Running) -> None:
        seen.append(running.claim.payload["field"])
        if seen == [1]:
            raise ValueError("a stone")

    registry = job_of(dig)
    for field in (1, 2):
        queue.enqueue("tests.dig", {"field": field})
    while run_next(registry, Lane.IMPORTS, Leases()):
        pass
    assert seen == [1, 2]
    assert Job.objects.get(payload={"field": 1}).error == "ValueError('a stone')"
    assert Job.objects.get(payload={"field": 2}).state == "done"


def test_a_job_that_outlived_its_lease_is_told_so_and_changes_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, second = Leases(), Leases()

    def dig(running: Running) -> None:
        if running.claim.attempts > 1:
            return
        lease_ends()
        assert run_next(registry, Lane.IMPORTS, second), "another worker takes it over"
        first.renew()
        assert running.stop.is_set()
        running.report("half of it")

    registry = job_of(dig)
    queue.enqueue("tests.dig")
    run_next(registry, Lane.IMPORTS, first)
    assert (Job.objects.get().state, Job.objects.get().progress) == ("done", "")
    assert "another worker has it" in caplog.text


def test_a_long_job_keeps_its_lease_while_its_worker_lives() -> None:
    leases = Leases()

    def dig(running: Running) -> None:
        Job.objects.update(leased_until=timezone.now() + timedelta(seconds=2))
        leases.renew()
        left = Job.objects.get().leased_until - timezone.now()
        assert left > queue.LEASE / 2
        assert not running.stop.is_set()

    queue.enqueue("tests.dig")
    run_next(job_of(dig), Lane.IMPORTS, leases)
    assert Job.objects.get().state == "done"


def test_periodic_work_is_done_by_one_of_two_workers() -> None:
    done = []
    registry = registry_of(
        PeriodicWork("tests.water", Lane.SCHEDULE, lambda: done.append(1), timedelta(minutes=1))
    )
    for _worker in range(2):
        prepare(registry, Lane.SCHEDULE)
    assert [run_next(registry, Lane.SCHEDULE, Leases()) for _ in range(4)] == [True, False, False, False]
    Job.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    assert run_next(registry, Lane.SCHEDULE, Leases())
    assert len(done) == 2
    assert Job.objects.count() == 1


def test_periodic_work_that_fails_is_never_given_up() -> None:
    def fail() -> None:
        raise OSError("no water")

    registry = registry_of(PeriodicWork("tests.water", Lane.SCHEDULE, fail, timedelta(minutes=1)))
    prepare(registry, Lane.SCHEDULE)
    for _ in range(queue.MAX_ATTEMPTS + 2):
        assert run_next(registry, Lane.SCHEDULE, Leases())
        Job.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    assert (Job.objects.get().state, Job.objects.get().error) == ("waiting", "OSError('no water')")


def test_a_shared_loop_runs_in_one_worker_and_moves_on_when_that_ends() -> None:
    stop, led = threading.Event(), []

    def lead(ended: threading.Event) -> None:
        led.append(queue.claim(["tests.lead"]))
        stop.set()

    shared = Service("tests.lead", lead, is_shared=True, is_wanted=lambda: True)
    run_service(shared, Leases(), stop)
    assert led == [None], "nobody else leads meanwhile"
    assert queue.claim(["tests.lead"]) is not None, "the next one does not wait for a lease to end"


def test_whoever_leads_ends_when_the_lead_is_lost() -> None:
    stop, leases, ended_by_loss = threading.Event(), Leases(), []

    def lead(ended: threading.Event) -> None:
        lease_ends()
        assert queue.claim(["tests.lead"]) is not None
        leases.renew()
        ended_by_loss.append(ended.is_set())
        stop.set()

    run_service(Service("tests.lead", lead, is_shared=True, is_wanted=lambda: True), leases, stop)
    assert ended_by_loss == [True]
    assert Job.objects.get().state == "running", "the new leader still leads"


def test_the_end_of_the_worker_reaches_what_runs_and_what_has_just_begun() -> None:
    queue.enqueue("tests.dig")
    leases = Leases()
    claim = queue.claim(["tests.dig"])
    assert claim is not None
    with leases.holding(claim) as before:
        leases.end()
        assert before.is_set()
    with leases.holding(claim) as after:
        assert after.is_set()


def test_a_loop_that_breaks_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PAUSE_S", 0.0)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    stop, starts = threading.Event(), []

    def loop() -> None:
        starts.append(1)
        if len(starts) == 3:
            stop.set()
        raise OSError("gone")

    worker.restart_until_stopped("tests", loop, stop)
    assert len(starts) == 3
