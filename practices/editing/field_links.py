"""Says where in the form a thing is told; the form's script opens what hides it."""

from typing import Any, Final

from django.utils.functional import Promise

from practices.editing.panels import editor_language
from zones.vocabulary import LANGUAGES

# Elements of the criteria of `practices.completeness`, where they are not those of the field of that name.
_ELEMENTS: Final = {
    "place": "id_place_name",
    "position": "id_latitude",
    "land_use": "id_land_uses",
    "water": "id_water_supply",
    "steps": "id_steps-ADD",
    "labour": "id_labour_person_days_per_ha_0",
    "picture": "id_lead_image-chooser",
    "since": "id_since_year",
    "contributor": "id_contributor_name",
}
_TRANSLATED: Final = frozenset({"name", "summary", "did_not_work", "what_changed"})


def element_of(name: str, practice: Any) -> str:
    """Returns the id of the element where a criterion is told."""
    if name == "languages":
        missing = ((field, code) for code in LANGUAGES for field in ("name", "summary"))
        return next(
            (f"id_{field}_{code}" for field, code in missing if not getattr(practice, f"{field}_{code}")), ""
        )
    if name in _TRANSLATED:
        return f"id_{name}_{editor_language()}"
    return _ELEMENTS.get(name, f"id_{name}")


Link = tuple[Promise | str, str]
