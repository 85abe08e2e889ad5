"""The form for a territory: the place, what it offers and seeks, what it says in its own words."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from network.access import countries_of
from network.twins.access import known_territories
from network.twins.fields import language_choices
from practices.places import country_choices
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES

# What the coordination alone says.
COORDINATIONS: Final = ("state", "twin")


class TerritoryForm(WagtailAdminModelForm):
    """Knows the person's countries."""

    own_language = forms.ChoiceField(required=False, label=gettext_lazy("Language of these words"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own_language"].choices = [("", "---------"), *language_choices()]
        others = known_territories(self.for_user).exclude(pk=self.instance.pk)
        self.fields["twin"].queryset = others
        own = countries_of(self.for_user)
        if own is not None:
            choices = [choice for choice in country_choices() if choice[0] in own]
            self.fields["country"].choices = [("", "---------"), *choices] if len(choices) > 1 else choices
            for name in COORDINATIONS:
                self.fields[name].disabled = True
        for code in LANGUAGES:
            field = self.fields[f"about_{code}"]
            field.label = _("About (%(language)s)") % {"language": BY_CODE[code].name}
            field.widget.attrs["lang"] = code


def territory_panels() -> Any:
    """Returns the form's groups."""
    return ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("country"), FieldPanel("level")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldRowPanel([FieldPanel("state"), FieldPanel("twin")]),
            MultiFieldPanel(
                [FieldPanel("role"), FieldPanel("languages"), FieldPanel("offers"), FieldPanel("seeks")],
                heading=gettext_lazy("What it offers and seeks"),
            ),
            MultiFieldPanel(
                [
                    *(FieldPanel(f"about_{code}") for code in LANGUAGES),
                    FieldPanel("own_text"),
                    FieldPanel("own_language"),
                ],
                heading=gettext_lazy("What readers see"),
            ),
        ],
        base_form_class=TerritoryForm,
    )
