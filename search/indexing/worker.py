"""The one process that writes the index and does what is due: outbox, scheduled publishing, reconciling."""

import logging
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.core.management import call_command
from django.db import close_old_connections

from search.engines.base import Document, IndexNeedsRebuild, Writer
from search.indexing import outbox
from search.indexing.check import reconcile
from search.indexing.documents import public_documents

logger = logging.getLogger(__name__)

POLL_S = 0.25
PUBLISH_EVERY_S = 20.0
REPAIR_EVERY_S = 5.0
# Reads every practice, so not too often; it only covers a crash between a change and its row.
RECONCILE_EVERY_S = 3600.0


def drain_outbox(writer: Writer) -> int:
    """Bring the index up to the practices that the outbox names; how many were looked at."""
    batch = outbox.read_batch()
    if not batch:
        return 0
    try:
        documents, unreadable = _documents(batch.practice_ids)
        there = {document.record.id for document in documents}.union(unreadable)
        try:
            writer.update(documents, [pk for pk in batch.practice_ids if pk not in there])
        except IndexNeedsRebuild as reason:
            logger.warning("rebuilding the index: %s", reason)
            writer.rebuild(public_documents())
    except Exception as error:
        logger.exception("index update failed")
        outbox.postpone(batch, repr(error))
        return 0
    failed, done = batch.parted(unreadable)
    outbox.finish(done)
    for practice_id, reason_given in unreadable.items():
        outbox.postpone(failed.parted({practice_id})[0], reason_given)
    return len(done.practice_ids)


def _documents(practice_ids: Collection[int]) -> tuple[list[Document], dict[int, str]]:
    """Documents of those that are public; why others could not be read, which must not hold up the rest."""
    try:
        return list(public_documents(practice_ids)), {}
    except Exception:
        logger.exception("reading practices one by one")
    documents, unreadable = list[Document](), dict[int, str]()
    for practice_id in practice_ids:
        try:
            documents += public_documents([practice_id])
        except Exception as error:  # noqa: BLE001  kept with the row
            unreadable[practice_id] = repr(error)
    return documents, unreadable


def repair(writer: Writer, *, whole: bool = False) -> bool:
    """Rebuild an index that cannot serve, while the one before it answers; whether that was needed."""
    try:
        writer.check(whole=whole)
    except IndexNeedsRebuild as reason:
        logger.warning("rebuilding the index: %s", reason)
        writer.rebuild(public_documents())
        return True
    return False


def look_after(writer: Writer) -> None:
    """The slow rounds: read the index whole, then compare it with the database."""
    repair(writer, whole=True)
    reconcile(writer)


def publish_scheduled() -> None:
    call_command("publish_scheduled")


@dataclass
class Job:
    """Something done again and again, `every_s` seconds apart by a clock that never jumps."""

    do: Callable[[], object]
    every_s: float
    due_at: float = field(default_factory=time.monotonic)


def run(writer: Writer, stop: threading.Event) -> None:
    """Work until told to stop. A job that fails is logged and tried again at its next turn."""
    jobs = [
        Job(lambda: drain_outbox(writer), POLL_S),
        Job(publish_scheduled, PUBLISH_EVERY_S),
        Job(lambda: repair(writer), REPAIR_EVERY_S),
        Job(lambda: look_after(writer), RECONCILE_EVERY_S),
    ]
    while not stop.is_set():
        for job in jobs:
            if time.monotonic() >= job.due_at:
                close_old_connections()
                try:
                    job.do()
                except Exception:
                    logger.exception("a job of the worker failed")
                job.due_at = time.monotonic() + job.every_s
        stop.wait(POLL_S)
