"""Deletes the files of a clip with its row, once that is certain."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from media.models import Clip


def delete_files(instance: Clip, **kwargs: Any) -> None:
    for file in (instance.video, instance.sound, instance.captions, instance.received):
        if file:
            transaction.on_commit(partial(file.storage.delete, file.name or ""))


def connect() -> None:
    post_delete.connect(delete_files, sender=Clip, dispatch_uid="media.delete_files_of_clips")
