"""Rows of work: written in the caller's transaction, claimed for a while by one worker, finished by that one.

A claim is a lease. Its owner renews it while it works; where it dies, the lease ends and another worker
claims the job. Whoever comes back late finds that the job is not theirs any more: `finish` and `fail` then
return False and change nothing. The same statements run on SQLite and on PostgreSQL.
"""

import os
import socket
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from jobs.models import Job

MAX_ATTEMPTS: Final = 6
LEASE: Final = timedelta(seconds=30)
ABANDONED: Final = "the worker ended while it was at it"

Backoff = Callable[[int], timedelta]


def exponential_backoff(attempts: int) -> timedelta:
    """Returns 1, 2, 4 … 30 seconds."""
    return timedelta(seconds=min(30.0, 2.0 ** (attempts - 1)))


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that somebody has for a while. `owner` names this very claim, so no two are the same."""

    pk: int
    kind: str
    payload: Mapping[str, Any] = field(compare=False)
    owner: str
    attempts: int

    @property
    def is_last(self) -> bool:
        """Whether the job is given up when this attempt fails."""
        return self.attempts >= MAX_ATTEMPTS


def database_now() -> datetime:
    """Returns the time by the one clock that all workers share."""
    if connection.vendor == "sqlite":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


def enqueue(
    kind: str, payload: Mapping[str, Any] | None = None, *, key: str = "", delay: timedelta = timedelta(0)
) -> bool:
    """Writes a job in the caller's transaction; returns False where one of this key is unfinished."""
    if key and Job.objects.filter(key=key, state__in=Job.UNFINISHED).exists():
        return False
    job = Job(kind=kind, key=key, payload=dict(payload or {}), run_after=database_now() + delay)
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:
        # Somebody else wrote it at the same moment.
        return False
    return True


def _due(kinds: Collection[str], now: datetime) -> Q:
    is_waiting = Q(state=Job.State.WAITING, run_after__lte=now)
    is_abandoned = Q(state=Job.State.RUNNING, leased_until__lt=now)
    return Q(kind__in=kinds) & (is_waiting | is_abandoned)


def claim(kinds: Collection[str], now: datetime | None = None) -> Claim | None:
    """Leases the job that has been due the longest; returns None where there is none."""
    now = now or database_now()
    due = _due(kinds, now)
    # Looking takes no lock, and mostly there is nothing to do.
    if not Job.objects.filter(due).exists():
        return None
    with transaction.atomic():
        jobs = Job.objects.filter(due).order_by("run_after", "pk")
        if connection.features.has_select_for_update_skip_locked:
            jobs = jobs.select_for_update(skip_locked=True)
        job = jobs.first()
        if job is None:
            return None
        owner = f"{socket.gethostname()[:60]} {os.getpid()} {uuid.uuid4().hex}"
        claimed = Job.objects.filter(due, pk=job.pk).update(
            state=Job.State.RUNNING,
            owner=owner,
            leased_until=now + LEASE,
            attempts=F("attempts") + 1,
            progress="",
        )
    return Claim(job.pk, job.kind, job.payload, owner, job.attempts + 1) if claimed else None


def _held(held: Claim) -> QuerySet[Job]:
    return Job.objects.filter(pk=held.pk, owner=held.owner, state=Job.State.RUNNING)


def heartbeat(held: Claim, progress: str = "", now: datetime | None = None) -> bool:
    """Renews the lease; returns False where the job is somebody else's by now."""
    said = {"progress": progress[:200]} if progress else {}
    return bool(_held(held).update(leased_until=(now or database_now()) + LEASE, **said))


def finish(held: Claim, *, again_in: timedelta | None = None, now: datetime | None = None) -> bool:
    """Notes that the work is done, or due `again_in` a while; returns False where it is somebody else's."""
    now = now or database_now()
    ended: dict[str, Any] = {"owner": "", "leased_until": None, "error": ""}
    if again_in is None:
        ended |= {"state": Job.State.DONE, "ended_at": now}
    else:
        ended |= {"state": Job.State.WAITING, "run_after": now + again_in, "attempts": 0}
    return bool(_held(held).update(**ended))


def fail(
    held: Claim,
    error: str,
    *,
    backoff: Backoff = exponential_backoff,
    for_good: bool | None = None,
    now: datetime | None = None,
) -> bool:
    """Notes the error, and that the work is tried again later, or given up after the last attempt.

    Returns False where the job is somebody else's. `for_good` decides instead of the number of attempts.
    """
    now = now or database_now()
    ended: dict[str, Any] = {"owner": "", "leased_until": None, "error": error[:2000]}
    if held.is_last if for_good is None else for_good:
        ended |= {"state": Job.State.FAILED, "ended_at": now}
    else:
        ended |= {"state": Job.State.WAITING, "run_after": now + backoff(held.attempts)}
    return bool(_held(held).update(**ended))


def sweep(kinds: Collection[str], now: datetime | None = None) -> int:
    """Gives up the jobs at which workers ended too often; returns how many."""
    now = now or database_now()
    lost = Job.objects.filter(
        kind__in=kinds, state=Job.State.RUNNING, leased_until__lt=now, attempts__gte=MAX_ATTEMPTS
    )
    return lost.update(state=Job.State.FAILED, owner="", leased_until=None, error=ABANDONED, ended_at=now)


def try_again(pk: int) -> bool:
    """Lets a job that was given up begin anew; returns False where it is not given up, or under way again."""
    with transaction.atomic():
        failed = Job.objects.filter(pk=pk, state=Job.State.FAILED)
        key = failed.values_list("key", flat=True).first()
        if key and Job.objects.filter(key=key, state__in=Job.UNFINISHED).exists():
            return False
        return bool(
            failed.update(state=Job.State.WAITING, attempts=0, run_after=database_now(), ended_at=None)
        )


def failed() -> int:
    """Returns how many jobs were given up; somebody has to look."""
    return Job.objects.filter(state=Job.State.FAILED).count()


def purge(done_before: datetime, failed_before: datetime) -> int:
    """Deletes what ended long ago; returns how many rows went."""
    done = Q(state=Job.State.DONE, ended_at__lt=done_before)
    failed = Q(state=Job.State.FAILED, ended_at__lt=failed_before)
    return Job.objects.filter(done | failed).delete()[0]
