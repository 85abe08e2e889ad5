"""Compare index and database without changing either."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.indexing.check import differences


class Command(BaseCommand):
    help = "Says whether the search index agrees with the published practices; the exit code is 1 when not."

    def handle(self, *args: Any, **options: Any) -> None:
        found = differences()
        if found:
            raise CommandError(
                f"{len(found.missing)} missing: {list(found.missing)[:20]}; "
                f"{len(found.surplus)} should not be there: {list(found.surplus)[:20]}; "
                f"{len(found.stale)} out of date: {list(found.stale)[:20]}"
            )
        self.stdout.write("index and database agree")
