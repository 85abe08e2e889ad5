"""What things are called in three languages. Pure; the concepts themselves are `practices.models.Concept`."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

# What a concept may be; also the names of the data files.
KINDS: Final = ("practices", "problems", "crops", "animals", "plants", "soils", "climate", "tools")


def folded(label: str) -> str:
    """A label as it is compared: no accents, small letters, single blanks."""
    plain = unicodedata.normalize("NFKD", label.replace("’", "'"))
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).casefold().split())


def as_labels(lines: str) -> tuple[str, ...]:
    """One label a line, each once."""
    unique = {folded(line): " ".join(line.split()) for line in reversed(lines.splitlines())}
    unique.pop("", None)
    return tuple(reversed(unique.values()))


def as_lines(labels: Iterable[str]) -> str:
    return "\n".join(labels)


def above(start: Iterable[str], broader: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Every id that is reached by going up; with the start itself only where the steps lead back to it."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        for one in broader.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return frozenset(found)
