"""Deletes stored files that nothing names any more, once that is certain."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from django.core.files.storage import default_storage
from django.db import models, transaction


def delete_after_commit(names: Iterable[str | None]) -> None:
    """Deletes the files once the transaction around it has ended well; a rollback loses none."""
    for name in filter(None, names):
        # Robust: what cannot be deleted is written to the log, and the request was done all the same.
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


@contextmanager
def replacing_files(instance: models.Model, *fields: str) -> Iterator[bool]:
    """Stores new files of the instance, then yields whether there are any for a save within the block.

    Before the save, as that writes in other fields what storing a file finds out, and as a refusal must not
    spoil the transaction. After it, what no longer has a name is deleted: files replaced, or, if it fails,
    those that are new.
    """
    new = [file for field in fields if (file := getattr(instance, field)) and not file._committed]
    before: set[str] = set()
    if new and instance.pk is not None:
        rows = type(instance)._base_manager.filter(pk=instance.pk).values_list(*fields)
        before.update(name for row in rows for name in row)
    try:
        for file in new:
            file.save(file.name, file.file, save=False)
        yield bool(new)
    except BaseException:
        if new:
            for name in _stored_names(instance, fields) - before:
                default_storage.delete(name)
        raise
    delete_after_commit(before - _stored_names(instance, fields))


def _stored_names(instance: models.Model, fields: Iterable[str]) -> set[str]:
    files = (getattr(instance, field) for field in fields)
    return {file.name for file in files if file and file._committed}
