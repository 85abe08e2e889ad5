"""Adds fields of models that store a file only if it came in by the one door, whichever way it was given."""

import hashlib
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from media.intake import file_names
from media.intake.documents import clean_document
from media.intake.films import clean_film_or_recording
from media.intake.pictures import CleanPicture, clean_picture


class PictureFile(WagtailImageFieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        """Stores the picture written anew; raises ValidationError for what is not taken."""
        picture = content if isinstance(content, CleanPicture) else clean_picture(File(content, name))
        image = self.instance
        with picture.open() as whole:
            image.file_hash = hashlib.sha1(whole.read(), usedforsecurity=False).hexdigest()
        image.file_size = picture.size
        # What was kept of a picture before this one goes with it.
        image.kept_original = ""
        if picture.original is not None:
            image.kept_original.save(name, ContentFile(picture.original), save=False)
        super().save(picture.name, picture, save)

    save.alters_data = True  # type: ignore[attr-defined]

    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        """Returns width and height; nothing for what has not come in by the door, which nobody opens here."""
        if self._committed:
            return super().get_image_dimensions()
        file = self.file
        return (file.width, file.height) if isinstance(file, CleanPicture) else (None, None)


class PictureField(WagtailImageField):
    """Stores a picture written anew, and with it in its model the size, the hash and `kept_original`."""

    attr_class = PictureFile

    def deconstruct(self) -> Any:
        """Returns what migrations know: to a database it is Wagtail's field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class DocumentFile(FieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        """Stores the document as it is; raises ValidationError for what is not taken."""
        document = clean_document(File(content, name))
        super().save(f"document.{file_names.extension(name)}", document, save)

    save.alters_data = True  # type: ignore[attr-defined]


class DocumentField(FileField):
    """Stores a document of a kind that people share here."""

    attr_class = DocumentFile

    def deconstruct(self) -> Any:
        """Returns what migrations know: to a database it is Django's field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs


class RecordingFile(FieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        """Stores the film or recording; raises ValidationError for what is none."""
        with clean_film_or_recording(content) as recording:
            super().save(recording.name or name, recording, save)


class RecordingField(FileField):
    attr_class = RecordingFile

    def deconstruct(self) -> Any:
        """Returns a plain field: migrations have no need to know what is checked here."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
