"""Reads the thesaurus from its data files and checks it as a whole before anything is loaded."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from practices.thesaurus import KINDS, above
from zones.spelling import fold_label
from zones.vocabulary import LANGUAGES

DATA: Final = Path(__file__).resolve().parent / "data"

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AGROVOC: Final = re.compile(r"c_\d+")
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
        yield from (f"{entry.id}: no label in {code}" for code in languages if not entry.labels.get(code))
    for language in languages:
        yield from _ambiguous(language, ((entry.id, entry.labels.get(language, ())) for entry in entries))
    yield from _ambiguous("names", ((entry.id, entry.names) for entry in entries))


def _ambiguous(where: str, labelled: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """Yields labels that name more than one thing in one language."""
    owners: dict[str, str] = {}
    for owner, labels in labelled:
        for label in labels:
            known = owners.setdefault(fold_label(label), owner)
            if known != owner:
                yield f"{owner}: “{label}” ({where}) is taken by {known}"
