"""A photo and a voice message in a reader's form: taken in by the door, and sent only once.

A browser does not send a file again by itself. So one that is good is stored with the first try of a form,
where the region's people alone see it, and the form carries its number along, signed.
"""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from exchange.models import PeerItem
from media import spoken_languages
from media.forms import PictureField
from media.intake.recordings import clean_recording
from media.models import Clip, Image, PeopleConsent
from readers.peer_forms.forms import kept_file, stored_file_of
from zones.vocabulary import LANGUAGES


class VoiceField(forms.FileField):
    """Takes a recording in by the door."""

    def to_python(self, data: Any) -> Any:
        """Returns the recording; raises ValidationError with a sentence for the person."""
        return None if data in self.empty_values else clean_recording(data)


def languages() -> list[tuple[str, Any]]:
    """Returns the languages to choose from, by their names in that of the page."""
    return [("", _("not said")), *spoken_languages.choices(get_language() or LANGUAGES[0])]


class FilesMixin(forms.Form):
    """Adds a photo, who is in it, and a voice message with its language to a form."""

    photo = PictureField(required=False, label=_("Photo"))
    people_agreed = forms.BooleanField(
        required=False, label=_("Everybody who can be recognised in the photo agrees.")
    )
    voice = VoiceField(required=False, label=_("Voice message"))
    voice_spoken = forms.ChoiceField(
        required=False,
        label=_("Language that you speak in it"),
        choices=languages,
        error_messages={"invalid_choice": _("Choose one of these languages, or leave it open.")},
    )

    # What an earlier try of the same form has stored; written into the form by `kept_files`.
    photo_kept = forms.CharField(required=False)
    voice_kept = forms.CharField(required=False)

    # A voice that the item has already; see `begin_with`.
    voice_before: Clip | None = None

    def begin_with(self, voice: Clip | None) -> None:
        """Begins with the language of the voice that was sent before."""
        if voice is not None:
            self.voice_before = voice
            self.initial["voice_spoken"] = voice.spoken

    def store_files(self, collection: Collection, title: str) -> None:
        """Stores the files that are good, whatever else is wrong with the form; see `photo_stored`."""
        cleaned = getattr(self, "cleaned_data", {})
        if picture := cleaned.get("photo"):
            agreed = PeopleConsent.AGREED if cleaned.get("people_agreed") else ""
            photo: Any = Image(title=title, collection=collection, people_consent=agreed)
            photo.file = picture
            photo.save()
            photo.sent_digest = digest(self.files["photo"])
            self._photo = photo
        if recording := cleaned.get("voice"):
            voice: Any = Clip(title=title, collection=collection)
            voice.received, voice.spoken = recording, cleaned.get("voice_spoken", "")
            voice.save()
            voice.sent_digest = digest(self.files["voice"])
            self._voice = voice
        elif "voice_spoken" in self.data and "voice_spoken" in cleaned:
            _keep_spoken(self.voice_stored or self.voice_before, cleaned["voice_spoken"])

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
        kept = stored_file_of(self.data.get(f"{name}_kept", ""), name) if self.is_bound else None
        found = model.objects.filter(pk=kept.pk).first() if kept else None
        if found is not None and kept:
            found.sent_digest = kept.digest
        return found

    def drop_unused(self, item: PeerItem) -> None:
        """Deletes what was stored with this try and the item does not use: another try was faster."""
        for name in ("photo", "voice"):
            stored = getattr(self, f"_{name}", None)
            if stored is not None and getattr(item, f"{name}_id") != stored.pk:
                stored.delete()

    @property
    def kept_files(self) -> list[tuple[str, str]]:
        """Returns the hidden fields that carry along what is stored already."""
        stored = (("photo", self.photo_stored), ("voice", self.voice_stored))
        return [
            (f"{name}_kept", kept_file(file.pk, name, file.sent_digest))
            for name, file in stored
            if file is not None
        ]


def _keep_spoken(voice: Clip | None, spoken: str) -> None:
    """Writes down in which language somebody speaks who sent their voice before they said so."""
    if voice is not None and voice.spoken != spoken:
        voice.spoken = spoken
        voice.save(update_fields=["spoken"])


def digest(sent: Any) -> str:
    """Returns a hash of a file as it was sent."""
    sent.seek(0)
    found = hashlib.sha256()
    for chunk in sent.chunks():
        found.update(chunk)
    return found.hexdigest()
