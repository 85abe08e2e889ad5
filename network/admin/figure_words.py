"""Writes figures for people of the admin: numbers as they were typed, not as readers' pages round them."""

from collections.abc import Mapping
from typing import Any

from network.models.figure import Figure
from network.value_workbooks import written


def figure_words(figure: Figure, choices: Mapping[str, Any] | None, unit: object) -> str:
    """Returns the answer, or the best value with its range and its unit."""
    if choices:
        return str(choices.get(figure.choice, figure.choice))
    ends = "" if figure.low is None else f"{written(figure.low)} – {written(figure.high)}"
    best = "" if figure.best is None else f"{written(figure.best)}"
    text = f"{best} ({ends})" if best and ends else best or ends
    return f"{text} {unit}".strip()
