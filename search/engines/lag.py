"""Whether the cluster's index lags behind the one that this site keeps for itself."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from search.models import OutboxRow

# A change that has waited so long is no longer on its way; something refuses it.
PATIENCE: Final = timedelta(seconds=30)


def is_behind(target: str, other: str) -> bool:
    """Changes wait for `target`, set aside or not, that `other` has: what it found would lack them."""
    old = OutboxRow.objects.filter(enqueued_at__lte=timezone.now() - PATIENCE)
    return old.filter(target=target).exists() and not old.filter(target=other, parked_at=None).exists()
