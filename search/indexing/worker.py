"""What keeps an index as it should be: the outbox is drained, damage repaired, index and database compared.

Each index has a loop of its own, so a cluster that is slow or away holds up nothing but itself. The worker
that runs them is in `jobs/worker.py`.
"""

import logging
import math
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import close_old_connections, connections

from search.engines.base import (
    EMBEDDED,
    EngineName,
    EngineUnavailable,
    IndexNeedsRebuild,
    PartlyFailed,
    Writer,
)
from search.engines.registry import writer as writer_of
from search.indexing import copies, outbox
from search.indexing.check import reconcile
from search.indexing.documents import public_documents
from search.indexing.rebuilding import rebuild

logger = logging.getLogger(__name__)

POLL_S = 0.25
REPAIR_EVERY_S = 5.0
# Reads every practice, so not too often; it only covers a crash between a change and its row.
RECONCILE_EVERY_S = 3600.0
SAY_ALIVE_EVERY_S = 30.0
# A request that began before a copy was registered, and did not know of it, is surely over by then.
RECONCILE_NEW_COPY_AFTER_S = 90.0
# Between two tries to reach an index that is away.
LONGEST_PAUSE_S = 20.0


def drain_outbox(writer: Writer, target: EngineName = EMBEDDED) -> int:
    """Write the practices that the outbox names into the index; return how many were looked at.

    Raises EngineUnavailable; the rows then wait as they are, for it is not they that failed.
    """
    batch = outbox.read_batch(target)
    if not batch:
        return 0
    version = 0 if target == EMBEDDED else outbox.next_version()
    try:
        failed: dict[int, str] = {}
        documents = list(public_documents(batch.practice_ids, unreadable=failed))
        there = {document.record.id for document in documents}.union(failed)
        try:
            writer.update(documents, [pk for pk in batch.practice_ids if pk not in there], version=version)
        except IndexNeedsRebuild as reason:
            logger.warning("rebuilding the index of %s: %s", target, reason)
            rebuild(target)
        except PartlyFailed as error:
            logger.warning("%s: %s", target, error)
            failed.update(error.reasons)
    except EngineUnavailable:
        raise
    except Exception as error:
        logger.exception("index update failed")
        outbox.postpone(batch, repr(error))
        return 0
    kept, done = batch.split(failed)
    outbox.finish(done)
    for practice_id, reason_given in failed.items():
        outbox.postpone(kept.split({practice_id})[0], reason_given)
    return len(done.practice_ids)


def repair(writer: Writer, target: EngineName = EMBEDDED, *, whole: bool = False) -> bool:
    """Rebuild an index that cannot serve, while the one before it answers; return whether it was needed."""
    try:
        if target == EMBEDDED and not copies.is_followed():
            raise IndexNeedsRebuild("changes were not written down for it")
        writer.check(whole=whole)
    except IndexNeedsRebuild as reason:
        logger.warning("rebuilding the index of %s: %s", target, reason)
        rebuild(target)
        return True
    return False


def check_and_reconcile(writer: Writer, target: EngineName = EMBEDDED) -> None:
    """Read the whole index and repair it if needed, then enqueue what differs from the database."""
    repair(writer, target, whole=True)
    reconcile(target)


@dataclass
class PeriodicTask:
    """A task done again and again, `every_s` seconds apart by a clock that never jumps."""

    do: Callable[[], object]
    every_s: float
    due_at: float = field(default_factory=time.monotonic)


def _index_tasks(writer: Writer, target: EngineName) -> list[PeriodicTask]:
    """Return the tasks that keep one index fresh and whole."""
    return [
        # First: an index that must not be used is not written to either.
        PeriodicTask(lambda: repair(writer, target), REPAIR_EVERY_S),
        PeriodicTask(lambda: drain_outbox(writer, target), POLL_S),
        PeriodicTask(lambda: check_and_reconcile(writer, target), RECONCILE_EVERY_S),
    ]


def run_embedded_loop(stop: threading.Event) -> None:
    """Keep this server's own copy until `stop` is set; a task that fails is logged and tried again."""
    was_followed = copies.is_followed()
    tasks = [
        PeriodicTask(copies.keep_alive, SAY_ALIVE_EVERY_S),
        *_index_tasks(writer_of(EMBEDDED), EMBEDDED),
    ]
    if not was_followed:
        again = PeriodicTask(lambda: reconcile(EMBEDDED), math.inf)
        again.due_at += RECONCILE_NEW_COPY_AFTER_S
        tasks.append(again)
    while not stop.is_set():
        for task in tasks:
            if time.monotonic() >= task.due_at:
                close_old_connections()
                try:
                    task.do()
                except Exception:
                    logger.exception("a task of the worker failed")
                task.due_at = time.monotonic() + task.every_s
        stop.wait(POLL_S)


def run_loop(target: EngineName, stop: threading.Event) -> None:
    """Keep one index fresh until `stop` is set; while it is out of reach, try again ever more rarely."""
    tasks, failures = _index_tasks(writer_of(target), target), 0
    try:
        while not stop.wait(POLL_S):
            close_old_connections()
            try:
                for task in tasks:
                    if time.monotonic() >= task.due_at:
                        task.do()
                        task.due_at = time.monotonic() + task.every_s
                failures = 0
            except Exception as error:
                if not failures:
                    is_known = isinstance(error, EngineUnavailable)
                    logger.warning("%s cannot be kept fresh: %s", target, error, exc_info=not is_known)
                failures += 1
                stop.wait(pause_s(failures))
    finally:
        connections.close_all()


def pause_s(failures: int) -> float:
    """Return the seconds before the next try: 1, 2, 4 … 20, a little apart from those of other sites.

    With one request that hangs until its time is over, a cluster that is back is noticed within a minute.
    """
    return float(min(LONGEST_PAUSE_S, 2.0 ** min(failures - 1, 10)) * random.uniform(0.8, 1.2))  # noqa: S311
