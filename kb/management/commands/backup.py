"""Write a backup of the site, which may go on running."""

import time
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from kb.backup import BackupRefused, folders, making


class Command(BaseCommand):
    help = (
        "Writes database and uploaded files into a new folder below DIR while the site runs (docs/backup.md)."
    )
    # A site that is not as it should be is the one to back up.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="where backups are collected")
        parser.add_argument(
            "--keep", type=at_least_one, metavar="N", help="delete all but the newest N backups afterwards"
        )

    def handle(self, *, folder: Path, keep: int | None, **options: Any) -> None:
        started = time.monotonic()
        try:
            making.check_place(folder)
            with folders.alone_in(folder):
                made = making.make(folder)
                gone = folders.forget_older(folder, keep) if keep else []
        except BackupRefused as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: {error}.") from None
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error}.") from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. There is no new backup.") from None
        self.stdout.write(
            f"{made.folder}: {len(made.manifest.files)} files, {folders.megabytes(made.manifest.size)},"
            f" {time.monotonic() - started:.1f} s"
        )
        for path in gone:
            self.stdout.write(f"Deleted {path}.")


def at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("at least 1, please")
    return int(text)
