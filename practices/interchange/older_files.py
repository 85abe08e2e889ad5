"""Says what files of earlier releases say in the entries that records have today."""

from collections.abc import Mapping
from typing import Any, Final

# A yes or no, from before a record named all that it needs.
NEEDS_FROST: Final = "needs_frost"


def of_today(data: Mapping[Any, Any]) -> dict[Any, Any]:
    """Returns the entries of a record. What cannot be said today stays, for the validator to refuse."""
    told = dict(data)
    if not isinstance(told.get(NEEDS_FROST), bool | None):
        return told
    needs = told.get("needs") or []
    if told.pop(NEEDS_FROST, None) and isinstance(needs, list) and not any(map(_is_frost, needs)):
        told["needs"] = [*needs, {"need": "frost", "source": ""}]
    return told


def _is_frost(need: Any) -> bool:
    return isinstance(need, dict) and need.get("need") == "frost"
