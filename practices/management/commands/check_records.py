"""Check that the starter records keep what the collection promises. Needs no database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from practices import drawings
from practices.drawings import STARTER
from practices.interchange import review
from practices.interchange.collection_figures import figures
from practices.interchange.cross_field import ValidationOptions
from practices.interchange.readers import read
from practices.interchange.validator import Entry, validate

MOST_RARE = 12


class Command(BaseCommand):
    help = (
        "Checks the starter records: complete in the languages of the collection, cited, drawn and "
        "described, and in accord with the climate map or with a note that says why not. Ends with an error "
        "when something is wrong."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=STARTER / "records", help="where the records are"
        )

    def handle(self, *, folder: Path, **options: Any) -> None:
        reading = read(folder)
        checked = validate(
            reading.rows, ValidationOptions(languages=drawings.LANGUAGES, drawings=drawings.known())
        )
        faults = [str(problem) for problem in (*reading.problems, *checked.problems)]
        for entry in checked.entries:
            faults += [f"{entry.row.name}: {lack}" for lack in review.starter_issues(entry.record)]
            faults += self._climate(entry)
        used = {name for entry in checked.entries for _, name in review.drawings_of(entry.record)}
        for file in sorted(drawings.FOLDER.glob("*.svg")):
            if file.stem not in used:
                faults += [f"{file.name}: {fault}" for fault in review.drawing_faults(file.stem)]
        for name, count in figures(entry.record for entry in checked.entries).items():
            self.stdout.write(f"{count:5} {name}")
        self._sentences(checked.entries)
        self._rare_words(checked.entries)
        if faults:
            raise CommandError("\n".join([f"{len(faults)} faults", *faults]))
        self.stdout.write(f"{len(checked.entries)} records, {len(used)} drawings: as promised.")

    def _climate(self, entry: Entry) -> list[str]:
        found = review.disagreements(entry.record)
        if found and entry.record.climate_note:
            for disagreement in found:
                self.stdout.write(f"{entry.row.name}: {disagreement}")
            self.stdout.write(f"  because: {entry.record.climate_note}")
            return []
        return [f"{entry.row.name}: {disagreement}; climate_note does not say why" for disagreement in found]

    def _sentences(self, entries: tuple[Entry, ...]) -> None:
        for language, lengths in review.sentence_lengths(entry.record for entry in entries).items():
            self.stdout.write(
                f"{language}: {lengths.sentences} sentences, median {lengths.median:g} words, "
                f"longest {lengths.longest} ({lengths.longest_at})"
            )

    def _rare_words(self, entries: tuple[Entry, ...]) -> None:
        for language, (count, longest) in review.rare_words(
            [entry.record for entry in entries], MOST_RARE
        ).items():
            self.stdout.write(
                f"{language}: {count} words in one record only, the longest: {', '.join(longest)}"
            )
