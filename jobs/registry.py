"""What the worker does: each app tells it in a module `jobs.py` of its own.

@job("media.transcode", lane=Lane.MEDIA)
def transcode(running: Running) -> None: ...     # a job that somebody enqueued

@periodic("practices.publish_scheduled", every=timedelta(seconds=20))
def publish_scheduled() -> None: ...             # once per site, however many workers there are

service("search.embedded", keep_fresh)           # a loop of its own in every worker
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from django.utils.module_loading import autodiscover_modules

from jobs import queue
from jobs.queue import Backoff, Claim


class Lane(StrEnum):
    """Work of one lane waits for work of the same lane only: each has a thread."""

    MEDIA = "media"
    MAIL = "mail"
    IMPORTS = "imports"
    FILES = "files"
    ZIPS = "zips"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Running:
    """A job as its handler sees it. `stop` is set when the worker ends or the job was lost to another."""

    claim: Claim
    stop: threading.Event

    def report(self, progress: str) -> None:
        """Writes down how far the work is."""
        if not queue.heartbeat(self.claim, progress):
            self.stop.set()


@dataclass(frozen=True, slots=True)
class JobKind:
    name: str
    lane: Lane
    run: Callable[[Running], object]
    backoff: Backoff


@dataclass(frozen=True, slots=True)
class PeriodicWork:
    name: str
    lane: Lane
    run: Callable[[], object]
    every: timedelta


@dataclass(frozen=True, slots=True)
class Service:
    """A loop with a thread of its own until its event is set. A shared one runs in one worker at a time."""

    name: str
    run: Callable[[threading.Event], object]
    is_shared: bool
    is_wanted: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Registry:
    kinds: dict[str, JobKind] = field(default_factory=dict)
    periodic: dict[str, PeriodicWork] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)

    def kinds_of(self, lane: Lane) -> list[JobKind]:
        return [kind for kind in self.kinds.values() if kind.lane == lane]

    def periodic_of(self, lane: Lane) -> list[PeriodicWork]:
        return [work for work in self.periodic.values() if work.lane == lane]


registry = Registry()


def discover() -> Registry:
    """Imports the `jobs` module of every installed app; returns what they registered."""
    autodiscover_modules("jobs")
    return registry


def job(
    name: str, *, lane: Lane, backoff: Backoff = queue.exponential_backoff
) -> Callable[[Callable[[Running], object]], Callable[[Running], object]]:
    """Registers the handler of a kind of job. It raises to have the job tried again."""

    def register(run: Callable[[Running], object]) -> Callable[[Running], object]:
        registry.kinds[name] = JobKind(name, lane, run, backoff)
        return run

    return register


def periodic(
    name: str, *, every: timedelta, lane: Lane = Lane.SCHEDULE
) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Registers work that is done again and again, by one worker at a time."""

    def register(run: Callable[[], object]) -> Callable[[], object]:
        registry.periodic[name] = PeriodicWork(name, lane, run, every)
        return run

    return register


def service(
    name: str,
    run: Callable[[threading.Event], object],
    *,
    is_shared: bool = False,
    is_wanted: Callable[[], bool] = lambda: True,
) -> None:
    """Registers a loop that goes on until its event is set."""
    registry.services[name] = Service(name, run, is_shared, is_wanted)
