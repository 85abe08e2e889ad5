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
from media.free_room import NoRoomError
from media.intake.recordings import clean_recording
from media.models import Clip, Image, PeopleConsent
from media.space import OverLimitError, refuse_if_full
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
    is_stored = False
    has_room = True

    def begin_with(self, voice: Clip | None) -> None:
        """Begins with the language of the voice that was sent before."""
        if voice is not None:
            self.voice_before = voice
            self.initial["voice_spoken"] = voice.spoken

    def store_files(self, collection: Collection, title: str) -> bool:
        """Stores the files that are good and have room, once, whatever else is wrong with the form.

        Returns whether all have room; the field of one that has none says so. See `photo_stored`.
        """
        cleaned = getattr(self, "cleaned_data", {})
        if self.is_stored:
            return self.has_room
        self.is_stored = True
        if picture := cleaned.get("photo"):
            agreed = PeopleConsent.AGREED if cleaned.get("people_agreed") else ""
            photo = Image(title=title, collection=collection, people_consent=agreed)
            photo.file = picture
            self._store("photo", photo, picture.size)
        if recording := cleaned.get("voice"):
            voice = Clip(title=title, collection=collection)
            voice.received, voice.spoken = recording, cleaned.get("voice_spoken", "")
            self._store("voice", voice, recording.size)
        elif "voice_spoken" in self.data and "voice_spoken" in cleaned:
            _keep_spoken(self.voice_stored or self.voice_before, cleaned["voice_spoken"])
        return self.has_room

    def _store(self, name: str, file: Any, size: int) -> None:
        try:
            refuse_if_full(size, file.collection)
            file.save()
        except (NoRoomError, OverLimitError) as refusal:
            self.add_error(name, refusal)
            self.has_room = False
            return
        file.sent_digest = digest(self.files[name])
        setattr(self, f"_{name}", file)

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
