"""Says what files of earlier releases say in the entries that records have today."""

from collections.abc import Mapping
from typing import Any, Final

from practices.soil_carbon import finding_of
from zones.vocabulary import LANGUAGES

# A yes or no, from before a record named all that it needs.
NEEDS_FROST: Final = "needs_frost"
# From before a record named the quantity: contents in %, of one layer from the surface down.
SOIL_CARBON: Final = "soil_carbon"
CARBON_CONTENT: Final = ("before_pct", "after_pct", "depth_cm", "method", "years")


def of_today(data: Mapping[Any, Any]) -> dict[Any, Any]:
    """Returns the entries of a record. What cannot be said today stays, for the validator to refuse."""
    told = dict(data)
    _say_frost(told)
    carbon = told.get(SOIL_CARBON)
    if isinstance(carbon, dict) and carbon and set(carbon) <= set(CARBON_CONTENT):
        measured = _content(carbon) if any(value not in (None, "") for value in carbon.values()) else None
        told[SOIL_CARBON] = measured and {"measured": [measured]}
    return told


def _say_frost(told: dict[Any, Any]) -> None:
    if not isinstance(told.get(NEEDS_FROST), bool | None):
        return
    needs = told.get("needs") or []
    if told.pop(NEEDS_FROST, None) and isinstance(needs, list) and not any(map(_is_frost, needs)):
        told["needs"] = [*needs, {"need": "frost", "source": ""}]


def _is_frost(need: Any) -> bool:
    return isinstance(need, dict) and need.get("need") == "frost"


def _content(carbon: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the one measurement; its method was the same line in all languages."""
    before, after = (carbon.get(name) for name in ("before_pct", "after_pct"))
    method = carbon.get("method") or ""
    return {
        "quantity": "carbon_content",
        "finding": finding_of(*(one if isinstance(one, int | float) else None for one in (before, after))),
        "before": before,
        "after": after,
        "depth_to_cm": carbon.get("depth_cm"),
        "years": carbon.get("years"),
        "method": dict.fromkeys(LANGUAGES, method) if method else {},
    }
