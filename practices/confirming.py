"""Notes that a published practice is still as it stands: somebody on the spot said so today."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.log_actions import log

from media.region_access import AnyUser
from practices.models import Practice

CONFIRMED: Final = "practices.confirm"
KEPT_FOR: Final = timedelta(days=2 * 365)


def to_confirm(practices: QuerySet[Practice]) -> QuerySet[Practice]:
    """Returns those that are published and were last confirmed two years ago or more; or published, if never.

    The oldest first.
    """
    before = timezone.now() - KEPT_FOR
    is_old = Q(confirmed_at__lt=before) | Q(confirmed_at=None, first_published_at__lt=before)
    return practices.filter(is_old, live=True).order_by(Coalesce("confirmed_at", "first_published_at"), "pk")


@transaction.atomic
def confirm(number: int, user: AnyUser) -> datetime:
    """Sets the day of a practice and of the versions that may be published after it; returns it.

    No version is made: what waits for its publishing or in moderation stays what it is.
    """
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=number)
    now = timezone.now()
    practice.confirmed_at = now
    practice.save(clean=False, update_fields=["confirmed_at"])
    later = practice.revisions.all()
    if practice.live_revision_id:
        later = later.filter(pk__gte=practice.live_revision_id)
    for revision in later:
        revision.content["confirmed_at"] = now.isoformat()
        revision.save(update_fields=["content"])
    log(instance=practice, action=CONFIRMED, user=user)
    return now
