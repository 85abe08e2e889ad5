"""How much of a practice is told, in per cent, and what would help readers most next. Never forbids."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zones.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from practices.models import Practice


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a reader looks for. `weight` is its share, an expert prior; all weights add up to 100."""

    name: str
    label: Promise
    weight: int
    is_told: Callable[["Practice"], Any]


@dataclass(frozen=True, slots=True)
class Completeness:
    """`missing` is sorted by what helps most."""

    percent: int
    missing: tuple[Part, ...]

    @property
    def next_label(self) -> Promise | None:
        return self.missing[0].label if self.missing else None


def _in_any_language(field: str) -> Callable[["Practice"], Any]:
    return lambda practice: any(getattr(practice, f"{field}_{code}") for code in LANGUAGES)


def _in_all_languages(practice: "Practice") -> bool:
    return all(getattr(practice, f"{field}_{code}") for field in ("name", "summary") for code in LANGUAGES)


def _has(*fields: str) -> Callable[["Practice"], Any]:
    return lambda practice: all(getattr(practice, field) not in (None, "", ()) for field in fields)


def _has_child(relation: str, at_least: int = 1) -> Callable[["Practice"], Any]:
    return lambda practice: getattr(practice, relation).count() >= at_least


PARTS: Final = (
    Part("name", _("a name"), 8, _in_any_language("name")),
    Part("place", _("the place"), 6, _has("place_name", "country")),
    Part("outcome", _("how it went"), 6, _has("outcome")),
    Part("land_use", _("the land use"), 4, _has("land_uses")),
    Part("summary", _("what is done, in short"), 8, _in_any_language("summary")),
    Part("steps", _("how it is done, in three steps or more"), 10, _has_child("steps", 3)),
    Part("did_not_work", _("what did not work"), 8, _in_any_language("did_not_work")),
    Part("position", _("the position, so that the climate is known"), 8, _has("latitude", "longitude")),
    Part("texture", _("the feel of the soil"), 6, _has("texture")),
    Part("farming", _("crops or animals, and the water they get"), 6, _has("crops", "water_supply")),
    Part("slope", _("the slope"), 4, _has("slope")),
    Part("what_changed", _("what changed"), 5, _in_any_language("what_changed")),
    Part("labour", _("how much work it is"), 5, _has("labour_person_days_per_ha")),
    Part(
        "picture", _("a photo or a drawing"), 5, lambda practice: practice.lead_image_id or practice.drawing
    ),
    Part("languages", _("name and summary in all languages of the site"), 5, _in_all_languages),
    Part("since", _("since when"), 3, _has("since_year")),
    Part(
        "contributor",
        _("who tells it"),
        3,
        lambda practice: practice.contributor_name or practice.citations.count(),
    ),
)


def completeness_of(practice: "Practice") -> Completeness:
    missing = [part for part in PARTS if not part.is_told(practice)]
    return Completeness(
        100 - sum(part.weight for part in missing), tuple(sorted(missing, key=lambda p: -p.weight))
    )
