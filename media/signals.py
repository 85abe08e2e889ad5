"""Withdraws public files when rows change, in the transaction of the change or right after it."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from media import publishing
from media.models import Clip, Document, Image, PublicCopy


@receiver(post_save, sender=Image)
@receiver(post_save, sender=Document)
@receiver(post_save, sender=Clip)
def withdraw_outdated(instance: publishing.Source, created: bool, raw: bool, **kwargs: Any) -> None:
    """Withdraws what was made of a file that is replaced, or cut around another point."""
    if not created and not raw:
        publishing.withdraw_outdated(instance)


@receiver(post_delete, sender=PublicCopy)
def remove_files(instance: PublicCopy, **kwargs: Any) -> None:
    """Removes the files once their row is gone for good."""
    transaction.on_commit(lambda: publishing.remove_folder(instance.folder))
