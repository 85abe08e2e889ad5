"""Compare index and database without changing either, and tell which other copies follow the changes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EMBEDDED, EngineName, EngineUnavailable
from search.engines.registry import copy_name, target_names
from search.indexing import copies
from search.indexing.check import differences
from search.models import IndexCopy, OutboxRow


class Command(BaseCommand):
    help = "Says whether the search index agrees with the published practices; the exit code is 1 when not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", choices=target_names(), help="check the index of this engine only")

    def handle(self, *args: Any, **options: Any) -> None:
        for target in [options["engine"]] if options["engine"] else target_names():
            self._check(target)
        self._tell_of_copies()

    def _tell_of_copies(self) -> None:
        for copy in IndexCopy.objects.exclude(name=copy_name()).order_by("pk"):
            waiting = OutboxRow.objects.filter(target=copy.name).count()
            self.stdout.write(
                f"{copy} is kept on another data folder: {waiting} changes wait for it, "
                f"last heard of {copy.seen_at:%Y-%m-%d %H:%M} UTC"
            )

    def _check(self, target: EngineName) -> None:
        try:
            found = differences(target)
        except EngineUnavailable as error:
            raise CommandError(f"{target}: {error}") from error
        if target == EMBEDDED and not copies.is_followed():
            raise CommandError(f"{target}: changes are not written down for this copy; start its worker")
        if found:
            raise CommandError(
                f"{target}: {len(found.missing)} missing: {list(found.missing)[:20]}; "
                f"{len(found.surplus)} should not be there: {list(found.surplus)[:20]}; "
                f"{len(found.stale)} out of date: {list(found.stale)[:20]}; "
                f"{len(found.unreadable)} cannot be read: {list(found.unreadable)[:20]}"
            )
        self.stdout.write(f"{target}: index and database agree")
