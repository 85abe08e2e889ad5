"""The five screens of "Tell us yours". Required are the place, one sentence and, for sending, the outcome."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.contributing import FILES, SCREENS, canonical, told
from exchange.models import Contribution
from exchange.models.item import LONGEST_NAME, LONGEST_TEXT
from practices.places import optional_country_choices
from readers.peer_forms.files import FilesMixin
from readers.peer_forms.forms import PeerForm, PlainTextField
from readers.peer_forms.land_fields import CHOSEN, TYPED, LandFields
from readers.presenters.land.form import FormBuilder
from readers.presenters.land.place_names import place_text
from readers.presenters.peers.telling import field_label
from readers.presenters.view_models import Field, Link
from readers.request_land import PLACE_PARAMETERS, RequestLand
from zones import gazetteer
from zones.coordinates import OffTheGlobe, position_in
from zones.labels import choices
from zones.land import Land
from zones.vocabulary import CROPS

# Sent by the button that leads to the screen before: what is written is kept all the same.
BACK: Final = "back"
# The place that was chosen among those around a tap on the map: its number, or the position itself.
TAPPED: Final = "tapped"
# What the first screen asks of the land, all of it optional.
ASKED_OF_LAND: Final = ("land_use", "texture", "slope", "water_supply", "rooting_depth", "waterlogging")
TOLD: Final = frozenset(name for names in SCREENS.values() for name in names)
LONGEST_SENTENCE: Final = 600
LONGEST_ANSWER: Final = 3000
LONGEST_LINE: Final = 120
# Nobody who tells of it began earlier.
EARLIEST: Final = 1900


class ScreenForm(PeerForm):
    """Holds one screen; `draft` is what was told so far, None on the first screen."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        draft: Contribution | None,
        known: RequestLand,
        **kwargs: Any,
    ) -> None:
        known_so_far = told(draft) if draft is not None else {}
        # A file that is there already is none that this form was sent.
        initial = {name: value for name, value in known_so_far.items() if name not in FILES}
        super().__init__(data, files, initial=initial, **kwargs)
        self.draft, self.known = draft, known
        for name in self.fields.keys() & TOLD:
            self.fields[name].label = field_label(name)

    @property
    def goes_back(self) -> bool:
        return BACK in self.data

    def values(self) -> dict[str, Any]:
        """Returns what the screen tells, by the names of `exchange.contributing.told`."""
        raise NotImplementedError


class FieldLand(LandFields):
    """The land of one field: where it is, and a few things that help to compare it."""

    has_map = True

    @property
    def _shown(self) -> list[str]:
        unread = [one.parameter for one in self._request_land.problems]
        return [*ASKED_OF_LAND, *(name for name in unread if name not in (*PLACE_PARAMETERS, *ASKED_OF_LAND))]

    @property
    def fields(self) -> list[Field]:
        """Returns the questions; in mountains the altitude comes first, which puts the map right."""
        build = FormBuilder(self._request_land, self._params)
        altitude = [build.altitude()] if build.asks_altitude else []
        return [*altitude, *(build.field(name) for name in self._shown)]


class PlaceForm(ScreenForm):
    # Only asked where our list does not have the place.
    place_country = forms.ChoiceField(required=False, choices=optional_country_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = _with_tapped(self.data)
        self.land_fields = FieldLand(self.known, self.data if self.is_bound else None)

    @property
    def land_faults(self) -> Sequence[Link]:
        return self.land_fields.errors

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        land = self.land_fields
        if land.errors:
            self.add_error(None, [ValidationError(each.label, code="land") for each in land.errors])
        elif not land.place:
            land.place_error = _("Say where it was: a village or a town, or tap on the map.")
            self.add_error(None, ValidationError(land.place_error, code="place"))
        return cleaned

    def forget_errors(self) -> None:
        """Takes out what is wrong: somebody taps on the map because what was typed was not found."""
        self.full_clean()
        self.errors.clear()
        self.land_fields.place_error = ""

    def values(self) -> dict[str, Any]:
        land = self.land_fields.land
        content = self.land_fields.content
        nearest = land.town.name if land.town is not None else ""
        values = {
            "land": canonical(land),
            "place_name": content["place_name"] or nearest,
            "country": content["country"] or self.cleaned_data["place_country"],
        }
        if self.draft is None:
            # What the reader's pages know of the crops; the next screen asks again.
            stated = land.stated.get("crops")
            values["crops"] = [code for code in CROPS if isinstance(stated, frozenset) and code in stated]
        return values


class WhatForm(ScreenForm):
    sentence = PlainTextField(longest=LONGEST_SENTENCE)
    problem = PlainTextField(longest=LONGEST_ANSWER)
    crops = forms.MultipleChoiceField(required=False, choices=choices("CROPS"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.goes_back and "sentence" in cleaned and not cleaned["sentence"]:
            self.add_error("sentence", ValidationError(_("Say it in one sentence."), code="required"))
        return cleaned

    def values(self) -> dict[str, Any]:
        chosen = self.cleaned_data["crops"]
        return {
            "sentence": self.cleaned_data["sentence"],
            "problem": self.cleaned_data["problem"],
            "crops": [code for code in CROPS if code in chosen],
        }


class HowForm(ScreenForm):
    steps = PlainTextField(longest=LONGEST_TEXT)
    when = PlainTextField(longest=LONGEST_LINE)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("steps", "when")}


class OutcomeForm(ScreenForm):
    outcome = forms.ChoiceField(required=False, choices=choices("OUTCOMES"))
    did_not_work = PlainTextField(longest=LONGEST_ANSWER)
    how_overcome = PlainTextField(longest=LONGEST_ANSWER)
    since_year = forms.CharField(required=False)

    def clean_since_year(self) -> str:
        typed: str = self.cleaned_data["since_year"].strip()
        this_year = date.today().year
        number = int(typed[:5]) if typed.isascii() and typed.isdigit() else 0
        if typed and not EARLIEST <= number <= this_year:
            raise ValidationError(
                _("Write a year in four digits, such as %(year)s."), params={"year": this_year - 3}
            )
        return typed

    def values(self) -> dict[str, Any]:
        names = ("outcome", "did_not_work", "how_overcome", "since_year")
        return {name: self.cleaned_data[name] for name in names}


class YouForm(FilesMixin, ScreenForm):
    no_photo = forms.BooleanField(required=False)
    no_voice = forms.BooleanField(required=False)
    name = PlainTextField(longest=LONGEST_NAME)
    role = PlainTextField(longest=LONGEST_LINE)
    publication = forms.BooleanField(required=False)
    naming = forms.BooleanField(required=False)
    licence = forms.ChoiceField(required=False, choices=choices("LICENCES"))
    phone = PlainTextField(longest=32)
    email = forms.EmailField(
        required=False,
        error_messages={
            "invalid": gettext_lazy("This is no e-mail address. Look at it again, or leave it empty.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.draft is not None
        self.begin_with(self.draft.voice)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("naming") and not cleaned.get("name"):
            self.add_error(
                "name", ValidationError(_("Write your name, or take out the tick below it."), code="no_name")
            )
        return cleaned

    def values(self) -> dict[str, Any]:
        names = ("name", "role", "publication", "naming", "licence", "phone", "email", "people_agreed")
        values = {name: self.cleaned_data[name] for name in names}
        assert self.draft is not None
        for name, stored, kept in (
            ("photo", self.photo_stored, self.draft.photo_id),
            ("voice", self.voice_stored, self.draft.voice_id),
        ):
            left_out = self.cleaned_data[f"no_{name}"]
            values[name] = stored.pk if stored is not None else None if left_out else kept
        return values


class SendForm(ScreenForm):
    """Holds the last button, and the agreement where it was not given yet."""

    publication = forms.BooleanField(required=False)

    def values(self) -> dict[str, Any]:
        return {}


FORMS: Final[Mapping[str, Callable[..., ScreenForm]]] = {
    "place": PlaceForm,
    "what": WhatForm,
    "how": HowForm,
    "outcome": OutcomeForm,
    "you": YouForm,
}


def _with_tapped(data: Any) -> Any:
    """Returns what was sent; a place chosen after a tap on the map stands for what was typed."""
    chosen = data.get(TAPPED, "")
    place = gazetteer.get(int(chosen)) if chosen.isascii() and chosen.isdigit() and len(chosen) < 12 else None
    try:
        position = position_in(chosen) if place is None else None
    except OffTheGlobe:
        position = None
    if place is None and position is None:
        return data
    moved = data.copy()
    for name in (*PLACE_PARAMETERS, CHOSEN):
        moved.pop(name, None)
    if place is not None:
        land = Land().at_place(place)
    else:
        assert position is not None
        land = Land().moved_to(*position)
    for name, value in land.to_query():
        moved[name] = value
    moved[TYPED] = place_text(land)
    return moved
