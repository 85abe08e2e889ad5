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
def replacing_files(instance: models.Model, *fields: str) -> Iterator[None]:
    """Deletes what a save within it leaves without a name: files replaced, or new ones if it fails."""
    new = [field for field in fields if not getattr(instance, field)._committed]
    before = set()
    if new and instance.pk is not None:
        before = set(next(iter(type(instance)._base_manager.filter(pk=instance.pk).values_list(*fields)), ()))
    try:
        yield
    except BaseException:
        for field in new:
            if (file := getattr(instance, field)) and file._committed:
                default_storage.delete(file.name)
        raise
    delete_after_commit(before - {getattr(instance, field).name for field in fields})
