"""Reads what things are called in three languages. Pure; concepts are `practices.models.Concept`."""

from collections.abc import Iterable, Mapping
from typing import Final

from zones.spelling import fold_label

# What a concept may be; also the names of the data files.
KINDS: Final = ("practices", "problems", "crops", "animals", "plants", "soils", "climate", "tools")


def as_labels(lines: str) -> tuple[str, ...]:
    """Returns the labels of a text with one a line, each once."""
    unique = {fold_label(line): " ".join(line.split()) for line in reversed(lines.splitlines())}
    unique.pop("", None)
    return tuple(reversed(unique.values()))


def as_lines(labels: Iterable[str]) -> str:
    return "\n".join(labels)


def above(start: Iterable[str], broader: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Returns every id that is reached by going up; the start itself only where the steps lead back."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        for one in broader.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return frozenset(found)
