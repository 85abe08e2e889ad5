"""Rows in, rows out. `enqueue` joins the caller's transaction: no change is saved without its row."""

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from search.engines.registry import EMBEDDED
from search.indexing import copies
from search.models import OutboxRow

MAX_ATTEMPTS = 6
FIRST_BACKOFF_S = 1
# Also for rows that were set aside: it may have been the index that was at fault, and it is mended now.
LONGEST_BACKOFF_S = 30


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows read together as (row, practice)."""

    rows: tuple[tuple[int, int], ...]

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def row_ids(self) -> tuple[int, ...]:
        return tuple(row for row, _practice in self.rows)

    @property
    def practice_ids(self) -> tuple[int, ...]:
        """The practices they speak of, each once."""
        return tuple(dict.fromkeys(practice for _row, practice in self.rows))

    def parted(self, practice_ids: Container[int]) -> tuple["Batch", "Batch"]:
        """The rows of these practices, and the others."""
        inside = tuple(row for row in self.rows if row[1] in practice_ids)
        return Batch(inside), Batch(tuple(row for row in self.rows if row[1] not in practice_ids))


def enqueue(practice_ids: Iterable[int], targets: Collection[str] = ()) -> None:
    """For this server's indexes of the engines named, or for all that are followed, on any server."""
    names = copies.registered_names(targets) if targets else copies.followed_names()
    OutboxRow.objects.bulk_create(
        OutboxRow(practice_id=pk, target=name) for pk in practice_ids for name in names
    )


def _rows(targets: Collection[str]) -> QuerySet[OutboxRow]:
    """Rows for this server's indexes. Those of an index that is not kept any more concern nobody."""
    return OutboxRow.objects.filter(target__in=copies.names_of(targets))


def waiting(*targets: str) -> int:
    return _rows(targets).filter(parked_at=None).count()


def parked(*targets: str) -> int:
    """Rows that failed too often; somebody has to look."""
    return _rows(targets).exclude(parked_at=None).count()


def named(*targets: str) -> set[int]:
    """Practices that any row speaks of, set aside or not."""
    return set(_rows(targets).values_list("practice_id", flat=True))


def oldest_age_s(*targets: str) -> float:
    """Seconds that the oldest waiting row has waited; 0 when none waits."""
    waiting_since = _rows(targets).filter(parked_at=None).values_list("enqueued_at", flat=True)
    first = waiting_since.order_by("enqueued_at").first()
    return max(0.0, (timezone.now() - first).total_seconds()) if first else 0.0


def read_batch(target: str = EMBEDDED, limit: int = 2000) -> Batch:
    """What is due, those that were set aside last."""
    due = Q(next_try_at=None, parked_at=None) | Q(next_try_at__lte=timezone.now())
    ordered = _rows([target]).filter(due).order_by(F("parked_at").asc(nulls_first=True), "id")
    rows = ordered.values_list("id", "practice_id")
    return Batch(tuple(rows[:limit]))


def next_version() -> int:
    """Higher than any number given before, also by other processes.

    Taken after the rows of a batch and before the practices that they name: what is then written under it is
    at least as new as anything under a lower number.
    """
    row = OutboxRow.objects.create(practice_id=0, target="")
    number: int = row.pk
    row.delete()
    return number


def finish(batch: Batch) -> None:
    """Forget the rows that were read; rows written meanwhile stay."""
    OutboxRow.objects.filter(id__in=batch.row_ids).delete()


def postpone(batch: Batch, error: str) -> None:
    """Try the rows again later, each after twice the wait; set those aside that failed too often."""
    now = timezone.now()
    for row in OutboxRow.objects.filter(id__in=batch.row_ids):
        row.attempts = min(row.attempts + 1, MAX_ATTEMPTS)
        row.error = error[:2000]
        wait_s = min(LONGEST_BACKOFF_S, FIRST_BACKOFF_S * 2 ** (row.attempts - 1))
        row.next_try_at = now + timedelta(seconds=wait_s)
        if row.attempts >= MAX_ATTEMPTS:
            row.parked_at = row.parked_at or now
        row.save()
