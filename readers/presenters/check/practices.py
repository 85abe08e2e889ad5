"""Practices of others on the last page of the self-assessment: at most three, all of them for such a farm.

The six forms ask for no crop and no animal, so what a practice does with others than the use of the land
allows is left out; so is what a limiter or a warning speaks against. Rather none than some that do not fit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from readers.check_query import CheckQuery
from readers.presenters.cards import card
from readers.presenters.view_models import Card
from readers.request_land import with_query
from readers.results_query import parameter
from search.engines.base import Selection
from search.service import Result, SearchResults
from zones.land import Land
from zones.self_assessment import Assessment, PlainStep, lowest_rated, plain_step
from zones.values import Classes
from zones.vocabulary import ANIMAL_GROUPS

MOST_PRACTICES: Final = 3
# So many are read, best first, to find those that fit.
CONSIDERED: Final = 60
# Practices that a change belongs to.
GROUPS_OF_CHANGE: Final = {
    "tillage": ("minimal_tillage",),
    "inputs": ("soil_cover", "rotation_intercropping", "organic_amendments"),
    "pasture": ("livestock_pasture", "restoration"),
}
GROUPS_OF_PLAIN_STEP: Final[Mapping[PlainStep, Sequence[str]]] = {
    "stalks": ("soil_cover",),
    "tillage": ("minimal_tillage",),
    "cover_crop": ("soil_cover",),
    "pasture": GROUPS_OF_CHANGE["pasture"],
}
# Practices that answer a low rating. Work, money and one's say are answered by no group of them.
GROUPS_OF_RATING: Final = {
    "cover": ("soil_cover",),
    "erosion": ("erosion_control",),
    "worms": ("organic_amendments", "soil_cover"),
    "water": ("water_harvesting", "soil_cover"),
    "bad_year": ("rotation_intercropping", "agroforestry"),
}

_SOWN: Final = {
    "crops": frozenset(
        (
            *("maize", "millet_sorghum", "wheat_barley", "pulses_oilseeds"),
            *("roots_tubers", "vegetables", "cotton_sugar"),
        )
    ),
    "system": frozenset(("annual_crops", "agroforestry", "crop_livestock")),
}
# What may stand on a field of each use and in which systems, in the match's own codes.
_POSSIBLE: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "annual": _SOWN,
    "set_aside": _SOWN,
    "paddy": {"crops": frozenset(("rice",)), "system": _SOWN["system"]},
    "perennial": {
        "crops": frozenset(("fruit_vine_olive", "coffee_cocoa_tea")),
        "system": frozenset(("perennial_crops", "tree_crops", "agroforestry")),
    },
    "grassland": {
        "crops": frozenset(ANIMAL_GROUPS),
        "system": frozenset(("crop_livestock", "extensive_grazing", "intensive_grazing")),
    },
}


@dataclass(frozen=True, slots=True)
class PracticesView:
    """The cards and what to say above them; at `crop_url` the farmer says what grows there, "" if it is told.

    `more_url` is the results page of the same land and groups.
    """

    cards: Sequence[Card]
    note: str
    crop_url: str
    more_url: str


def groups_for(query: CheckQuery, found: Assessment) -> frozenset[str]:
    """Return the practice groups to look among; none for all."""
    if found.best is not None:
        return frozenset(GROUPS_OF_CHANGE[found.best.kind])
    if lowest := lowest_rated(query.ratings):
        return frozenset(GROUPS_OF_RATING.get(lowest, ()))
    plain = plain_step(query.answers)
    return frozenset(GROUPS_OF_PLAIN_STEP[plain] if plain else ())


def selection_for(query: CheckQuery, found: Assessment) -> Selection:
    """Return what the search is asked beside the land."""
    groups = groups_for(query, found)
    return Selection({"practice_group": groups} if groups else {})


def land_in_use(query: CheckQuery) -> Land:
    """Return the land with the use that the forms were told, unless the land itself says another."""
    use = query.answers.use_now
    if not use or query.land.land_use is not None:
        return query.land
    return replace(query.land, land_use="grazing" if query.answers.is_pasture else "cropland")


def practices_view(query: CheckQuery, found: Assessment, answer: SearchResults | None) -> PracticesView:
    """Return the practices to show of what was found; `answer` is None while no engine answers."""
    groups = groups_for(query, found)
    filters = [(parameter("practice_group"), code) for code in sorted(groups)]
    pairs = query.request_land.pairs if query.land.is_empty else land_in_use(query).to_query()
    if answer is None or answer.relaxed:
        filters = []
    more_url = with_query(reverse("readers:results"), [*pairs, *filters])
    shown = _shown(query, answer)
    is_close = any(result.explanation.is_close for result, _card in shown)
    asks_crop = answer is not None and not query.land.is_empty and not is_close
    return PracticesView(
        cards=[each for _result, each in shown],
        note=_note(query, answer, filtered=bool(groups), has_cards=bool(shown), is_close=is_close),
        crop_url=more_url if asks_crop and "crops" not in query.land.stated else "",
        more_url=more_url,
    )


def _shown(query: CheckQuery, answer: SearchResults | None) -> list[tuple[Result, Card]]:
    found = []
    for result in answer.results if answer is not None else ():
        if not _fits(query, result):
            continue
        shown = card(query.request_land, result.practice, result.explanation, None, result.warnings)
        if not shown.warning:
            found.append((result, shown))
    return found[:MOST_PRACTICES]


def _fits(query: CheckQuery, result: Result) -> bool:
    """Return whether nothing known of the practice speaks against the land and its use."""
    practice, gate = result.practice, land_in_use(query).gate
    if result.explanation.applied or (gate and practice.land_uses and gate.isdisjoint(practice.land_uses)):
        return False
    if "crops" in query.land.stated:
        # The match has compared what is needed with what the farmer named.
        return True
    possible = _POSSIBLE.get(query.answers.use_now, {})
    for name, codes in possible.items():
        theirs = practice.values.get(name)
        if isinstance(theirs, Classes) and theirs.codes.isdisjoint(codes):
            return False
    needed = [need.codes for need in result.explanation.needs if need.name == "crops"]
    return all(not codes.isdisjoint(possible.get("crops", frozenset())) for codes in needed)


def _note(
    query: CheckQuery, answer: SearchResults | None, *, filtered: bool, has_cards: bool, is_close: bool
) -> str:
    if answer is None:
        return _("The search is away for a moment: the practices cannot be shown now.")
    if query.land.is_empty:
        return _("Say where your field is, and they are compared with it.")
    if not has_cards:
        return _("Nobody has told us yet of a practice for this step on land like yours.")
    if answer.relaxed and filtered:
        return _("Nobody has told us of such a practice yet. These come nearest.")
    if not is_close:
        return _("None of these comes from land much like yours. These come nearest.")
    return _("What failed stands among what worked.")
