"""Write all public practices into a file: JSON, GeoJSON, CSV or XLSX."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from practices.interchange.public_records import public_records
from practices.interchange.record_files import FORMATS, Head, write_files


class Command(BaseCommand):
    help = (
        "Writes all public practices into a file, as everybody may have them at /download/. "
        "The file is there once it is whole; one that was there before is replaced."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=FORMATS, help="unless the name of the file says it")

    def handle(self, *, file: Path, format: str | None, **options: Any) -> None:
        chosen = format or file.suffix.removeprefix(".").lower()
        if chosen not in FORMATS:
            raise CommandError(f"Name the file .{', .'.join(FORMATS)}, or say which --format it has.")
        head = Head(timezone.now(), settings.WAGTAILADMIN_BASE_URL)
        try:
            with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as handle:
                try:
                    count = write_files({chosen: handle}, head, public_records())
                    handle.flush()
                    os.fsync(handle.fileno())
                    os.chmod(handle.name, 0o644)
                    os.replace(handle.name, file)
                except BaseException:
                    Path(handle.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        self.stdout.write(f"{count} practices were written.")
