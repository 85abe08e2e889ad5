"""Load the thesaurus; safe to repeat."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from practices.models import Concept
from practices.thesaurus import as_lines
from practices.thesaurus.entries import DATA, ConceptEntry, UnusableError, faults, read
from zones.vocabulary import LANGUAGES

# What a new site shows on its home page; editors change it there.
HOME_TILES: Final = {
    "too-little-rain": "water",
    "soil-washed-away": "erosion",
    "tired-soil": "soil",
    "not-enough-fodder": "fodder",
}


class Command(BaseCommand):
    help = (
        "Loads the concepts of the thesaurus, all or none. What is there and equal is left alone, and so is "
        "what people have edited since."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=DATA, help="where the files are")
        parser.add_argument("--check", action="store_true", help="only say whether the files are sound")

    def handle(self, *, folder: Path, check: bool, verbosity: int, **options: Any) -> None:
        try:
            entries = read(folder)
        except UnusableError as error:
            raise CommandError(str(error)) from error
        if found := list(faults(entries)):
            raise CommandError("\n".join([f"{len(found)} faults, nothing was loaded", *found]))
        result = "no fault" if check else f"{load(entries)} of them new or changed"
        if verbosity:
            self.stdout.write(f"{len(entries)} concepts, {result}.")


@transaction.atomic
def load(entries: list[ConceptEntry]) -> int:
    """Writes the entries that differ; returns how many were new or changed."""
    known = {concept.code: concept for concept in Concept.objects.all()}
    changed: list[tuple[ConceptEntry, Concept]] = []
    for entry in entries:
        concept = known.get(entry.id)
        if concept is None:
            concept = _new(entry.id)
        elif concept.loaded in ("", entry.fingerprint):
            continue
        changed.append((entry, concept))
    for entry, concept in changed:
        concept.kind, concept.agrovoc, concept.loaded = entry.kind, entry.agrovoc, entry.fingerprint
        concept.names = as_lines(entry.names)
        for code in LANGUAGES:
            setattr(concept, f"labels_{code}", as_lines(entry.labels.get(code, ())))
        concept.save()
        known[entry.id] = concept
    for entry, concept in changed:
        concept.broader.set([known[code] for code in entry.broader])
    return len(changed)


def _new(code: str) -> Concept:
    if code not in HOME_TILES:
        return Concept(code=code)
    return Concept(code=code, home_order=list(HOME_TILES).index(code) + 1, home_picture=HOME_TILES[code])
