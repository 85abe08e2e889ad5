"""Knows which edition of each kind may be given away, and puts a new one in the place of the one before.

files, then rows     whoever dies in between leaves files that no row names, which the sweep removes
changes              read before the practices: what changes meanwhile is still noted afterwards
"""

import gzip
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BufferedRandom
from typing import Final

from django.core.files import File
from django.db import transaction
from django.db.models import Exists, QuerySet

from api.models import Change, Download, Edition, Kind
from media.stored_files import delete_after_commit

BLOCK: Final = 1 << 20


def is_withdrawn(kind: Kind) -> bool:
    """Returns whether something was withdrawn that the newest files may still hold: they are nobody's."""
    return Change.objects.filter(kind=kind, withdraws=True).exists()


def current(kind: Kind = Kind.TABLES) -> Edition | None:
    """Returns the edition that may be given away; None while one is being made."""
    return None if is_withdrawn(kind) else newest(kind)


def current_files(kind: Kind) -> QuerySet[Download]:
    """Returns the files that may be given away, by one question: pages of readers ask it."""
    withdrawals = Change.objects.filter(kind=kind, withdraws=True)
    return Download.objects.filter(~Exists(withdrawals), edition__kind=kind)


def newest(kind: Kind) -> Edition | None:
    return Edition.objects.filter(kind=kind).order_by("-pk").first()


def is_older_than(kind: Kind, moment: datetime) -> bool:
    """Returns whether the newest edition was made before that moment, or there is none."""
    edition = newest(kind)
    return edition is None or edition.made_at < moment


def seen_changes(kind: Kind) -> list[int]:
    """Returns the changes that a making which begins now takes in."""
    return list(Change.objects.filter(kind=kind).values_list("pk", flat=True))


def publish(edition: Edition, files: Iterable[Download], seen: Sequence[int]) -> Edition:
    """Returns the edition, saved with its files; the one before is gone, and the changes that it takes in."""
    with transaction.atomic():
        edition.save()
        for file in files:
            file.edition = edition
            file.save()
        delete_editions(Edition.objects.filter(kind=edition.kind).exclude(pk=edition.pk))
        Change.objects.filter(pk__in=seen).delete()
    return edition


def delete_editions(editions: QuerySet[Edition]) -> None:
    """Deletes editions with their files, once the transaction around it has ended well."""
    for file in Download.objects.filter(edition__in=editions):
        delete_after_commit(file.stored_names())
    editions.delete()


def stored(name: str, handle: BufferedRandom, *, count: int = 0, is_packed: bool = False) -> Download:
    """Returns the row, not saved yet, of a file that is stored; `is_packed` stores it by gzip as well."""
    handle.flush()
    handle.seek(0)
    digest = hashlib.file_digest(handle, "sha256").hexdigest()
    file = Download(name=name, sha256=digest, size=handle.tell(), count=count)
    handle.seek(0)
    file.file.save(name, File(handle), save=False)
    if is_packed:
        with tempfile.TemporaryFile() as packed:
            handle.seek(0)
            with gzip.GzipFile(fileobj=packed, mode="wb", filename="", mtime=0) as target:
                shutil.copyfileobj(handle, target, BLOCK)
            file.packed_size = packed.tell()
            packed.seek(0)
            file.packed.save(f"{name}.gz", File(packed), save=False)
    return file
