"""The lag of one index behind another, read from the outbox."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from search.engines.base import EngineName
from search.models import IndexCopy, OutboxRow

# A change that has waited so long is no longer on its way: the index refuses it or cannot be reached.
PATIENCE: Final = timedelta(seconds=30)


def is_behind(target: EngineName, copy: str) -> bool:
    """Return whether changes, failed ones among them, wait for `target` that this copy of the index has."""
    old = OutboxRow.objects.filter(enqueued_at__lte=timezone.now() - PATIENCE)
    return (
        old.filter(target=target).exists()
        and not old.filter(target=copy, failed_at=None).exists()
        and IndexCopy.objects.filter(name=copy, is_built=True).exists()
    )
