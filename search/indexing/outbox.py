"""Rows in, rows out. `enqueue` joins the caller's transaction: no change is saved without its row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from search.models import OutboxRow

MAX_ATTEMPTS = 6
FIRST_BACKOFF_S = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows read together, coalesced to the practices they speak of."""

    row_ids: tuple[int, ...]
    practice_ids: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.row_ids)


def enqueue(practice_ids: Iterable[int]) -> None:
    OutboxRow.objects.bulk_create(OutboxRow(practice_id=pk) for pk in practice_ids)


def waiting() -> int:
    return OutboxRow.objects.filter(parked_at=None).count()


def oldest_age_s() -> float:
    """Seconds that the oldest waiting row has waited; 0 when none waits."""
    oldest = (
        OutboxRow.objects.filter(parked_at=None).order_by("enqueued_at").values_list("enqueued_at", flat=True)
    )
    first = oldest.first()
    return max(0.0, (timezone.now() - first).total_seconds()) if first else 0.0


def read_batch(limit: int = 2000) -> Batch:
    due = Q(next_try_at=None) | Q(next_try_at__lte=timezone.now())
    rows = list(
        OutboxRow.objects.filter(due, parked_at=None).order_by("id").values_list("id", "practice_id")[:limit]
    )
    return Batch(tuple(row for row, _ in rows), tuple(dict.fromkeys(practice for _, practice in rows)))


def finish(batch: Batch) -> None:
    """Forget the rows that were read; rows written meanwhile stay."""
    OutboxRow.objects.filter(id__in=batch.row_ids).delete()


def postpone(batch: Batch, error: str) -> None:
    """Try the rows again later, each after twice the wait; park those that failed too often."""
    now = timezone.now()
    for row in OutboxRow.objects.filter(id__in=batch.row_ids):
        row.attempts += 1
        row.error = error[:2000]
        row.next_try_at = now + timedelta(seconds=FIRST_BACKOFF_S * 2 ** (row.attempts - 1))
        if row.attempts >= MAX_ATTEMPTS:
            row.parked_at = now
        row.save()
