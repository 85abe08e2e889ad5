"""The outbox of the indexes. `enqueue` joins the caller's transaction: no change is saved without its row."""

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from search.engines.base import EMBEDDED, EngineName
from search.indexing import copies
from search.models import OutboxRow

MAX_ATTEMPTS: Final = 6
FIRST_BACKOFF_S: Final = 1
# Also for failed rows: it may have been the index that was at fault, and is mended now.
LONGEST_BACKOFF_S: Final = 30


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows read together, as pairs of row id and practice id."""

    rows: tuple[tuple[int, int], ...]

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def row_ids(self) -> tuple[int, ...]:
        """Return the ids of the rows."""
        return tuple(row for row, _practice in self.rows)

    @property
    def practice_ids(self) -> tuple[int, ...]:
        """Return the ids of the practices, each once."""
        return tuple(dict.fromkeys(practice for _row, practice in self.rows))

    def split(self, practice_ids: Container[int]) -> tuple["Batch", "Batch"]:
        """Return the rows of these practices, and the others."""
        inside = tuple(row for row in self.rows if row[1] in practice_ids)
        return Batch(inside), Batch(tuple(row for row in self.rows if row[1] not in practice_ids))


def enqueue(practice_ids: Iterable[int], targets: Collection[EngineName] = ()) -> None:
    """Write a row for each practice and index: this server's of the engines named, or all followed."""
    names = copies.registered_names(targets) if targets else copies.followed_names()
    OutboxRow.objects.bulk_create(
        OutboxRow(practice_id=pk, target=name) for pk in practice_ids for name in names
    )


def _rows(targets: Collection[EngineName]) -> QuerySet[OutboxRow]:
    """Return the rows for this server's indexes of these engines, or of all that are kept."""
    return OutboxRow.objects.filter(target__in=copies.names_of(targets))


def waiting(*targets: EngineName) -> int:
    """Return the number of rows that have not failed."""
    return _rows(targets).filter(failed_at=None).count()


def failed(*targets: EngineName) -> int:
    """Return the number of rows that failed too often, which somebody has to look at."""
    return _rows(targets).exclude(failed_at=None).count()


def practice_ids(*targets: EngineName) -> set[int]:
    """Return the ids of the practices that any row names, failed or not."""
    return set(_rows(targets).values_list("practice_id", flat=True))


def oldest_age_s(*targets: EngineName) -> float:
    """Return the seconds that the oldest waiting row has waited; 0 when none waits."""
    waiting_since = _rows(targets).filter(failed_at=None).values_list("enqueued_at", flat=True)
    first = waiting_since.order_by("enqueued_at").first()
    return max(0.0, (timezone.now() - first).total_seconds()) if first else 0.0


def read_batch(target: EngineName = EMBEDDED, limit: int = 2000) -> Batch:
    """Return the rows that are due, failed ones last."""
    due = Q(next_try_at=None, failed_at=None) | Q(next_try_at__lte=timezone.now())
    ordered = _rows([target]).filter(due).order_by(F("failed_at").asc(nulls_first=True), "id")
    rows = ordered.values_list("id", "practice_id")
    return Batch(tuple(rows[:limit]))


def next_version() -> int:
    """Return a number higher than any returned before, also to other processes.

    Taken after the rows of a batch and before the practices that they name: what is then written under it is
    at least as new as anything under a lower number. It is the key of a row that is written and removed at
    once, since the keys of this table are the one sequence that every database of Django offers: neither
    SQLite (AUTOINCREMENT) nor PostgreSQL gives a key twice, also after its row is gone.
    """
    row = OutboxRow.objects.create(practice_id=0, target="")
    number: int = row.pk
    row.delete()
    return number


def finish(batch: Batch) -> None:
    """Delete the rows that were read; rows written meanwhile stay."""
    OutboxRow.objects.filter(id__in=batch.row_ids).delete()


def postpone(batch: Batch, error: str) -> None:
    """Make the rows due later, each after twice the wait; mark those as failed that did so too often."""
    now = timezone.now()
    for row in OutboxRow.objects.filter(id__in=batch.row_ids):
        row.attempts = min(row.attempts + 1, MAX_ATTEMPTS)
        row.error = error[:2000]
        wait_s = min(LONGEST_BACKOFF_S, FIRST_BACKOFF_S * 2 ** (row.attempts - 1))
        row.next_try_at = now + timedelta(seconds=wait_s)
        if row.attempts >= MAX_ATTEMPTS:
            row.failed_at = row.failed_at or now
        row.save()
