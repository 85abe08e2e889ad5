"""Follows the pages that peers' practices became: published with them, hidden with them.

It listens to the saving of the page, within its transaction; Wagtail's own signals come after it.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone

from exchange.deciding import UNPUBLISHED, take_step
from exchange.models import Action, Contribution, State
from practices.models import Practice


def follow_page(instance: Practice, raw: bool = False, **kwargs: Any) -> None:
    """Takes the step of the contribution that became this page, where their states differ."""
    if raw:
        return
    with transaction.atomic():
        # Held, so that nobody decides it in between and the page cannot be saved for that.
        contribution = Contribution.objects.select_for_update().filter(practice=instance.pk).first()
        if contribution is None:
            return
        if instance.live and contribution.state in UNPUBLISHED:
            take_step(contribution, Action.PUBLISHED, changes={"decided_at": timezone.now()})
        elif not instance.live and contribution.state == State.PUBLISHED:
            take_step(contribution, Action.HIDDEN, changes={"decided_at": timezone.now()})


def connect() -> None:
    post_save.connect(follow_page, sender=Practice, dispatch_uid="exchange.follow_page")
