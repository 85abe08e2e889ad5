"""The form for an event: what it is, when and where, who holds it."""

import zoneinfo
from collections.abc import Collection
from functools import cache
from typing import Any, Final

from babel.core import get_global
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from network.access import countries_of
from network.events.access import event_countries
from network.models import Publication
from practices.places import country_choices
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES

# Zones that carry the name of a city.
PARTS: Final = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@cache
def zone_choices() -> list[tuple[str, str]]:
    """Returns the time zones by the names of their cities, and UTC."""
    names = sorted(name for name in zoneinfo.available_timezones() if name.startswith(PARTS))
    return [("", "---------"), ("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def zone_choices_of(countries: Collection[str]) -> list[Any]:
    """Returns the same choices, those of the countries first."""
    country_of = get_global("zone_territories")
    nothing, *zones = zone_choices()
    own = [zone for zone in zones if country_of.get(zone[0]) in countries]
    if not own:
        return [nothing, *zones]
    others = [zone for zone in zones if zone not in own]
    return [nothing, (_("Your countries"), own), (_("All others"), others)]


class EventForm(WagtailAdminModelForm):
    """Knows the person's countries."""

    zone = forms.ChoiceField(
        required=False,
        choices=zone_choices,
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Of the place; needed where a time of day is given."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = event_countries(self.for_user)
        self.fields["zone"].choices = zone_choices_of(countries_of(self.for_user) or ())
        if own is not None:
            choices = [choice for choice in country_choices() if choice[0] in own]
            country = self.fields["country"]
            country.choices = [("", "---------"), *choices] if len(choices) > 1 else choices
            country.required = True
            state = self.fields["state"]
            state.choices = [choice for choice in Publication.choices if choice[0] == Publication.DRAFT]
        for code in LANGUAGES:
            for name, label in (
                ("title", _("Title (%(language)s)")),
                ("summary", _("Summary (%(language)s)")),
            ):
                field = self.fields[f"{name}_{code}"]
                field.label = label % {"language": BY_CODE[code].name}
                field.widget.attrs["lang"] = code


def event_panels() -> Any:
    """Returns the form's groups."""
    return ObjectList(
        [
            FieldPanel("state"),
            MultiFieldPanel(
                [FieldPanel(f"{name}_{code}") for code in LANGUAGES for name in ("title", "summary")],
                heading=gettext_lazy("What it is"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                    FieldPanel("zone"),
                ],
                heading=gettext_lazy("When"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("place"), FieldPanel("country")]), FieldPanel("online_url")],
                heading=gettext_lazy("Where"),
            ),
            MultiFieldPanel(
                [FieldPanel("organiser"), FieldPanel("url"), FieldPanel("languages")],
                heading=gettext_lazy("Who holds it"),
            ),
        ],
        base_form_class=EventForm,
    )
