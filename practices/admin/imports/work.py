"""Has the worker make and undo drafts, and says how far it is.

Of one file there is one job at most, so that pressing twice asks for nothing twice. A worker that is killed
leaves a lease behind, after which another begins anew; all is written in one transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.utils import translation

from jobs import queue
from jobs.models import Job
from jobs.registry import Running
from practices.admin.imports import batches
from practices.admin.imports.rights import own_batches
from practices.interchange.problems import Problem
from practices.interchange.writer import RefusedError
from practices.models import ImportBatch

MAKE: Final = "practices.make_drafts"
UNDO: Final = "practices.undo_drafts"
LOOK_AGAIN_S: Final = 3
Stage = Literal["waits", "runs", "failed"]


@dataclass(frozen=True, slots=True)
class State:
    """Says what the worker has to do with a file; `done` of `total` are prepared, 0 if that is not known."""

    kind: str
    stage: Stage
    done: int = 0
    total: int = 0

    @property
    def is_under_way(self) -> bool:
        return self.stage != "failed"

    @property
    def is_making(self) -> bool:
        return self.kind == MAKE


def ask(kind: str, batch: ImportBatch) -> None:
    """Writes down that drafts are to be made or undone, unless that is asked for already."""
    queue.enqueue(kind, {"batch": batch.pk}, key=_key(batch.pk))


def state_of(batch: ImportBatch) -> State | None:
    return states_of([batch]).get(batch.pk)


def states_of(wanted: Iterable[ImportBatch]) -> Mapping[int, State]:
    """Returns by number of a file what the worker still has to do with it, or gave up."""
    keys = {_key(batch.pk): batch.pk for batch in wanted}
    found: dict[int, State] = {}
    for job in Job.objects.filter(key__in=keys).order_by("pk"):
        state = _state(job)
        if state is None:
            found.pop(keys[job.key], None)
        else:
            found[keys[job.key]] = state
    return found


def _state(job: Job) -> State | None:
    if job.state == Job.State.DONE:
        return None
    if job.state == Job.State.FAILED:
        return State(job.kind, "failed")
    done, _of, total = job.progress.partition("/")
    numbers = (int(done), int(total)) if done.isdecimal() and total.isdecimal() else (0, 0)
    return State(job.kind, "runs" if job.state == Job.State.RUNNING else "waits", *numbers)


def _key(number: int) -> str:
    return f"practices.import {number}"


# --- in the worker ---------------------------------------------------------------------------------------


def make(running: Running) -> None:
    """Makes the drafts of a file, or writes down what the site did not take."""
    batch = _asked_for(running)
    if batch is None or batch.made_at is not None:
        return
    total = len(batch.contents.get("lines", batch.contents.get("records", ())))
    with translation.override(_language(batch)):
        try:
            batches.make_drafts(batch, lambda done: running.report(f"{done}/{total}"))
        except RefusedError as refused:
            batch.refused = [_as_json(problem) for problem in refused.problems if problem.code == "refused"]
            batch.save(update_fields=["refused"])


def undo(running: Running) -> None:
    """Deletes the drafts of a file that nobody has touched."""
    batch = _asked_for(running)
    if batch is not None:
        batches.undo(batch)


def refused_by_site(batch: ImportBatch) -> list[Problem]:
    """Returns what the site itself did not take when drafts were to be made."""
    return [Problem("", one["row"], one["path"], "refused", one["values"]) for one in batch.refused]


def _asked_for(running: Running) -> ImportBatch | None:
    """Returns the file while whoever sent it may still add to its region."""
    number = running.claim.payload["batch"]
    batch = ImportBatch.objects.select_related("user", "section").filter(pk=number).first()
    if batch is None or not own_batches(batch.user).filter(pk=number).exists():
        return None
    return batch


def _language(batch: ImportBatch) -> str:
    language: str = batch.user.language
    return language


def _as_json(problem: Problem) -> dict[str, Any]:
    values = {name: str(value) for name, value in problem.values.items()}
    return {"row": problem.row, "path": problem.path, "values": values}
