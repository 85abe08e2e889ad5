"""Bring the index up to date: what waits in the outbox, practices named by id, or whatever differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from search.engines.registry import embedded_writer
from search.indexing import outbox
from search.indexing.check import reconcile
from search.indexing.worker import drain_outbox


class Command(BaseCommand):
    help = (
        "Updates the search index without building it anew. "
        "Wagtail's own command of this name is still there as wagtail_update_index."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("practices", nargs="*", type=int, metavar="ID", help="practices to look at again")

    def handle(self, *, practices: list[int], **options: Any) -> None:
        writer = embedded_writer()
        if practices:
            outbox.enqueue(practices)
        else:
            reconcile(writer)
        looked_at = 0
        while done := drain_outbox(writer):
            looked_at += done
        self.stdout.write(f"{looked_at} practices looked at")
