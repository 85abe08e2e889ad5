"""Reads what things are called in three languages. Pure; concepts are `practices.models.Concept`."""

from collections.abc import Iterable, Mapping
from typing import Final

from zones.spelling import fold_label

# What a concept may be; also the names of the data files.
KINDS: Final = ("practices", "problems", "crops", "animals", "plants", "soils", "climate", "tools")

# Words that mean two things in one language, by language and folded label, with the ids of both. All others
# name one concept.
HOMONYMS: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    # The carob tree in Spain, a prosopis in America.
    ("es", "algarrobo"): frozenset(("carob", "prosopis")),
    # Date palms in the Maghreb, oil palms in the humid tropics.
    ("fr", "palmeraie"): frozenset(("oasis", "oil-palm")),
}


def is_taken(where: str, label: str, owner: str, other: str) -> bool:
    """Returns whether a label of one concept may not name another as well, in a language or among names."""
    return not {owner, other} <= HOMONYMS.get((where, fold_label(label)), frozenset())


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
