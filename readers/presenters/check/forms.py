"""The six forms of the self-assessment: questions, what was answered, what could not be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from readers.check_query import (
    FROM,
    LAND_QUESTIONS,
    LAST_FORM,
    RESULT,
    STEP,
    CheckQuery,
    rating_parameter,
)
from readers.presenters.check.words import ANSWERS, RATED_LABELS, RATING_LABELS, heading, question
from readers.presenters.land.form import FormBuilder
from readers.presenters.land.place_names import place_text
from readers.presenters.land.world_map import MapTile, TapMap, tile_map, world_map
from readers.presenters.problems import no_land_text, problem_text
from readers.presenters.view_models import Choice, Field, FieldKind, PlaceChoice
from readers.request_land import PLACE_PARAMETERS, Pairs
from zones.self_assessment import RATED, RATINGS, SEVERAL_ANSWERS

# What each form asks beside the land; the third asks for the pasture where there is one.
QUESTIONS: Final[Mapping[int, Sequence[str]]] = {
    1: ("soil_look",),
    2: ("use_now", "use_before"),
    3: ("tillage",),
    4: ("stalks", "little"),
    5: ("given",),
    6: (),
}


@dataclass(frozen=True, slots=True)
class PlaceField:
    """The field for the place: what was typed, what was wrong with it, and places to choose from.

    `map` is the world, or with `is_near` the part of it that was tapped, to tap again.
    """

    name: str
    value: str
    error: str
    choice: PlaceChoice | None
    map: TapMap
    is_near: bool


@dataclass(frozen=True, slots=True)
class CheckForm:
    """One form. `faces` are ratings, one row each; `steps` says of each form whether it was reached."""

    heading: str
    step: int
    steps: Sequence[bool]
    action: str
    hidden: Pairs
    fields: Sequence[Field]
    faces: Sequence[Field]
    place: PlaceField | None
    problems: Sequence[str]
    button: str
    back_url: str
    skip_url: str
    result_url: str


def check_form(query: CheckQuery, params: Mapping[str, Sequence[str]], place: PlaceField | None) -> CheckForm:
    """Return the form of the screen that the query asks for."""
    action = reverse("readers:check")
    faces = [_rating(query, name) for name in RATED] if query.step == LAST_FORM else []
    names = [
        "pasture" if query.step == 3 and query.answers.is_pasture else each for each in QUESTIONS[query.step]
    ]
    own = [_choice(query, name) for name in names]
    land = _land_fields(query, params) if query.step == 1 else []
    asked = {each.name for each in (*land, *own, *faces)}
    return CheckForm(
        heading=heading(query.step, query.answers),
        step=query.step,
        steps=[number <= query.step for number in range(1, LAST_FORM + 1)],
        action=action,
        hidden=[
            (STEP, str(query.following)),
            (FROM, str(query.step)),
            *(pair for pair in query.to_query()[1:] if pair[0] not in asked),
        ],
        fields=[*land, *own],
        faces=faces,
        place=place if query.step == 1 else None,
        problems=_problems(query, asked),
        button=_("See what comes of it") if query.step == LAST_FORM else _("Next"),
        back_url=query.at(query.preceding).address(action) if query.step > 1 else "",
        skip_url=query.at(query.following).address(action),
        result_url=query.at(RESULT).address(action) if 1 < query.step < LAST_FORM else "",
    )


def place_field(
    query: CheckQuery, name: str, typed: str | None, choice: PlaceChoice | None, near: MapTile | None
) -> PlaceField:
    """Return the field for the place; `choice` has the places that what was typed may mean.

    `near` is the part of the world that was tapped.
    """
    errors = [
        problem_text(each) for each in query.request_land.problems if each.parameter in PLACE_PARAMETERS
    ]
    if query.land.is_at_sea:
        errors.append(no_land_text())
    if choice is not None:
        errors += [choice.heading, *choice.sentences]
    return PlaceField(
        name,
        typed if typed is not None else place_text(query.land),
        " ".join(errors),
        choice,
        tile_map(near) if near is not None else world_map(),
        is_near=near is not None,
    )


def _land_fields(query: CheckQuery, params: Mapping[str, Sequence[str]]) -> list[Field]:
    builder = FormBuilder(query.request_land, params)
    fields = [builder.field(name) for name in ("texture", "organic_matter", "waterlogging")]
    return [builder.altitude(), *fields] if builder.asks_altitude else fields


def _choice(query: CheckQuery, name: str) -> Field:
    several = name in SEVERAL_ANSWERS
    chosen = {code for pair, code in query.answer_pairs if pair == name}
    return Field(
        name,
        question(name),
        FieldKind.CHOICE,
        value=next(iter(chosen), ""),
        options=[Choice(code, str(label), code in chosen) for code, label in ANSWERS[name].items()],
        multiple=several,
        offers_unknown=not several,
    )


def _rating(query: CheckQuery, name: str) -> Field:
    chosen = query.ratings.get(name)
    return Field(
        rating_parameter(name),
        str(RATED_LABELS[name]),
        FieldKind.CHOICE,
        value=str(chosen or ""),
        options=[
            Choice(code, str(label), chosen == int(code))
            for code, label in zip(RATINGS, RATING_LABELS, strict=True)
        ],
    )


def _problems(query: CheckQuery, asked: set[str]) -> list[str]:
    """Return what could not be read and does not stand beside its own field."""
    at_place = PLACE_PARAMETERS if query.step == 1 else ()
    texts = [
        problem_text(each)
        for each in query.request_land.problems
        if each.parameter not in at_place
        and not (each.parameter in LAND_QUESTIONS and each.parameter in asked)
    ]
    return texts + [unread_text(name, value) for name, value in query.unread]


def unread_text(name: str, value: str) -> str:
    """Return what to say of a value that is none of a question's answers."""
    label = question(name) if name in ANSWERS else RATED_LABELS[name.removeprefix("rate_")]
    return _("%(name)s “%(value)s” is not one of the answers, so it was not used.") % {
        "name": label,
        "value": value,
    }
