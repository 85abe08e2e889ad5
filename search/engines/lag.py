"""Whether the cluster's index lags behind the one that this site keeps for itself."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from search.models import IndexCopy, OutboxRow

# A change that has waited so long is no longer on its way; something refuses it.
PATIENCE: Final = timedelta(seconds=30)


def is_behind(target: str, other: str) -> bool:
    """Returns whether changes wait for `target`, set aside or not, that the copy `other` has."""
    old = OutboxRow.objects.filter(enqueued_at__lte=timezone.now() - PATIENCE)
    return (
        old.filter(target=target).exists()
        and not old.filter(target=other, parked_at=None).exists()
        and IndexCopy.objects.filter(name=other, is_built=True).exists()
    )
