"""Defines the form by which a territory says that it looks for a twin."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from jobs.consent_texts import TWIN_PUBLICATION, current
from network.models.expression import LONGEST_EMAIL, Expression
from network.models.territory import LONGEST_NAME, LONGEST_TEXT
from network.twins.fields import language_choices
from network.twins.vocabulary import TOPICS
from readers.peer_forms.forms import PLACE_FIELD, PeerForm, PlainTextField
from readers.peer_forms.land_fields import LandFields
from readers.presenters.view_models import Link
from readers.request_land import RequestLand
from zones.land import Land

SUBJECT: Final = "twins"
SAFEGUARDS: Final = ("land_holders_asked", "groups_asked", "food_first")
ANSWER_MISSING: Final = {"required": _("Choose an answer."), "invalid_choice": _("Choose an answer.")}
MANDATES: Final = (("yes", pgettext_lazy("answer", "yes")), ("no", pgettext_lazy("answer", "no")))


def _text(label: Any, longest: int, missing: Any = None) -> PlainTextField:
    messages = {"required": missing} if missing else {}
    return PlainTextField(longest=longest, label=label, required=bool(missing), error_messages=messages)


def _answer(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=Expression.Asked.choices, label=label, error_messages=ANSWER_MISSING)


class TwinForm(PeerForm):
    """Takes who signs, the place, what it offers and seeks, safeguards, and whether it may be published."""

    # As they stand on the page.
    field_order = (
        *("territory_name", "languages", "offers", "seeks", "why", *SAFEGUARDS),
        *("signer_name", "signer_role", "has_mandate", "email", "publish"),
    )
    territory_name = _text(
        _("Name of your commune, district or region"), LONGEST_NAME, _("Write the name of your territory.")
    )
    signer_name = _text(_("Your name"), LONGEST_NAME, _("Write your name: somebody has to sign."))
    signer_role = _text(_("Your role"), LONGEST_NAME)
    has_mandate = forms.ChoiceField(
        choices=MANDATES, label=_("Has the council asked you to write this?"), error_messages=ANSWER_MISSING
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=LONGEST_EMAIL,
        error_messages={
            "max_length": _("This is no e-mail address: it has more than %(limit_value)d letters."),
            "required": _("Write your mail address: a link to confirm is sent there."),
            "invalid": _("This is no e-mail address. Look at it again."),
        },
    )
    offers = forms.MultipleChoiceField(choices=list(TOPICS.items()), required=False)
    seeks = forms.MultipleChoiceField(choices=list(TOPICS.items()), required=False)
    languages = forms.MultipleChoiceField(
        choices=language_choices, error_messages={"required": _("Choose at least one language.")}
    )
    why = _text(
        _("Why you look for a twin"),
        LONGEST_TEXT,
        _("Write a few words: this is what the others read first."),
    )
    land_holders_asked = _answer(_("Were those asked who hold or use the land?"))
    groups_asked = _answer(_("Were women, herders and young people asked?"))
    food_first = _answer(_("Does growing food come before everything else?"))
    publish = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=SUBJECT, **kwargs)
        self.place = LandFields(RequestLand(Land()), self.data if self.is_bound else None)
        self.place_error = self.place.place_error

    @property
    def land_faults(self) -> Sequence[Link]:
        return [Link(self.place_error, PLACE_FIELD)] if self.place_error else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.place_error and self.place.land.latitude is None:
            self.place_error = gettext(
                "Write a town near its centre, or latitude and longitude such as 9.8, 1.5."
            )
        elif not self.place_error and self.place.land.town is None:
            self.place_error = gettext("No town is near this position. Look at it again.")
        if self.place_error:
            self.add_error(None, ValidationError(self.place_error, code="place"))
        if not cleaned.get("offers") and not cleaned.get("seeks"):
            text = gettext("Choose at least one thing that you offer or seek.")
            self.add_error("offers", ValidationError(text, code="required"))
        return cleaned

    @property
    def content(self) -> dict[str, Any]:
        """Returns what an expression keeps of it."""
        told, land = self.cleaned_data, self.place.land
        assert land.town is not None
        return {
            **{name: told[name].strip() for name in ("territory_name", "signer_name", "signer_role", "why")},
            **{name: told[name] for name in SAFEGUARDS},
            **{name: _codes(told[name]) for name in ("offers", "seeks", "languages")},
            "has_mandate": told["has_mandate"] == "yes",
            "email": told["email"].strip().lower(),
            "country": land.town.country,
            "latitude": land.latitude,
            "longitude": land.longitude,
            "publication_text": current(TWIN_PUBLICATION) if told["publish"] else "",
        }


def _codes(chosen: Iterable[str]) -> tuple[str, ...]:
    return tuple(chosen)
