"""Listens to what happens with rows: files on ways of Wagtail, and public files out of date."""

import secrets
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import UploadedFile

from media import publishing
from media.intake import file_names
from media.intake.documents import clean_document
from media.intake.films import clean_film_or_recording
from media.intake.pictures import clean_picture
from media.models import Clip, Document, Image, PublicCopy
from media.stored_files import delete_after_commit


def connect() -> None:
    """Adds the listeners below; to be called once."""
    pre_save.connect(clean_waiting_file, sender=UploadedFile)
    post_delete.connect(delete_kept_original, sender=Image)
    post_delete.connect(delete_files_of_clip, sender=Clip)
    post_save.connect(withdraw_refused, sender=Image)
    for model in publishing.MODELS.values():
        post_save.connect(withdraw_outdated, sender=model)
    post_delete.connect(delete_public_files, sender=PublicCopy)


def clean_waiting_file(instance: UploadedFile, **kwargs: Any) -> None:
    """Lets a file that waits for its title or collection in by the door too; it may wait for ever."""
    if instance.file._committed or instance.for_content_type is None:
        return
    sent, model = instance.file.file, instance.for_content_type.model_class()
    if model is Image:
        picture = clean_picture(sent)
        picture.name = f"{secrets.token_hex(16)}.{file_names.extension(picture.name)}"
        instance.file = picture
    elif model is Document:
        name = f"{secrets.token_hex(16)}.{file_names.extension(sent.name)}"
        instance.file = File(clean_document(sent), name)
    elif model is Clip:
        recording = clean_film_or_recording(sent)
        recording.name = f"{secrets.token_hex(16)}.{file_names.extension(recording.name or '')}"
        instance.file = recording


def delete_kept_original(instance: Image, **kwargs: Any) -> None:
    """Deletes the original with its picture; Wagtail does so with the file that it knows."""
    delete_after_commit([instance.kept_original.name])


def withdraw_refused(instance: Image, **kwargs: Any) -> None:
    """Deletes all that was made of a picture in which somebody has not agreed; it stays, private."""
    if instance.is_refused:
        # One by one, so that each takes its file along and is forgotten by the cache.
        for rendition in instance.renditions.all():
            rendition.delete()
        publishing.withdraw(PublicCopy.objects.filter(image=instance))


def delete_files_of_clip(instance: Clip, **kwargs: Any) -> None:
    """Deletes the files of a clip with its row."""
    files = (instance.video, instance.poster, instance.sound, instance.received)
    delete_after_commit(file.name for file in files if file)


def withdraw_outdated(instance: publishing.Source, created: bool, raw: bool, **kwargs: Any) -> None:
    """Withdraws what was made of a file that is replaced, or cut around another point."""
    if not created and not raw:
        publishing.withdraw_outdated(instance)


def delete_public_files(instance: PublicCopy, **kwargs: Any) -> None:
    """Deletes the files once their row is gone for good."""
    transaction.on_commit(lambda: publishing.remove_folder(instance.folder))
