"""Says how much of a practice is filled in, in per cent, and what would help readers most next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zones.vocabulary import LANGUAGES

# A practice. Its model lies above: the editor, which it names, shows this.
Practice = Any


@dataclass(frozen=True, slots=True)
class Criterion:
    """Describes one thing a reader looks for.

    `weight` is its share, an expert prior; all weights add up to 100.
    """

    name: str
    label: Promise
    weight: int
    is_met: Callable[[Practice], Any]


@dataclass(frozen=True, slots=True)
class Completeness:
    """Holds the sum of what is there, and what is `missing`, sorted by what helps most."""

    percent: int
    missing: tuple[Criterion, ...]

    @property
    def next_label(self) -> Promise | None:
        return self.missing[0].label if self.missing else None


def _in_any_language(field: str) -> Callable[[Practice], Any]:
    return lambda practice: any(getattr(practice, f"{field}_{code}") for code in LANGUAGES)


def _in_all_languages(practice: Practice) -> bool:
    return all(getattr(practice, f"{field}_{code}") for field in ("name", "summary") for code in LANGUAGES)


def _has(*fields: str) -> Callable[[Practice], Any]:
    return lambda practice: all(getattr(practice, field) not in (None, "", ()) for field in fields)


def _has_child(relation: str, at_least: int = 1) -> Callable[[Practice], Any]:
    return lambda practice: getattr(practice, relation).count() >= at_least


CRITERIA: Final = (
    Criterion("name", _("a name"), 7, _in_any_language("name")),
    Criterion("place", _("the place"), 6, _has("place_name", "country")),
    Criterion("outcome", _("how it went"), 6, _has("outcome")),
    Criterion("land_use", _("the land use"), 4, _has("land_uses")),
    Criterion("summary", _("what is done, in short"), 8, _in_any_language("summary")),
    Criterion("steps", _("how it is done, in three steps or more"), 9, _has_child("steps", 3)),
    Criterion("did_not_work", _("what did not work"), 8, _in_any_language("did_not_work")),
    Criterion("position", _("the position, so that the climate is known"), 8, _has("latitude", "longitude")),
    # What can rule a practice out comes before the other conditions.
    Criterion("slope", _("the slope"), 4, _has("slope")),
    Criterion("water", _("the water that the crops get"), 4, _has("water_supply")),
    Criterion("waterlogging", _("whether water stands on the land"), 3, _has("waterlogging")),
    Criterion("salinity", _("whether the soil is salty"), 3, _has("salinity")),
    Criterion("frost", _("whether frost comes"), 3, _has("frost")),
    Criterion("texture", _("the feel of the soil"), 3, _has("texture")),
    Criterion("crops", _("crops or animals"), 3, _has("crops")),
    Criterion("what_changed", _("what changed"), 4, _in_any_language("what_changed")),
    Criterion("labour", _("how much work it is"), 4, _has("labour_person_days_per_ha")),
    Criterion(
        "picture", _("a photo or a drawing"), 4, lambda practice: practice.lead_image_id or practice.drawing
    ),
    Criterion("languages", _("name and summary in all languages of the site"), 3, _in_all_languages),
    Criterion("since", _("since when"), 3, _has("since_year")),
    Criterion(
        "contributor",
        _("who tells it"),
        3,
        lambda practice: practice.contributor_name or practice.citations.count(),
    ),
)


def completeness_of(practice: Practice) -> Completeness:
    """Returns how far the practice has come. Nothing is forbidden for what is missing."""
    missing = [criterion for criterion in CRITERIA if not criterion.is_met(practice)]
    missing.sort(key=lambda criterion: -criterion.weight)
    return Completeness(100 - sum(criterion.weight for criterion in missing), tuple(missing))
