"""The forms of questions: to ask one, to answer one, to hear of some."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchange.models.item import LONGEST_NAME
from jobs.consent_texts import PEER_NAMING, PEER_PUBLICATION, current
from readers.peer_forms.files import FilesMixin
from readers.peer_forms.forms import PeerForm, PlainTextField
from readers.peer_forms.land_fields import LandMixin
from readers.peer_forms.report_form import ContactMixin
from zones.languages import BY_CODE, CODES

LONGEST_QUESTION: Final = 2000
LONGEST_ANSWER: Final = 5000


class SpokenOrWrittenForm(FilesMixin, LandMixin, ContactMixin, PeerForm):
    """Takes words or a recording of somebody who says something from their land."""

    # As they stand on the page.
    field_order = ("text", "photo", "voice", "voice_spoken", "email", "phone", "name")
    text: forms.Field
    name = PlainTextField(longest=LONGEST_NAME, label=_("Name"))
    nothing_said: Any = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_said = cleaned.get("text", "").strip() or cleaned.get("voice") or self.voice_stored
        if not is_said and not self.errors.keys() & {"text", "voice"}:
            self.add_error("text", ValidationError(self.nothing_said, code="required"))
        return cleaned

    @property
    def is_more_open(self) -> bool:
        """Returns whether what lies folded has something in it, or something wrong."""
        return any(self[name].value() or self.errors.get(name) for name in ("name", "phone", "email"))

    @property
    def content(self) -> dict[str, Any]:
        """Returns what the models keep of it."""
        name = self.cleaned_data["name"].strip()
        return {
            **self.land_fields.content,
            "text": self.cleaned_data["text"].strip(),
            "name": name,
            "publication_version": current(PEER_PUBLICATION),
            "naming_version": current(PEER_NAMING) if name else "",
            "photo": self.photo_stored,
            "voice": self.voice_stored,
        }


class QuestionForm(SpokenOrWrittenForm):
    text = PlainTextField(longest=LONGEST_QUESTION, label=_("Your question"))
    nothing_said = _("Write your question, or send it as a recording.")


class AnswerForm(SpokenOrWrittenForm):
    text = PlainTextField(longest=LONGEST_ANSWER, label=_("Your answer: what you did, and how it went"))
    nothing_said = _("Write your answer, or send it as a recording.")


class ListenForm(LandMixin, PeerForm):
    """Takes who wants to hear of questions, from which land, in which languages."""

    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={
            "required": _("Write your mail address: the questions are sent there."),
            "invalid": _("This is no e-mail address. Look at it again."),
        },
    )
    reads = forms.MultipleChoiceField(
        choices=[(code, BY_CODE[code].name) for code in CODES],
        error_messages={"required": _("Choose at least one language that you read.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.land_fields.errors and not self.land_fields.land.can_be_compared:
            self.add_error(
                None,
                ValidationError(
                    _("Say where your land is: without it no question can be found."), code="land"
                ),
            )
        return cleaned
