"""Keeps the pictures of links in step with the public practices, as `media/publishing.py` does with files.

    every few seconds   withdraw those of practices not public any more, write down which are missing
    a job for each      make a picture a language in a new folder of a random name, then the row that names it
    a change            of title, place, drawing or photo withdraws them at once, so they are made anew

Until they are there, a page names its drawing instead. The address of a withdrawn one answers 404 at once.
"""

import hashlib
import logging
from collections.abc import Iterable
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from PIL import Image as Pillow

from jobs import queue
from jobs.models import Job
from media import publishing
from media.models import PublicCopy
from media.models.public_copy import FOLDER
from media.names import random_token
from media.public_access import is_public
from media.reader_sizes import BANNER
from practices import raster_drawings
from practices.models import Practice, SharePreview
from practices.passages import passage
from practices.places import place_line
from practices.preview_image import preview_image
from zones.vocabulary import LANGUAGES

logger = logging.getLogger(__name__)

MAKE: Final = "practices.make_preview"
# To be raised when the pictures are drawn in another way.
EDITION: Final = 1
JPEG: Final = "image/jpeg"


def follow_pages() -> None:
    """Withdraws what belongs to no public practice any more, and has made what is missing."""
    public = Practice.objects.public().order_by().values("pk")
    withdraw(SharePreview.objects.exclude(practice__in=public))
    failed = set(Job.objects.filter(kind=MAKE, state=Job.State.FAILED).values_list("key", flat=True))
    for practice in Practice.objects.filter(pk__in=public, share_preview__isnull=True).order_by("pk"):
        key = f"preview {practice.pk} {made_from(practice)[:16]}"
        # What failed too often waits for somebody to look: see the report of failed jobs.
        if key not in failed:
            queue.enqueue(MAKE, {"number": practice.pk}, key=key)


def make(number: int) -> None:
    """Makes the pictures of a public practice; nothing for any other."""
    practice = Practice.objects.public().filter(pk=number).first()
    if practice is None:
        return
    photo = _photo_of(practice)
    preview = SharePreview(
        practice=practice,
        photo=photo.image if photo else None,
        folder=random_token(),
        made_from=made_from(practice),
    )
    try:
        for language in LANGUAGES:
            if drawn := _drawn(practice, photo, language):
                extension, content = drawn
                preview.files[language] = f"{language}.{extension}"
                default_storage.save(path_of(preview, language), ContentFile(content))
    except Exception:
        publishing.remove_folder(preview.folder)
        raise
    try:
        with transaction.atomic():
            preview.save()
            # Changed while they were drawn: whoever changed it had nothing to withdraw yet.
            withdraw_outdated(number)
    except IntegrityError:
        # Somebody else made them at the same moment, or the practice is gone.
        publishing.remove_folder(preview.folder)


def _drawn(practice: Practice, photo: PublicCopy | None, language: str) -> tuple[str, bytes] | None:
    title = passage(practice, "name", language).text
    with translation.override(language):
        place = place_line(practice)
    if photo is not None:
        with default_storage.open(f"{photo.path}/{_largest(photo)}") as file, Pillow.open(file) as picture:
            return preview_image(title, place, picture, is_photo=True)
    twin = raster_drawings.find(practice.drawing)
    if twin is None:
        return preview_image(title, place, None)
    with Pillow.open(twin) as picture:
        return preview_image(title, place, picture)


def _photo_of(practice: Practice) -> PublicCopy | None:
    """Returns the public copy of the photo that stands for a practice without a drawing; else None."""
    if raster_drawings.find(practice.drawing) is not None or practice.lead_image is None:
        return None
    copy = PublicCopy.objects.filter(image=practice.lead_image).select_related("image").first()
    return copy if copy and _largest(copy) and is_public(practice.lead_image) else None


def _largest(copy: PublicCopy) -> str:
    """Returns the name of the largest JPEG of a photo's public copy; empty where it has none."""
    files = [file for file in copy.files if file.get("shape") == BANNER.name and file["type"] == JPEG]
    return max(files, key=lambda file: file["width"])["name"] if files else ""


def made_from(practice: Practice) -> str:
    """Returns what names the content of the pictures: they are right as long as this stays the same."""
    photo, twin = _photo_of(practice), raster_drawings.find(practice.drawing)
    drawing = hashlib.sha256(twin.read_bytes()).hexdigest() if twin else ""
    names = [passage(practice, "name", language).text for language in LANGUAGES]
    parts = (EDITION, names, practice.place_name, practice.country, drawing, photo and photo.folder)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def path_of(preview: SharePreview, language: str) -> str:
    """Returns where the picture of a language lies in the storage."""
    return f"{FOLDER}/{preview.folder}/{preview.files[language]}"


def address_of(practice: Practice, language: str) -> str:
    """Returns where anybody may fetch the picture of a practice's link; empty while there is none."""
    preview = SharePreview.objects.filter(practice=practice.pk).first()
    name = preview.files.get(language) if preview else None
    return reverse("public_file", args=(preview.folder, name)) if preview and name else ""


def is_shown(folder: str, name: str) -> bool:
    """Returns whether anybody may fetch the picture: while its practice is public, and the photo in it."""
    preview = SharePreview.objects.filter(folder=folder).select_related("photo").first()
    if preview is None or name not in preview.files.values():
        return False
    is_photo_shown = preview.photo is None or is_public(preview.photo)
    return is_photo_shown and Practice.objects.public().filter(pk=preview.practice_id).exists()


def folders() -> Iterable[str]:
    """Returns the folders that have a row."""
    return SharePreview.objects.values_list("folder", flat=True)


def withdraw(previews: Iterable[SharePreview]) -> None:
    """Removes pictures: the rows at once, their files after the transaction."""
    for preview in previews:
        preview.delete()


def withdraw_outdated(number: int) -> None:
    """Removes the pictures of a practice that were made of another title, place, drawing or photo."""
    preview = SharePreview.objects.filter(practice=number).select_related("practice").first()
    if preview is not None and preview.made_from != made_from(preview.practice):
        preview.delete()


def check() -> None:
    """Removes the rows whose files are gone or made in an older way, so that they are made anew."""
    for preview in SharePreview.objects.select_related("practice"):
        is_whole = all(default_storage.exists(path_of(preview, language)) for language in preview.files)
        if not is_whole or preview.made_from != made_from(preview.practice):
            preview.delete()


# --- what happens to rows: see practices/signals.py ------------------------------------------------


def follow_practice(instance: Practice, created: bool, raw: bool, **kwargs: Any) -> None:
    if not created and not raw:
        withdraw_outdated(instance.pk)


def follow_photo(instance: PublicCopy, **kwargs: Any) -> None:
    """Withdraws the pictures with a photo when its public copy goes, and those that lack it when it comes."""
    # The picture itself may be gone by now.
    if (image := instance.image_id) is not None:
        withdraw(SharePreview.objects.filter(photo_id=image))
        for preview in SharePreview.objects.filter(practice__lead_image_id=image):
            withdraw_outdated(preview.practice_id)


def delete_files(instance: SharePreview, **kwargs: Any) -> None:
    """Deletes the files once their row is gone for good."""
    transaction.on_commit(lambda: publishing.remove_folder(instance.folder))
