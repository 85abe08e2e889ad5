"""Load the starter collection; safe to repeat."""

import json
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from practices import drawings, starter_films
from practices.drawings import STARTER
from practices.interchange.cross_field import ValidationOptions
from practices.interchange.readers import Reading, read
from practices.interchange.writer import ImportScope, RefusedError, import_records
from practices.loading_films import load_films
from practices.models import Practice, RegionSection
from practices.regions import create_region


class Command(BaseCommand):
    help = (
        "Loads the starter practices with the regions and films that they need. What is there and equal is "
        "left alone, and so is what people have edited, moved or unpublished since."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=STARTER / "records", help="where the records are"
        )

    def handle(self, *, folder: Path, verbosity: int, **options: Any) -> None:
        reading = read(folder)
        validation = ValidationOptions(languages=drawings.LANGUAGES, drawings=drawings.known())
        try:
            with transaction.atomic():
                done = import_records(reading, ImportScope(_sections(reading), is_starter=True), validation)
                films = load_films(folder.parent / starter_films.FOLDER.name)
        except RefusedError as refused:
            raise CommandError(f"Nothing was loaded.\n{refused}") from None
        if verbosity:
            self.stdout.write(", ".join(f"{count} {what}" for what, count in sorted(done.items())))
        if verbosity and films:
            self.stdout.write(f"{films} films")


def _sections(reading: Reading) -> dict[str, RegionSection]:
    """Returns the region of every record, made where it is missing."""
    ids: dict[str, list[str]] = defaultdict(list)
    for row in reading.rows:
        if isinstance(row.data, dict):
            ids[str(row.data.get("region"))].append(str(row.data.get("id")))
    regions = json.loads((STARTER / "regions.json").read_text(encoding="utf-8"))
    return {
        region["slug"]: _existing(region["slug"], ids[region["slug"]])
        or create_region(region["slug"], region["name"], region["countries"]).section
        for region in regions
        if region["slug"] in ids
    }


def _existing(slug: str, ids: Iterable[str]) -> RegionSection | None:
    """Returns the region, which may have another address since: then it is where its practices are."""
    found = RegionSection.objects.filter(slug=slug).first()
    practice = None if found else Practice.objects.filter(external_id__in=ids).first()
    return RegionSection.objects.parent_of(practice).first() if practice else found
