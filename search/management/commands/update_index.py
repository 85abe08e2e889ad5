"""Bring the index up to date: what waits in the outbox, practices named by id, or whatever differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineName, EngineUnavailable
from search.engines.registry import target_names, writer
from search.indexing import outbox
from search.indexing.check import reconcile
from search.indexing.worker import drain_outbox


class Command(BaseCommand):
    help = (
        "Updates the search index without building it anew, of every engine of this site or of one. "
        "Wagtail's own command of this name is still there as wagtail_update_index."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("practices", nargs="*", type=int, metavar="ID", help="practices to look at again")
        parser.add_argument("--engine", choices=target_names(), help="update the index of this engine only")

    def handle(self, *, practices: list[int], engine: EngineName | None, **options: Any) -> None:
        targets = (engine,) if engine else target_names()
        away = [f"{target}: {problem}" for target in targets if (problem := self._update(target, practices))]
        if away:
            raise CommandError("; ".join(away))

    def _update(self, target: EngineName, practices: list[int]) -> str:
        """Update one index; return why it could not be done, empty when it was."""
        try:
            if practices:
                outbox.enqueue(practices, [target])
            else:
                reconcile(target)
            looked_at = 0
            while done := drain_outbox(writer(target), target):
                looked_at += done
        except EngineUnavailable as error:
            return str(error)
        self.stdout.write(f"{target}: {looked_at} practices looked at")
        return ""
