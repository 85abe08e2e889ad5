"""Writes figures for people of the admin: all digits of a number, not as readers' pages round them."""

from collections.abc import Mapping
from typing import Any

from network.models.figure import Figure
from network.number_text import range_text


def figure_words(figure: Figure, choices: Mapping[str, Any] | None, unit: object) -> str:
    """Returns the answer, or the best value with its range and its unit."""
    if choices:
        return str(choices.get(figure.choice, figure.choice))
    return f"{range_text(figure.low, figure.best, figure.high)} {unit}".strip()
