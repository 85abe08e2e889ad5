"""Make drafts of the practices in a file, as /admin/import/ does, or say what is wrong with it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from practices.interchange.drafts import write_drafts
from practices.interchange.problems import Problem
from practices.interchange.tables.cells import FileRefusedError
from practices.interchange.tables.checking import check
from practices.interchange.tables.columns import recognised
from practices.interchange.tables.files import read_contents
from practices.interchange.writer import RefusedError
from practices.models import RegionSection


class Command(BaseCommand):
    help = (
        "Makes drafts of the practices in a CSV, XLSX, GeoJSON or JSON file: of all rows or of none. "
        "Headings may be in any language of the site."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--region", required=True, help="the last part of the region's address")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be made")

    def handle(self, *, file: Path, region: str, dry_run: bool, **options: Any) -> None:
        section = RegionSection.objects.filter(slug=region).first()
        if section is None:
            raise CommandError(f"There is no region “{region}”.")
        try:
            contents = read_contents(file.read_bytes(), file.name)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except FileRefusedError as refused:
            raise CommandError(str(Problem(file.name, 0, "", refused.code, refused.values))) from None
        headings = contents.table.headings if contents.table else ()
        keys = recognised(headings)
        for heading, key in zip(headings, keys, strict=True):
            if heading and not key:
                self.stderr.write(f"Not read: the column “{heading}”.")
        checked = check(contents, keys, section)
        try:
            if checked.problems:
                raise RefusedError(checked.problems)
            count = len(checked.entries) if dry_run else len(write_drafts(checked.entries, section))
        except RefusedError as refused:
            raise CommandError(f"Nothing was made.\n{refused}") from None
        self.stdout.write(f"{count} drafts would be made." if dry_run else f"{count} drafts were made.")
