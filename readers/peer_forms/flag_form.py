"""The form by which a reader says that something is wrong."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.models import FlagReason
from exchange.models.item import LONGEST_TEXT
from readers.peer_forms.forms import PeerForm, PlainTextField


class FlagForm(PeerForm):
    reason = forms.ChoiceField(
        choices=FlagReason.choices,
        error_messages={
            "required": _("Choose what is wrong."),
            "invalid_choice": _("Choose what is wrong."),
        },
    )
    text = PlainTextField(longest=LONGEST_TEXT)
    email = forms.EmailField(required=False, error_messages={"invalid": _("This is not an e-mail address.")})
