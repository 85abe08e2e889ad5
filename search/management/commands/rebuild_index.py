"""Build the whole index anew. Readers keep the old one until the new one is whole."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from search.engines.registry import embedded_writer
from search.indexing.documents import public_documents


class Command(BaseCommand):
    help = "Builds the search index anew from the published practices."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.perf_counter()
        count = embedded_writer().rebuild(public_documents())
        self.stdout.write(f"{count} practices indexed in {time.perf_counter() - started:.1f} s")
