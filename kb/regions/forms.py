"""Takes what an administrator says of a region and of its people."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.models import User
from kb.regions.teams import Team
from practices.form_fields import CodesFormField
from practices.models import RegionSection
from practices.passages import languages_from, passage
from practices.places import country_choices
from practices.regions import publish_alone
from zones.languages import BY_CODE
from zones.vocabulary import LANGUAGES

MODERATORS: Final = "moderators"
EVERYBODY: Final = "everybody"
LONGEST_NAME: Final = 120


class RegionForm(forms.Form):
    """Asks for the name in three languages, the countries, and who may publish."""

    publishing = forms.ChoiceField(
        label=gettext_lazy("Who publishes"),
        choices=(
            (MODERATORS, gettext_lazy("Moderators: correspondents hand in, a moderator reads and publishes")),
            (EVERYBODY, gettext_lazy("Correspondents too, without waiting for anybody")),
        ),
        widget=forms.RadioSelect,
        initial=MODERATORS,
    )

    def __init__(self, data: Any = None, *, section: RegionSection | None = None) -> None:
        super().__init__(data, initial=_initial(section))
        # Regions of before may lack a name or their countries, and can still be changed.
        self.is_new = section is None
        self.codes = languages_from(None)
        for code in self.codes:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": BY_CODE[code].name},
                max_length=LONGEST_NAME,
                required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )
        # Made here: as a field of the class it would read the choices of the class.
        self.fields["countries"] = CodesFormField(
            label=_("Countries"),
            required=False,
            help_text=_("What farmers of these countries send comes to this region."),
            choices=_labelled(set(self.initial.get("countries") or ()), section),
        )
        self.order_fields([*(f"name_{code}" for code in self.codes), "countries"])

    @property
    def names(self) -> Mapping[str, str]:
        """Returns the name by language; empty where there is none."""
        return {code: self.cleaned_data[f"name_{code}"] for code in self.codes}

    @property
    def correspondents_publish(self) -> bool:
        return bool(self.cleaned_data["publishing"] == EVERYBODY)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        names = [f"name_{code}" for code in self.codes]
        if self.is_new:
            for name in names:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Write the name in this language too: its readers see it."))
            if not cleaned.get("countries") and "countries" not in self.errors:
                self.add_error("countries", _("Choose at least one country."))
        elif not any(cleaned.get(name) for name in names) and not self.errors:
            self.add_error(names[0], _("Write the name in at least one language."))
        return cleaned


def _initial(section: RegionSection | None) -> dict[str, Any]:
    if section is None:
        return {}
    setup = getattr(section, "setup", None)
    alone = publish_alone(setup.correspondents if setup else None, section)
    return {
        "countries": section.countries,
        "publishing": EVERYBODY if alone else MODERATORS,
        **{f"name_{code}": getattr(section, f"name_{code}") for code in LANGUAGES},
    }


def _labelled(chosen: Iterable[str], section: RegionSection | None) -> list[tuple[str, str]]:
    """Returns the countries, those of the region first; of others' it is said whose they are."""
    others = [each for each in RegionSection.objects.order_by("path") if each != section]
    taken = {code: passage(each, "name").text for each in others for code in each.countries or ()}
    labelled = [
        (code, _("%(country)s (so far: %(region)s)") % {"country": name, "region": taken[code]})
        if code in taken
        else (code, name)
        for code, name in country_choices()
    ]
    return sorted(labelled, key=lambda pair: pair[0] not in chosen)


class InvitationForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("Of the letter and of the desk."),
    )

    def __init__(self, data: Any = None, *, team: Team, language: str = "") -> None:
        super().__init__(data, initial={"language": language})
        self.fields["role"].choices = list(team.roles.items())  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Role"))

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(team.roles.items())  # type: ignore[attr-defined]


class LeavingForm(forms.Form):
    """Asks who has what somebody leaves behind."""

    heir = forms.ModelChoiceField(
        label=gettext_lazy("Passes on to"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose a colleague"),
    )

    def __init__(self, *args: Any, heirs: QuerySet[User], is_needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].queryset = heirs  # type: ignore[attr-defined]
        if not is_needed:
            del self.fields["heir"]
