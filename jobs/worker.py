"""The worker: a thread for each lane and each service, and one that renews the leases of what they hold.

Knows no app: what there is to do is in `jobs/registry.py`. Any number of workers may run on one database.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Final

from django.db import DatabaseError, close_old_connections, connections

from jobs import queue
from jobs.queue import Claim
from jobs.registry import JobKind, Lane, PeriodicWork, Registry, Running, Service, discover

logger = logging.getLogger(__name__)

POLL_S: Final = 1.0
HEARTBEAT_S: Final = 8.0
SWEEP_EVERY_S: Final = 60.0
# Between the end of a service that should not have ended and its next start.
PAUSE_S: Final = 5.0
# Until a thread is left behind at the end.
THREADS_END_WITHIN_S: Final = 5.0


@dataclass
class Leases:
    """What this worker holds; renewed by one thread, so that no handler has to think of it."""

    held: dict[Claim, threading.Event] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    is_ending: bool = False

    @contextmanager
    def holding(self, claim: Claim) -> Iterator[threading.Event]:
        """Gives the event that is set when the claim is lost or the worker ends."""
        stop = threading.Event()
        with self.lock:
            self.held[claim] = stop
            if self.is_ending:
                stop.set()
        try:
            yield stop
        finally:
            with self.lock:
                del self.held[claim]

    def renew(self) -> None:
        """Renews every lease. Sets the event of those that are somebody else's by now."""
        with self.lock:
            held = dict(self.held)
        for claim, stop in held.items():
            if not queue.heartbeat(claim):
                # A handler that has just finished holds nothing any more either.
                stop.set()

    def end(self) -> None:
        """Tells every handler to come to an end."""
        with self.lock:
            self.is_ending = True
            for stop in self.held.values():
                stop.set()


def run(stop: threading.Event) -> None:
    """Works until told to stop."""
    registry, leases = discover(), Leases()
    loops: dict[str, Callable[[], object]] = {
        name: partial(run_service, service, leases, stop)
        for name, service in registry.services.items()
        if service.is_wanted()
    }
    loops |= {
        lane: partial(run_lane, registry, lane, leases, stop)
        for lane in Lane
        if registry.kinds_of(lane) or registry.periodic_of(lane)
    }
    loops["leases"] = partial(renew_leases, leases, stop)
    threads = [
        threading.Thread(target=restart_until_stopped, args=(name, loop, stop), name=name, daemon=True)
        for name, loop in loops.items()
    ]
    for thread in threads:
        thread.start()
    stop.wait()
    leases.end()
    ends_at = time.monotonic() + THREADS_END_WITHIN_S
    for thread in threads:
        thread.join(max(0.0, ends_at - time.monotonic()))


def restart_until_stopped(name: str, loop: Callable[[], object], stop: threading.Event) -> None:
    """Starts a loop anew when it ends before its time: a thread that is gone would be missed by nobody."""
    try:
        while not stop.is_set():
            try:
                loop()
            except Exception:
                logger.exception("%s ended; it starts again", name)
            stop.wait(PAUSE_S)
    finally:
        connections.close_all()


def renew_leases(leases: Leases, stop: threading.Event) -> None:
    while not stop.wait(HEARTBEAT_S):
        close_old_connections()
        try:
            leases.renew()
        except DatabaseError as error:
            logger.warning("leases could not be renewed: %s", error)


def run_lane(registry: Registry, lane: Lane, leases: Leases, stop: threading.Event) -> None:
    """Does what is due in one lane, one after another. A failing job is logged and never ends the lane."""
    swept_at = 0.0
    while not stop.is_set():
        close_old_connections()
        if not swept_at or time.monotonic() - swept_at > SWEEP_EVERY_S:
            prepare(registry, lane)
            swept_at = time.monotonic()
        if not run_next(registry, lane, leases):
            stop.wait(POLL_S)


def prepare(registry: Registry, lane: Lane) -> None:
    """Writes the rows of periodic work where they are missing, and gives up what ended too many workers."""
    for work in registry.periodic_of(lane):
        queue.enqueue(work.name, key=work.name)
    queue.sweep([kind.name for kind in registry.kinds_of(lane)])


def run_next(registry: Registry, lane: Lane, leases: Leases) -> bool:
    """Does the next thing that is due; returns whether there was one."""
    kinds = {kind.name: kind for kind in registry.kinds_of(lane)}
    periodic = {work.name: work for work in registry.periodic_of(lane)}
    claim = queue.claim([*kinds, *periodic])
    if claim is None:
        return False
    if claim.kind in kinds:
        do_job(kinds[claim.kind], claim, leases)
    else:
        do_periodic(periodic[claim.kind], claim, leases)
    return True


def do_job(kind: JobKind, claim: Claim, leases: Leases) -> None:
    with leases.holding(claim) as lost:
        try:
            kind.run(Running(claim, lost))
        except Exception as error:
            logger.exception("%s failed (attempt %s)", kind.name, claim.attempts)
            is_ours = queue.fail(claim, repr(error), backoff=kind.backoff)
        else:
            is_ours = queue.finish(claim)
    _tell_if_lost(claim, is_ours=is_ours)


def do_periodic(work: PeriodicWork, claim: Claim, leases: Leases) -> None:
    with leases.holding(claim):
        try:
            work.run()
        except Exception as error:
            logger.exception("%s failed", work.name)
            is_ours = queue.fail(claim, repr(error), backoff=lambda _attempts: work.every, for_good=False)
        else:
            is_ours = queue.finish(claim, again_in=work.every)
    _tell_if_lost(claim, is_ours=is_ours)


def _tell_if_lost(claim: Claim, *, is_ours: bool) -> None:
    if not is_ours:
        logger.warning("%s took longer than its lease, and another worker has it", claim.kind)


def run_service(service: Service, leases: Leases, stop: threading.Event) -> None:
    """Runs a service; a shared one only while this worker leads."""
    if not service.is_shared:
        service.run(stop)
        return
    while not stop.is_set():
        close_old_connections()
        queue.enqueue(service.name, key=service.name)
        claim = queue.claim([service.name])
        if claim is None:
            stop.wait(POLL_S)
            continue
        with leases.holding(claim) as ended:
            try:
                service.run(ended)
            finally:
                # Whoever asks next may lead.
                queue.finish(claim, again_in=timedelta(0))
