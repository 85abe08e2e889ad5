"""Defines the form by which readers subscribe to the newsletter."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from newsletter.models.subscriber import LONGEST_EMAIL
from newsletter.subscribing import Wish
from practices.models import RegionSection
from practices.passages import languages_from
from readers.peer_forms.forms import PeerForm
from readers.peer_forms.land_fields import LandFields, LandMixin
from readers.request_land import RequestLand
from zones.languages import BY_CODE, CODES

WITH_LAND: Final = "with_land"


class SubscribeForm(LandMixin, PeerForm):
    """Takes an address and languages; a region and the land of whoever wants more than the letter."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=LONGEST_EMAIL,
        error_messages={
            "max_length": _("This is no e-mail address: it has more than %(limit_value)d letters."),
            "required": _("Write your mail address: the newsletter is sent there."),
            "invalid": _("This is no e-mail address. Look at it again."),
        },
    )
    languages = forms.MultipleChoiceField(
        choices=[(code, BY_CODE[code].name) for code in CODES],
        error_messages={"required": _("Choose at least one language that you read.")},
    )
    region: Any = forms.ModelChoiceField(
        RegionSection.objects.none(), required=False, label=_("Region"), empty_label=_("No region")
    )
    with_land = forms.BooleanField(required=False)

    def __init__(self, *args: Any, known: RequestLand, **kwargs: Any) -> None:
        super().__init__(*args, known=known, **kwargs)
        self.fields["region"].queryset = RegionSection.objects.public().order_by("path")  # type: ignore[attr-defined]
        if self.is_bound and not self.data.get(WITH_LAND):
            # What stands in the folded part does not count, and is not looked at.
            self.land_fields = LandFields(known)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (
            cleaned.get(WITH_LAND)
            and not self.land_fields.errors
            and not self.land_fields.land.can_be_compared
        ):
            problem = str(_("Say where your land is, or take the tick away."))
            # Beside its box too, which is then unfolded.
            self.land_fields.place_error = problem
            self.add_error(None, problem)
        return cleaned

    def wish(self, page_language: str) -> Wish:
        """Returns what is wanted; the language of the page is the first of those that are read."""
        chosen, region = self.cleaned_data["languages"], self.cleaned_data["region"]
        order = [code for code in languages_from(page_language) if code in chosen]
        pairs = self.land_fields.content["land_pairs"] if self.cleaned_data[WITH_LAND] else []
        return Wish(order, region.pk if region else None, pairs)
