"""The form for a film or recording: its file, what it is called in three languages, whose it is."""

import unicodedata
from pathlib import PurePath
from typing import Any, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from media.intake.films import EXTENSIONS, clean_film_or_recording
from media.intake.recordings import CleanRecording
from media.intake.refusals import USUAL_FILMS
from media.models import Clip
from zones.vocabulary import LANGUAGES

# No `capture`: with it, phones open their recorder and let nobody choose what came by WhatsApp.
ACCEPT: Final = ",".join(["audio/*", "video/*", *(f".{extension}" for extension in EXTENSIONS)])


class RecordingFormField(forms.FileField):
    """Takes a film or recording that passes the door, so that a refusal stands beside the field."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})

    def __init__(self, **kwargs: Any) -> None:
        # The door has its own sentence for what is empty.
        super().__init__(allow_empty_file=True, **kwargs)

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        return file if file is None else clean_film_or_recording(file)


class ClipForm(WagtailAdminModelForm):
    received = RecordingFormField(
        label=_("Film or voice"),
        help_text=format_lazy(
            "{} {}.",
            _("A film: ten minutes and 300 MB at most. A voice alone: three minutes and 10 MB."),
            USUAL_FILMS,
        ),
    )

    class Meta:
        model = Clip
        fields = ("received", *(f"title_{code}" for code in LANGUAGES), "credit", "licence", "collection")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received"].required = self.instance.pk is None
        own = policy_registry.get_by_type(Clip).collections_user_has_permission_for(self.for_user, "add")
        if self.instance.pk:
            own = own | own.model.objects.filter(pk=self.instance.collection_id)
        self.fields["collection"].queryset = own
        if len(own) == 1:
            self.fields["collection"].initial = own[0]
            self.fields["collection"].widget = forms.HiddenInput()

    def full_clean(self) -> None:
        super().full_clean()
        recording = getattr(self, "cleaned_data", {}).get("received")
        if self.errors and isinstance(recording, CleanRecording):
            recording.close()

    def clean(self) -> dict[str, Any]:
        """Returns the fields; a recording without a title gets the name of its file."""
        cleaned: dict[str, Any] = super().clean()
        sent = self.files.get(self.add_prefix("received"))
        if sent is not None and not any(cleaned.get(f"title_{code}") for code in LANGUAGES):
            cleaned[f"title_{_language()}"] = _title_of(sent.name or "")
        return cleaned


def _language() -> str:
    language = (get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def _title_of(filename: str) -> str:
    """Returns a file's name as a title: without its extension, composed, without what cannot be shown."""
    name = unicodedata.normalize("NFC", PurePath(filename).stem)
    return "".join(letter for letter in name if letter.isprintable()).strip()[:255]
