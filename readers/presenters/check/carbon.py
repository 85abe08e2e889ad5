"""Soil carbon on the last page of the self-assessment, in words first, and what nobody told or measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from readers.check_query import CheckQuery
from readers.presenters.check.words import change_label
from readers.presenters.wording import listed
from zones.carbon import tables_version
from zones.carbon_sentences import (
    CARBON_SOIL_LABELS,
    CLIMATE_ZONE_LABELS,
    about_texts,
    finding_text,
    range_text,
)
from zones.self_assessment import Assessment, FarmAnswers

# The form that asks for what is missing.
FORM_OF: Final = {
    "place": 1,
    "texture": 1,
    "use_now": 2,
    "tillage": 3,
    "pasture": 3,
    "stalks": 4,
    "given": 5,
    "ratings": 6,
}


@dataclass(frozen=True, slots=True)
class CarbonView:
    """Soil carbon in words, of the change that `change` names.

    `rows` are all single changes with their ranges, `facts` what the figures rest on, both for the details.
    """

    sentence: str
    change: str = ""
    rows: Sequence[tuple[str, str]] = ()
    facts: Sequence[tuple[str, str]] = ()
    about: Sequence[str] = ()


def carbon_view(query: CheckQuery, found: Assessment) -> CarbonView:
    """Return what a single change may do to the soil's carbon: the one with the best low end."""
    if found.missing:
        return CarbonView(_("Too little is told to say anything of the soil's carbon."))
    if not found.changes:
        if query.answers.use_now in ("paddy", "set_aside"):
            return CarbonView(_("For this use of the land no single change can be calculated."))
        return CarbonView(_("There is no further change that we can calculate."))
    outlook = found.changes[0].outlook
    has_number = outlook.change is not None
    return CarbonView(
        sentence=finding_text(outlook),
        change=change_label(found.changes[0]) if has_number else "",
        rows=[
            (change_label(one), range_text(one.outlook.change))
            for one in found.changes
            if one.outlook.change is not None
        ],
        facts=[
            (_("Climate zones taken"), listed([str(CLIMATE_ZONE_LABELS[zone]) for zone in outlook.zones])),
            (_("Soils taken"), listed([str(CARBON_SOIL_LABELS[soil]) for soil in outlook.soils])),
            (_("Version of the tables"), tables_version()),
        ],
        about=about_texts() if has_number else (),
    )


def untold(query: CheckQuery, found: Assessment) -> list[str]:
    """Return what was not told and would say more, by the keys of `FORM_OF`."""
    names: list[str] = [*found.missing]
    if "texture" not in query.land.stated:
        names.append("texture")
    if not query.answers.given and not query.answers.is_pasture:
        names.append("given")
    if not query.ratings:
        names.append("ratings")
    return sorted(names, key=lambda name: FORM_OF[name])


def question_name(name: str) -> str:
    """Return what was not told, in words."""
    return {
        "place": _("Where the field is"),
        "texture": _("How the soil feels"),
        "use_now": _("What the field is used for"),
        "tillage": _("How the soil is worked"),
        "pasture": _("How the pasture is"),
        "stalks": _("What becomes of the stalks"),
        "given": _("What is given to the soil"),
        "ratings": _("How you rate it yourself"),
    }[name]


def open_questions(answers: FarmAnswers) -> list[str]:
    """Return what no answer can tell, and what would."""
    found = [
        _("What your soil holds today. A laboratory can tell: carbon and bulk density down to 30 cm."),
        _("How far your field differs from others: single fields differ far more than these ranges."),
    ]
    if answers.use_before in ("pasture", "forest") and answers.use_now not in ("", "grassland"):
        found.append(
            _("Land that was forest or pasture 20 years ago may still lose carbon from that; not counted.")
        )
    return found
