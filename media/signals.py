"""Removes what was made of a picture when it must not be shown any more, and files with their rows.

Rows go in the transaction of the change, files after it: a change that is rolled back leaves both.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from media import orphans
from media.models import Clip, Image, PublicCopy
from media.space import CLIP_FILES


def withdraw_refused(instance: Image, **kwargs: Any) -> None:
    """Deletes the sizes and public copies of a picture of somebody who has not agreed."""
    if instance.is_refused:
        # One by one, so that each takes its file along and is forgotten by the cache.
        for rendition in instance.renditions.all():
            rendition.delete()
        for copy in PublicCopy.objects.filter(image=instance):
            copy.delete()


def remove_original(instance: Image, **kwargs: Any) -> None:
    _after_commit(orphans.remove, instance.kept_original.name)


def remove_recordings(instance: Clip, **kwargs: Any) -> None:
    for name in CLIP_FILES:
        _after_commit(orphans.remove, getattr(instance, name).name)


def remove_public_files(instance: PublicCopy, **kwargs: Any) -> None:
    _after_commit(orphans.remove_folder, instance.path)


def _after_commit(remove: Callable[[str], object], name: str | None) -> None:
    if name:
        transaction.on_commit(partial(remove, name), robust=True)


def connect() -> None:
    post_save.connect(withdraw_refused, sender=Image, dispatch_uid="media.withdraw_refused")
    post_delete.connect(remove_original, sender=Image, dispatch_uid="media.remove_original")
    post_delete.connect(remove_recordings, sender=Clip, dispatch_uid="media.remove_recordings")
    post_delete.connect(remove_public_files, sender=PublicCopy, dispatch_uid="media.remove_public_files")
