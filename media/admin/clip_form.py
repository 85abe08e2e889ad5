"""The form for a film or recording: its file, what it is called in three languages, whose it is."""

import unicodedata
from pathlib import PurePath
from typing import Any, ClassVar, Final

from django import forms
from django.forms.widgets import Script
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from media import kept_uploads, spoken_languages
from media.admin.captions_field import CaptionsField
from media.captions import transcript_of
from media.free_room import NoRoomError
from media.intake.films import EXTENSIONS, clean_film_or_recording
from media.intake.recordings import CleanRecording
from media.intake.refusals import USUAL_FILMS
from media.models import Clip
from media.space_forms import RoomForm
from zones.vocabulary import LANGUAGES

# No `capture`: with it, phones open their recorder and let nobody choose what came by WhatsApp.
ACCEPT: Final = ",".join(["audio/*", "video/*", *(f".{extension}" for extension in EXTENSIONS)])


LOST: Final = _("The file that was sent before is no longer kept. Choose it again.")


def kept_as(name: str) -> str:
    """Returns under which name a form carries the token of what is kept for its file field."""
    return f"{name}-kept"


class RecordingInput(forms.FileInput):
    """Takes a file, or what is recorded at once where the browser can; says which one an earlier try left."""

    template_name = "media/admin/recording_input.html"
    # The name of what is kept, and the token under which it is.
    kept: tuple[str, str] | None = None

    class Media:
        js = (Script("media/recorder.js", type="module"),)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        if self.kept is not None:
            kept_name, token = self.kept
            context["widget"] |= {"kept": kept_name, "kept_token": token, "kept_as": kept_as(name)}
        return context


class RecordingFormField(forms.FileField):
    """Takes a film or recording that passes the door, so that a refusal stands beside the field."""

    widget = RecordingInput(attrs={"accept": ACCEPT})

    def __init__(self, **kwargs: Any) -> None:
        # The door has its own sentence for what is empty.
        super().__init__(allow_empty_file=True, **kwargs)

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        return file if file is None else clean_film_or_recording(file)


class ClipForm(RoomForm, WagtailAdminModelForm):
    sent_field: ClassVar[str] = "received"

    received = RecordingFormField(
        label=_("Video or voice"),
        help_text=format_lazy(
            "{} {}.",
            _("A video: ten minutes and 300 MB at most. A voice alone: three minutes and 10 MB."),
            USUAL_FILMS,
        ),
    )

    spoken = forms.ChoiceField(
        required=False,
        label=_("Language that is spoken"),
        help_text=_("So that readers find voices in their own language."),
    )
    spoken_other = forms.CharField(
        required=False,
        max_length=spoken_languages.LONGEST_TYPED,
        label=_("Its short name"),
        help_text=_("Two or three letters, if it is not in the list: Anufo is “cko”."),
    )

    class Meta:
        model = Clip
        fields = (
            *("received", "spoken"),
            *(f"{field}_{code}" for field in ("title", "captions", "transcript") for code in LANGUAGES),
            *("credit", "licence", "collection"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received"].required = self.instance.pk is None
        self.fields["spoken"].choices = self._languages()
        for code in LANGUAGES:
            self.fields[f"title_{code}"].label = _("Title")
            self.fields[f"captions_{code}"] = CaptionsField()
            self.fields[f"transcript_{code}"].label = _("What is said, as a text")
        self._take_up_kept()
        own = policy_registry.get_by_type(Clip).collections_user_has_permission_for(self.for_user, "add")
        if self.instance.pk:
            own = own | own.model.objects.filter(pk=self.instance.collection_id)
        self.fields["collection"].queryset = own
        if len(own) == 1:
            self.fields["collection"].initial = own[0]
            self.fields["collection"].widget = forms.HiddenInput()

    def full_clean(self) -> None:
        """Checks the form; what has to come back keeps its files, so that nobody sends them twice."""
        super().full_clean()
        cleaned = getattr(self, "cleaned_data", {})
        recording = cleaned.get("received")
        if self.errors and isinstance(recording, CleanRecording):
            self._keep(recording)
        if self.errors:
            for name in (f"captions_{code}" for code in LANGUAGES):
                self.fields[name].widget.kept = cleaned.get(name, "") if name in self.changed_data else ""
        if self._kept is not None:
            self._kept.close()

    def save(self, commit: bool = True) -> Clip:
        """Stores the clip; returns it. What was kept for it goes."""
        clip: Clip = super().save(commit)
        if self._kept is not None:
            self._kept.forget()
        return clip

    def clean_spoken_other(self) -> str:
        """Returns the tag of the language that is not in the list."""
        typed: str = self.cleaned_data["spoken_other"]
        return spoken_languages.clean(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        """Returns the fields; without a title there is the name of the file, without a text the captions."""
        recording = self.cleaned_data.get("received")
        if self._is_lost:
            self.add_error("received", LOST)
        cleaned: dict[str, Any] = super().clean()
        if isinstance(recording, CleanRecording) and "received" not in cleaned:
            # There is no room for it.
            recording.close()
        sent = self.files.get(self.add_prefix("received"))
        if sent is not None and not any(cleaned.get(f"title_{code}") for code in LANGUAGES):
            cleaned[f"title_{own_language()}"] = _title_of(sent.name or "")
        if cleaned.get("spoken_other"):
            cleaned["spoken"] = cleaned["spoken_other"]
        for code in LANGUAGES:
            before = getattr(self.instance, f"captions_{code}") or ""
            captions = cleaned.get(f"captions_{code}")
            is_untouched = (cleaned.get(f"transcript_{code}") or "") in ("", transcript_of(before))
            if captions and captions != before and is_untouched:
                cleaned[f"transcript_{code}"] = transcript_of(captions)
        return cleaned

    def _take_up_kept(self) -> None:
        """Takes what an earlier try left as if it were sent with this one."""
        self._kept: kept_uploads.KeptUpload | None = None
        self._is_lost = False
        field = self.add_prefix("received")
        token = self.data.get(kept_as(field)) if self.is_bound else None
        if not token or self.files.get(field):
            return
        self._kept = kept_uploads.find(token, self.for_user)
        self.fields["received"].required = False
        if self._kept is None:
            self._is_lost = True
            return
        self.files = MultiValueDict({**dict(self.files.lists()), field: [self._kept]})
        self._offer(self._kept.name or "", self._kept.token)

    def _keep(self, recording: CleanRecording) -> None:
        if self._kept is not None:
            recording.close()
            return
        sent: Any = self.files[self.add_prefix("received")]
        try:
            token = kept_uploads.keep(recording, sent.name, self.for_user)
        except NoRoomError as refusal:
            self.add_error("received", refusal)
        else:
            self._offer(sent.name, token)

    def _offer(self, name: str, token: str) -> None:
        self.fields["received"].required = False
        self.fields["received"].widget.kept = (name, token)

    def _languages(self) -> list[tuple[str, Any]]:
        """Returns what there is to choose from; what was typed as another language has its place there."""
        offered: list[tuple[str, Any]] = [("", _("none, or I do not know"))]
        offered += spoken_languages.choices(own_language())
        if self.instance.spoken and self.instance.spoken not in dict(offered):
            offered.append(
                (self.instance.spoken, spoken_languages.name(self.instance.spoken, own_language()))
            )
        return offered


def own_language() -> str:
    """Returns the language in which the person works."""
    language = (get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


def _title_of(filename: str) -> str:
    """Returns a file's name as a title: without its extension, composed, without what cannot be shown."""
    name = unicodedata.normalize("NFC", PurePath(filename).stem)
    return "".join(letter for letter in name if letter.isprintable()).strip()[:255]
