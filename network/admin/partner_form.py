"""The form for a partner: who it is and where, what it does, who may be written to, who confirmed it."""

from typing import Any, Final

from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from network.access import countries_of
from network.models import PartnerState
from network.partners.rules import CONFIRMED
from practices.places import country_choices
from zones.languages import BY_CODE

# What the coordination alone says: members are made by the bureau and the consortium.
COORDINATIONS: Final = ("is_member", "joined_on")
WHERE: Final = ("place_name", "country")
POSITION: Final = ("latitude", "longitude")


class PartnerForm(WagtailAdminModelForm):
    """Knows the person's countries, and finds the place anew where its name changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = countries_of(self.for_user)
        if own is not None:
            self._narrow_to(own)
        for name, field in self.fields.items():
            base, _mark, code = name.rpartition("_")
            if base == "about":
                field.label = _("About (%(language)s)") % {"language": BY_CODE[code].name}
                field.widget.attrs["lang"] = code

    def _narrow_to(self, countries: frozenset[str]) -> None:
        """Offers the person's own countries, and leaves membership to the coordination."""
        choices = [choice for choice in country_choices() if choice[0] in countries]
        self.fields["country"].choices = [("", "---------"), *choices] if len(choices) > 1 else choices
        for name in COORDINATIONS:
            self.fields[name].disabled = True
        state = self.fields["state"]
        kept = {PartnerState.APPLIED, PartnerState.CHECKED, PartnerState.WITHDRAWN}
        if self.instance.state in CONFIRMED:
            kept = {PartnerState(self.instance.state), PartnerState.WITHDRAWN}
        state.choices = [choice for choice in PartnerState.choices if choice[0] in kept]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        has_moved = any(name in self.changed_data for name in WHERE)
        if (
            has_moved
            and cleaned.get("place_name")
            and not any(name in self.changed_data for name in POSITION)
        ):
            cleaned.update(dict.fromkeys(POSITION))
        return cleaned
