"""Reads the thesaurus from its data files and checks it as a whole before anything is loaded."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from practices.thesaurus import KINDS, above, is_taken
from zones.spelling import fold_label
from zones.vocabulary import LANGUAGES

DATA: Final = Path(__file__).resolve().parent / "data"

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AGROVOC: Final = re.compile(r"c_\d+")
# Kinds under which a concept may stand besides its own. A practice belongs to what it is done with (grass
# between vines to the vine), but first to a practice. Wild plants are grown as crops, crops sown as cover.
_ALSO_UNDER: Final = {
    "practices": frozenset(("crops", "animals", "plants", "soils", "tools")),
    "plants": frozenset(("crops",)),
    "crops": frozenset(("plants",)),
}
# Single links to another kind that are meant: animals and plants that have the name of their use, soils that
# of their problem, and what is a kind of place.
_MEANT: Final = frozenset(
    (
        ("cover-crop-plants", "cover-crops"),
        ("draught-animals", "animal-traction"),
        ("green-manure-plants", "green-manure"),
        ("caliche", "hardpan"),
        ("mangrove", "wetland"),
        ("saline-land", "salty-soil"),
        ("solonetz", "sodic-soil"),
        ("steep-slopes", "hillside"),
        ("tepetate", "hardpan"),
        ("wet-soil", "waterlogging"),
    )
)
_KEYS: Final = frozenset(("id", "broader", "agrovoc", "names", *LANGUAGES))


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """Holds one concept. `labels` by language, the preferred one first; languages that the files have."""

    id: str
    kind: str
    broader: tuple[str, ...]
    agrovoc: str
    names: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]

    @property
    def fingerprint(self) -> str:
        """Returns a digest that changes with the content."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


class UnusableError(Exception):
    """Raised for a file that cannot be read as a list of concepts."""


def read(folder: Path = DATA) -> list[ConceptEntry]:
    """Returns the concepts of every kind. Raises UnusableError."""
    entries: list[ConceptEntry] = []
    for kind in KINDS:
        path = folder / f"{kind}.json"
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UnusableError(f"{path.name}: {error}") from error
        for number, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
            try:
                entries.append(_entry(kind, row))
            except (AttributeError, KeyError, TypeError) as error:
                raise UnusableError(f"{path.name}, row {number}: not a concept ({error!r})") from error
    return entries


def _entry(kind: str, row: Mapping[str, Any]) -> ConceptEntry:
    if unknown := row.keys() - _KEYS:
        raise KeyError(", ".join(sorted(unknown)))
    return ConceptEntry(
        id=row["id"],
        kind=kind,
        broader=_texts(row["broader"]),
        agrovoc=row.get("agrovoc") or "",
        names=_texts(row.get("names", ())),
        labels={language: _texts(row[language]) for language in LANGUAGES if language in row},
    )


def _texts(values: Sequence[str]) -> tuple[str, ...]:
    if isinstance(values, str) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{values!r} is no list of texts")
    return tuple(values)


def faults(entries: Sequence[ConceptEntry]) -> Iterator[str]:
    """Yields what is wrong between and within concepts, in English for those who keep the files."""
    ids = [entry.id for entry in entries]
    for repeated in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"{repeated}: stands twice"
    broader = {entry.id: entry.broader for entry in entries}
    kinds = {entry.id: entry.kind for entry in entries}
    languages = [code for code in LANGUAGES if any(entry.labels.get(code) for entry in entries)]
    for entry in entries:
        if not _ID.fullmatch(entry.id):
            yield f"{entry.id}: ids are small letters and figures with hyphens"
        if entry.agrovoc and not _AGROVOC.fullmatch(entry.agrovoc):
            yield f"{entry.id}: {entry.agrovoc} is no AGROVOC id"
        yield from (
            f"{entry.id}: belongs to {one}, which is not there" for one in entry.broader if one not in broader
        )
        if entry.id in above([entry.id], broader):
            yield f"{entry.id}: belongs to itself"
        yield from _strangers(entry, kinds)
        yield from (f"{entry.id}: no label in {code}" for code in languages if not entry.labels.get(code))
    for language in languages:
        yield from _ambiguous(language, ((entry.id, entry.labels.get(language, ())) for entry in entries))
    yield from _ambiguous("names", ((entry.id, entry.names) for entry in entries))


def _strangers(entry: ConceptEntry, kinds: Mapping[str, str]) -> Iterator[str]:
    """Yields what is above a concept and of a kind that it does not belong to."""
    others = [one for one in entry.broader if kinds.get(one, entry.kind) != entry.kind]
    for one in others:
        if kinds[one] not in _ALSO_UNDER.get(entry.kind, ()) and (entry.id, one) not in _MEANT:
            yield f"{entry.id} ({entry.kind}): belongs to {one}, which is of another kind ({kinds[one]})"
    if entry.kind == "practices" and others and len(others) == len(entry.broader):
        yield f"{entry.id} (practices): belongs to {', '.join(others)}, but to no practice"


def _ambiguous(where: str, labelled: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """Yields labels that stand twice, or name more than one thing in one language."""
    owners: dict[str, list[str]] = {}
    for owner, labels in labelled:
        for label in labels:
            known = owners.setdefault(fold_label(label), [])
            if owner in known:
                yield f"{owner}: “{label}” ({where}) stands twice"
            for other in known:
                if other != owner and is_taken(where, label, owner, other):
                    yield f"{owner}: “{label}” ({where}) is taken by {other}"
            known.append(owner)
