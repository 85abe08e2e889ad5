"""Removes files that no row names: left by a killed process, or by a row deleted without its file."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.utils import timezone
from wagtail.models import UploadedFile

from media import incoming, public_folders
from media.models import PublicCopy
from media.space import FOLDERS, stored_names

logger = logging.getLogger(__name__)

# Longer than any upload or making of sizes takes from the file to the row.
GRACE: Final = timedelta(hours=1)
# A file that was sent beside several others waits this long for its other fields.
UPLOADS_KEPT: Final = timedelta(days=1)
# What the site makes of its own and nobody sent: no part of the room that regions take.
MADE: Final = ("downloads",)
CLIPS: Final = "clips"


def sweep(grace: timedelta = GRACE) -> int:
    """Returns how many files it removed: those older than `grace` that no row names, and parts of uploads."""
    _forget_uploads()
    # Files first, rows afterwards: what gets its row between the two is named by then.
    old = [name for name in stored_names((*FOLDERS, *MADE)) if _is_older(name, grace)]
    named = _named()
    folders = tuple(f"{copy.path}/" for copy in PublicCopy.objects.only("folder")) + public_folders.paths()
    removed = incoming.remove_left()
    for name in old:
        if name not in named and not name.startswith(folders):
            removed += remove(name)
    _remove_empty_folders(grace)
    if removed:
        logger.info("Removed %s files that nothing names any more", removed)
    return removed


def remove(name: str) -> bool:
    """Returns whether a file was removed, with the folder of public copies that is empty without it."""
    try:
        default_storage.delete(name)
    except OSError as problem:
        logger.warning("%s cannot be removed: %s", name, problem)
        return False
    folder = name.rpartition("/")[0]
    if "/" in folder:
        remove_if_empty(folder)
    return True


def remove_if_empty(folder: str) -> None:
    try:
        # Django's storage on a disk takes a folder away only when nothing is in it.
        default_storage.delete(folder)
    except OSError:
        pass


def _remove_empty_folders(grace: timedelta) -> None:
    """Removes the folders in which films were being made when a worker was ended before it wrote anything."""
    try:
        folders, _files = default_storage.listdir(CLIPS)
    except FileNotFoundError:
        return
    for name in folders:
        if _is_older(f"{CLIPS}/{name}", grace):
            remove_if_empty(f"{CLIPS}/{name}")


def _is_older(name: str, grace: timedelta) -> bool:
    try:
        return timezone.now() - default_storage.get_modified_time(name) >= grace
    except OSError:
        # Gone since it was listed.
        return False


def _named() -> set[str]:
    """Returns the names of all files of all models, also of those that are not media's."""
    return {name for field in _file_fields() for name in _names_of(field)}


def _file_fields() -> Iterable[FileField]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                yield field


def _names_of(field: FileField) -> Iterable[str]:
    found = field.model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
    return (name for name in found.iterator() if name)


def _forget_uploads() -> None:
    """Deletes what was sent with others and never given its other fields; its file goes with the sweep."""
    for upload in UploadedFile.objects.all():
        if not default_storage.exists(upload.file.name) or _is_older(upload.file.name, UPLOADS_KEPT):
            UploadedFile.objects.filter(pk=upload.pk).delete()
