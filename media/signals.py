"""Withdraws what was made of files when rows change, in the transaction of the change or right after it.

Rows go with the change, files after it: a change that is rolled back leaves both.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from media import orphans, publishing
from media.models import Clip, Document, Image, PublicCopy
from media.space import CLIP_FILES


@receiver(post_save, sender=Image)
@receiver(post_save, sender=Document)
@receiver(post_save, sender=Clip)
def withdraw_outdated(instance: publishing.Source, created: bool, raw: bool, **kwargs: Any) -> None:
    """Withdraws what was made of a file that is replaced, or cut around another point."""
    if not created and not raw:
        publishing.withdraw_outdated(instance)


@receiver(post_save, sender=Image)
def withdraw_refused(instance: Image, **kwargs: Any) -> None:
    """Deletes the sizes and public copies of a picture of somebody who has not agreed."""
    if instance.is_refused:
        # One by one, so that each takes its file along and is forgotten by the cache.
        for rendition in instance.renditions.all():
            rendition.delete()
        for copy in PublicCopy.objects.filter(image=instance):
            copy.delete()


@receiver(post_delete, sender=PublicCopy)
def remove_files(instance: PublicCopy, **kwargs: Any) -> None:
    """Removes the files once their row is gone for good."""
    transaction.on_commit(lambda: publishing.remove_folder(instance.folder))


@receiver(post_delete, sender=Image)
def remove_original(instance: Image, **kwargs: Any) -> None:
    """Removes what was kept of a picture as it was sent; its other files Wagtail removes."""
    _remove_after_commit(instance.kept_original.name)


@receiver(post_delete, sender=Clip)
def remove_recordings(instance: Clip, **kwargs: Any) -> None:
    for name in CLIP_FILES:
        _remove_after_commit(getattr(instance, name).name)


def _remove_after_commit(name: str | None) -> None:
    if name:
        transaction.on_commit(partial(orphans.remove, name), robust=True)
