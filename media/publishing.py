"""Keeps the public files in step with the public pages: written when a page shows them, then removed.

    every few seconds   withdraw what no public page uses any more, and write down what is wanted
    a job for each      make the files in a new folder of a random name, then the row that names it

The row comes after the files, and goes before them. So a process that dies in between leaves a folder that no
row names, which nobody can fetch and `media/orphans.py` removes.
"""

import hashlib
import logging
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final, TypeAlias

from django.core.exceptions import ObjectDoesNotExist
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from jobs import queue
from jobs.models import Job
from media import reader_sizes
from media.models import Clip, Document, Image, PublicCopy
from media.models.public_copy import FOLDER
from media.names import random_token
from media.public_access import is_public, public_numbers
from zones.vocabulary import LANGUAGES

logger = logging.getLogger(__name__)

Source: TypeAlias = Image | Document | Clip
MAKE: Final = "media.make_public_copy"
MODELS: Final[dict[str, type[Image] | type[Document] | type[Clip]]] = {
    "image": Image,
    "document": Document,
    "clip": Clip,
}


def follow_pages() -> None:
    """Withdraws the copies of what is not public any more, and has those made that are missing."""
    # What failed too often waits for somebody to look: see the report of failed jobs.
    failed = set(Job.objects.filter(kind=MAKE, state=Job.State.FAILED).values_list("key", flat=True))
    for kind, model in MODELS.items():
        public = public_numbers(model)
        withdraw(PublicCopy.objects.exclude(**{kind: None}).exclude(**{f"{kind}__in": public}))
        missing = model.objects.filter(pk__in=public).exclude(public_copy__isnull=False)
        for source in missing:
            key = f"{kind} {source.pk} {made_from(source)[:16]}"
            if _files_of(source) and key not in failed:
                queue.enqueue(MAKE, {"kind": kind, "number": source.pk}, key=key)


def _files_of(source: Source) -> dict[str, FieldFile]:
    """Returns the files that are made public, or of which public ones are made, by what each is called."""
    if isinstance(source, Clip):
        files = {"film": source.video, "poster": source.poster, "sound": source.sound}
    else:
        files = {"file": source.file}
    return {name: file for name, file in files.items() if file}


def _captions_of(source: Source) -> dict[str, str]:
    """Returns the captions of a film by their language."""
    if not isinstance(source, Clip) or not source.video:
        return {}
    captions = {language: getattr(source, f"captions_{language}") for language in LANGUAGES}
    return {language: text for language, text in captions.items() if text}


def made_from(source: Source) -> str:
    """Returns what names the content of the public files: they are right as long as this stays the same."""
    parts: list[object] = [file.name for file in _files_of(source).values()]
    parts += _captions_of(source).items()
    if isinstance(source, Image):
        focus = source.get_focal_point()
        parts += [focus and (focus.centroid, focus.size), reader_sizes.EDITION]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def make(kind: str, number: int) -> None:
    """Makes the public files of a picture, document or clip that a public page uses; nothing for any other.

    Raises OSError, or what a decoder raises, where they cannot be made; a picture is then marked for editors.
    """
    source = MODELS[kind].objects.filter(pk=number).first()
    if source is None or not _files_of(source) or not is_public(source):
        return
    copy = PublicCopy(**{kind: source}, folder=random_token(), made_from=made_from(source))
    try:
        copy.files = [_stored(copy, *file) for file in _contents(source)]
    except Exception as problem:
        # File missing, cut or not readable, folder full, decoder at a loss.
        logger.warning("Public files of %s %s cannot be made: %s", kind, number, problem)
        remove_folder(copy.folder)
        if isinstance(source, Image) and not source.broken_since:
            source.mark_broken(timezone.now())
        raise
    copy.size_bytes = sum(file["bytes"] for file in copy.files)
    try:
        with transaction.atomic():
            copy.save()
            # Replaced while the sizes were made: whoever replaced it had nothing to withdraw yet.
            withdraw_outdated(MODELS[kind].objects.get(pk=number))
    except (IntegrityError, ObjectDoesNotExist):
        # Somebody else made it at the same moment, or the original is gone.
        remove_folder(copy.folder)
        return
    if isinstance(source, Image) and source.broken_since:
        source.mark_broken(None)


def _contents(source: Source) -> Iterator[tuple[str, File, dict[str, object]]]:
    """Yields the name and content of each public file, and what pages have to know of it."""
    if isinstance(source, Image):
        for size in reader_sizes.sizes_of(source):
            facts: dict[str, object] = {"shape": size.shape, "width": size.width, "height": size.height}
            yield size.name, ContentFile(size.content), {"type": size.content_type, **facts}
        return
    for name, stored in _files_of(source).items():
        with stored.storage.open(stored.name or "") as handle:
            yield f"{name}{PurePath(stored.name or '').suffix.lower()}", handle, {}
    for language, captions in _captions_of(source).items():
        yield f"captions-{language}.vtt", ContentFile(captions.encode()), {}


def _stored(copy: PublicCopy, name: str, content: File, facts: dict[str, object]) -> dict[str, object]:
    default_storage.save(f"{copy.path}/{name}", content)
    return {"name": name, "bytes": content.size, **facts}


def withdraw(copies: QuerySet[PublicCopy]) -> None:
    """Removes copies: the rows at once, their files after the transaction (see `media/listeners.py`)."""
    for copy in copies:
        copy.delete()
        logger.info("Public files %s are withdrawn.", copy.folder)


def withdraw_outdated(source: Source) -> None:
    """Removes the copy that was made of another file, or of another part of the picture."""
    copy = PublicCopy.objects.filter(**{source._meta.model_name or "": source}).first()
    if copy and copy.made_from != made_from(source):
        copy.delete()


def check_copies() -> None:
    """Removes the rows whose files are gone or made in an older way, so that they are made anew."""
    for copy in PublicCopy.objects.select_related(*MODELS):
        is_whole = all(default_storage.exists(f"{copy.path}/{file['name']}") for file in copy.files)
        if not is_whole or copy.made_from != made_from(copy.source):
            copy.delete()


def remove_folder(folder: str) -> None:
    """Removes the files of a public folder, and the folder where the storage has such a thing."""
    path = f"{FOLDER}/{folder}"
    try:
        _folders, names = default_storage.listdir(path)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{path}/{name}")
    default_storage.delete(path)
