"""Bring a backup back in place of what the site holds."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from kb import serving
from kb.backup import BackupRefused, RestoreUnfinished, restoring
from search.engines.base import WriterBusy
from search.engines.registry import embedded_writer

EXIT_UNFINISHED: Final = 3
YES: Final = "yes"
END_FIRST: Final = "end the site first (Ctrl-C where `manage.py up` runs, or its services)."


class Command(BaseCommand):
    help = "Restores a backup: DIR is one, or a folder of several; then the newest (docs/backup.md)."
    # There may be no site yet.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="a backup, or a folder of several")
        parser.add_argument("--yes", action="store_true", help="replace what the site holds without asking")

    def handle(self, *, folder: Path, yes: bool, **options: Any) -> None:
        started = time.monotonic()
        # First, as in `up`: the index holds words of all three languages.
        call_command("compile_catalogues", verbosity=0)
        try:
            with serving.kept_from_starting(), embedded_writer().sole():
                restore = restoring.prepare(folder)
                self._say(f"Restoring {restore.folder}, made at {restore.manifest.made_at}.")
                if held := restoring.held():
                    self._confirm(held, yes)
                restore.run(self._say)
        except serving.SiteIsServed:
            raise CommandError(f"The web server runs: {END_FIRST}") from None
        except WriterBusy:
            raise CommandError(f"The worker runs: {END_FIRST}") from None
        except BackupRefused as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        except RestoreUnfinished as error:
            raise CommandError(str(error), returncode=EXIT_UNFINISHED) from None
        except DatabaseError as error:
            raise CommandError(f"The database does not answer: {error}. Call it again.") from None
        except OSError as error:
            raise CommandError(f"The restore stopped: {error}. Call it again.") from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. Call it again to finish it.") from None
        self._say(f"Restored in {time.monotonic() - started:.0f} s. Everybody has to sign in anew.")

    def _confirm(self, held: str, yes: bool) -> None:
        if yes:
            return
        if not sys.stdin.isatty():
            raise BackupRefused(f"This site holds {held}: say --yes to replace them.")
        self.stdout.write(f"This site holds {held}.")
        if input(f'Replace them? Type "{YES}": ').strip().lower() != YES:
            raise BackupRefused("Not confirmed.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
