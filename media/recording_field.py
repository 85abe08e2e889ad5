"""A field for recordings: whatever is saved in it has passed the door, whichever way it came."""

from typing import Any

from django.core.files import File
from django.db import models
from django.db.models.fields.files import FieldFile

from media.intake.recordings import clean_recording


class RecordingFieldFile(FieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        """Stores the recording; raises ValidationError for what is none."""
        with clean_recording(content) as recording:
            super().save(recording.name or name, recording, save)


class RecordingField(models.FileField):
    attr_class = RecordingFieldFile

    def deconstruct(self) -> Any:
        """Returns a plain field: migrations have no need to know what is checked here."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
