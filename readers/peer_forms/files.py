"""A photo and a voice message in a reader's form: taken in by the door, and sent only once.

A browser does not send a file again by itself. So one that is good is stored with the first try of a form,
where the region's people alone see it, and the form carries its number along, signed.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from media.forms import PictureField
from media.intake.recordings import clean_recording
from media.models import Clip, Image, PeopleConsent
from readers.peer_forms.forms import kept_file, number_of_kept


class VoiceField(forms.FileField):
    """Takes a recording in by the door."""

    def to_python(self, data: Any) -> Any:
        """Returns the recording; raises ValidationError with a sentence for the person."""
        return None if data in self.empty_values else clean_recording(data)


class FilesMixin(forms.Form):
    """Adds a photo, who is in it, and a voice message to a form."""

    photo = PictureField(required=False, label=_("Photo"))
    people_agreed = forms.BooleanField(
        required=False, label=_("Everybody who can be recognised in the photo agrees.")
    )
    voice = VoiceField(required=False, label=_("Voice message"))

    # What an earlier try of the same form has stored; written into the form by `kept_files`.
    photo_kept = forms.CharField(required=False)
    voice_kept = forms.CharField(required=False)

    def store_files(self, collection: Collection, title: str) -> None:
        """Stores the files that are good, whatever else is wrong with the form; see `photo_stored`."""
        cleaned = getattr(self, "cleaned_data", {})
        if picture := cleaned.get("photo"):
            agreed = PeopleConsent.AGREED if cleaned.get("people_agreed") else ""
            self._photo = Image(title=title, collection=collection, people_consent=agreed)
            self._photo.file = picture
            self._photo.save()
        if recording := cleaned.get("voice"):
            self._voice = Clip(title=title, collection=collection)
            self._voice.received = recording
            self._voice.save()

    @property
    def photo_stored(self) -> Image | None:
        """Returns the photo of this try, or of an earlier one of the same form."""
        return self._stored("photo", Image)

    @property
    def voice_stored(self) -> Clip | None:
        """Returns the voice message of this try, or of an earlier one of the same form."""
        return self._stored("voice", Clip)

    def _stored(self, name: str, model: Any) -> Any:
        if (found := getattr(self, f"_{name}", None)) is not None:
            return found
        number = number_of_kept(self.data.get(f"{name}_kept", ""), name) if self.is_bound else None
        return model.objects.filter(pk=number).first() if number else None

    @property
    def kept_files(self) -> list[tuple[str, str]]:
        """Returns the hidden fields that carry along what is stored already."""
        stored = (("photo", self.photo_stored), ("voice", self.voice_stored))
        return [(f"{name}_kept", kept_file(file.pk, name)) for name, file in stored if file is not None]
