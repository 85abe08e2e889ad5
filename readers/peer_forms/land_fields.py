"""The land within a form: shown as told, each part to be put right there, the place found on sending.

`LandMixin` adds it to a form; a template places it with `readers/peer_forms/land.html`. A form is taken
without a place, too; only one that is not clear is asked for again, with the places that may be meant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from readers.peer_forms.forms import PLACE_FIELD
from readers.presenters.land.form import FormBuilder
from readers.presenters.land.place_choice import place_choice
from readers.presenters.land.place_names import place_label, place_text
from readers.presenters.problems import no_land_text, problem_text
from readers.presenters.view_models import Field, Link, PlaceChoice
from readers.presenters.wording import answer_text, factor_label, metres
from readers.request_land import LAND_PARAMETERS, PLACE_PARAMETERS, Pairs, RequestLand
from zones.gazetteer import Place
from zones.labels import label
from zones.land import ANY_LAND_USE, Land, Sliders
from zones.land_reading import read_land
from zones.place_match import PlaceAnswer, look_up

TYPED: Final = "place_typed"
CHOSEN: Final = "place_chosen"
# The answer to "which place is it?" of whoever lives at none of them.
NONE_OF_THESE: Final = "none"
# Asked of everybody; whatever else was said of the land is shown as well.
ALWAYS_SHOWN: Final = ("texture", "slope", "crops", "water_supply")


@dataclass(frozen=True, slots=True)
class LandRow:
    """One condition as it was told, with the question that puts it right."""

    label: str
    value: str
    field: Field


class LandFields:
    """Holds the land of one form: first as the reader's pages know it, then as the form was sent."""

    # Whether its page has a map to tap on.
    has_map: ClassVar[bool] = False

    def __init__(self, known: RequestLand, data: Mapping[str, Any] | None = None) -> None:
        self._params: dict[str, Sequence[str]] = {}
        self.place_error = ""
        self.place_choice: PlaceChoice | None = None
        if data is None:
            self._request_land = RequestLand(without_sliders(known.land))
            for name, value in self._request_land.pairs:
                self._params[name] = [*self._params.get(name, ()), value]
            self.typed = place_text(known.land)
        else:
            self._params = {name: _values(data, name) for name in LAND_PARAMETERS if name in data}
            land, problems = read_land(self._params)
            self._request_land = RequestLand(without_sliders(land), tuple(problems))
            self.typed = data.get(TYPED, place_text(land))
            self._find_place(data.get(CHOSEN, ""))

    @property
    def land(self) -> Land:
        return self._request_land.land

    @property
    def place(self) -> str:
        """Returns the place in words; empty where none is known."""
        land = self.land
        return place_label(land) if land.latitude is not None or land.place_name else ""

    @property
    def rows(self) -> list[LandRow]:
        """Returns what is asked of everybody, and what else was said."""
        build = FormBuilder(self._request_land, self._params)
        rows = [LandRow(factor_label(name), self._told(name), build.field(name)) for name in self._shown]
        if self._asks_altitude:
            altitude = self.land.altitude_m
            told = metres(altitude) if altitude is not None else ""
            rows.insert(0, LandRow(_("Altitude"), told, build.altitude()))
        return rows

    @property
    def hidden(self) -> Pairs:
        """Returns where the land is, and what the fields do not ask."""
        asked = (*self._shown, *(("altitude",) if self._asks_altitude else ()))
        return [pair for pair in self._request_land.pairs if pair[0] not in asked]

    @property
    def errors(self) -> list[Link]:
        """Returns what could not be read, in sentences, each with its field, which says it as well."""
        found = [
            Link(problem_text(problem), f"#{problem.parameter}")
            for problem in self._request_land.problems
            if problem.parameter == "altitude" or problem.parameter not in PLACE_PARAMETERS
        ]
        return [Link(self.place_error, PLACE_FIELD), *found] if self.place_error else found

    @property
    def content(self) -> dict[str, Any]:
        """Returns the land as the models of `exchange` keep it."""
        town = self.land.town
        name = self.land.place_name or (town.name if town is not None and self.land.place is not None else "")
        return {
            "land_pairs": [list(pair) for pair in self._request_land.pairs],
            "country": town.country if town is not None else "",
            "place_name": name,
        }

    @property
    def _asks_altitude(self) -> bool:
        return FormBuilder(self._request_land, self._params).asks_altitude

    @property
    def _shown(self) -> list[str]:
        stated = [name for name in self.land.stated if name not in ALWAYS_SHOWN]
        unread = [
            problem.parameter
            for problem in self._request_land.problems
            if problem.parameter not in (*PLACE_PARAMETERS, *ALWAYS_SHOWN, *stated)
        ]
        use = ["land_use"] if self.land.land_use and "land_use" not in unread else []
        return [*ALWAYS_SHOWN, *stated, *use, *dict.fromkeys(unread)]

    def _told(self, name: str) -> str:
        if name == "land_use":
            use = self.land.land_use
            return str(label("LAND_USES", use)) if use and use != ANY_LAND_USE else ""
        return answer_text(name, self.land.answers()[name]) if name in self.land.stated else ""

    def _find_place(self, chosen: str) -> None:
        """Moves the land to the place that was typed, or says what is not clear of it."""
        typed, land = self.typed.strip(), self.land
        if typed == place_text(land) and (land.latitude is not None or not typed):
            return
        moved = replace(
            land, place=None, place_name="", latitude=None, longitude=None, altitude_m=None, derived={}
        )
        moved = replace(moved, followed={})
        self._request_land = RequestLand(moved, self._request_land.problems)
        if not typed:
            return
        # A number alone is no position, and no number of a place that anybody knows.
        read, problems = read_land({"place": [typed]} if not typed.isdigit() else {})
        if read.latitude is not None and read.longitude is not None:
            self._move(moved.moved_to(read.latitude, read.longitude))
        elif problems:
            self.place_error = problem_text(problems[0])
        else:
            self._look_up(moved, typed, chosen)

    def _look_up(self, land: Land, typed: str, chosen: str) -> None:
        answer = look_up(typed, get_language() or "en")
        found = answer.sure or next((place for place in _offered(answer) if str(place.id) == chosen), None)
        if found is not None:
            self._move(land.at_place(found))
        elif chosen == NONE_OF_THESE:
            self._move(replace(land, place_name=read_land({"place_name": [typed]})[0].place_name))
        else:
            # The number of a place is what its radio button sends.
            self.place_choice = place_choice(answer, typed, lambda place: str(place.id), has_map=self.has_map)
            self.place_error = self.place_choice.heading

    def _move(self, land: Land) -> None:
        self._request_land = RequestLand(land, self._request_land.problems)
        if land.is_at_sea:
            self.place_error = no_land_text()


class LandMixin(forms.Form):
    """Adds the land to a form; `known` is the land of the page, or that of what is put right."""

    def __init__(self, *args: Any, known: RequestLand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.land_fields = LandFields(known, self.data if self.is_bound else None)

    @property
    def land_faults(self) -> Sequence[Link]:
        """Returns what is wrong with the land, each with its field."""
        return self.land_fields.errors

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.land_fields.errors:
            self.add_error(None, [ValidationError(each.label, code="land") for each in self.land_faults])
        return cleaned


def without_sliders(land: Land) -> Land:
    """Returns the land without what its reader finds important: that says nothing about the land."""
    return replace(land, sliders=Sliders())


def _offered(answer: PlaceAnswer) -> list[Place]:
    return [*answer.places, *answer.largest, *answer.elsewhere]


def _values(data: Mapping[str, Any], name: str) -> Sequence[str]:
    return data.getlist(name) if hasattr(data, "getlist") else [data[name]]
