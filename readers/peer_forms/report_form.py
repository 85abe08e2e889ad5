""" "I tried this" as a form: two choices and Send; everything that is typed lies folded."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchange.models import Author, ReportOutcome, Since
from exchange.models.item import LONGEST_NAME, LONGEST_TEXT
from readers.peer_forms.files import FilesMixin
from readers.peer_forms.forms import PeerForm, PlainTextField
from readers.peer_forms.land_fields import LandMixin

LONGEST_PHONE: Final = 32
FEWEST_DIGITS: Final = 6
PHONE: Final = re.compile(r"[+0-9 ().\-/]+")


class PhoneField(PlainTextField):
    """Takes a number as people write it; raises ValidationError for what nobody can dial."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest=LONGEST_PHONE, **kwargs)

    def clean(self, value: Any) -> str:
        number = super().clean(value)
        if number and (not PHONE.fullmatch(number) or sum(map(str.isdigit, number)) < FEWEST_DIGITS):
            raise ValidationError(
                _("This is no phone number: write digits, with the country’s first."), "phone"
            )
        return number


class ContactMixin(forms.Form):
    """Adds how to reach the person: both for people of the region only, and neither needed."""

    phone = PhoneField(label=_("Phone or WhatsApp"))
    email = forms.EmailField(
        required=False,
        label=_("E-mail"),
        error_messages={"invalid": _("This is no e-mail address. Look at it again, or leave it empty.")},
    )


def keep_contact(author: int, form: ContactMixin) -> None:
    """Writes down how the author can be reached."""
    told = form.cleaned_data
    Author.objects.filter(pk=author).update(phone=told["phone"], email=told["email"])


class ReportForm(FilesMixin, LandMixin, ContactMixin, PeerForm):
    # As they stand on the page.
    field_order = ("outcome", "since", "photo", "voice", "voice_spoken", "changed", "name", "phone", "email")
    outcome = forms.ChoiceField(
        choices=ReportOutcome.choices,
        error_messages={"required": _("Say how it went: one of these four.")},
    )
    since = forms.ChoiceField(
        choices=Since.choices,
        error_messages={"required": _("Say since when: one of these three.")},
    )
    changed = PlainTextField(longest=LONGEST_TEXT, label=_("What I changed"))
    name = PlainTextField(longest=LONGEST_NAME, label=_("Name"))

    @property
    def is_more_open(self) -> bool:
        """Returns whether what lies folded has something in it, or something wrong."""
        return any(self[name].value() or self.errors.get(name) for name in ("name", "phone", "email"))
