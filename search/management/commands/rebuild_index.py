"""Build an index anew. Readers keep the old one until the new one is whole."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineName, EngineUnavailable, RebuildRefused, WriterBusy
from search.engines.registry import target_names, writer
from search.indexing.rebuilding import rebuild
from search.indexing.worker import drain_outbox


class Command(BaseCommand):
    help = "Builds the search index anew from the published practices, of every engine or of one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", choices=target_names(), help="build the index of this engine only")
        parser.add_argument("--fresh", action="store_true", help="do not go on with an interrupted rebuild")

    def handle(self, *args: Any, **options: Any) -> None:
        for target in [options["engine"]] if options["engine"] else target_names():
            self._rebuild(target, fresh=options["fresh"])

    def _rebuild(self, target: EngineName, *, fresh: bool) -> None:
        started = time.perf_counter()

        def report(count: int) -> None:
            self.stdout.write(f"{target}: {count} practices, {time.perf_counter() - started:.0f} s")

        def catch_up() -> None:
            while drain_outbox(writer(target), target):
                pass

        try:
            built = rebuild(target, catch_up=catch_up, report=report, fresh=fresh)
        except (EngineUnavailable, RebuildRefused, WriterBusy) as error:
            raise CommandError(f"{target}: {error}. The index in use is as it was.") from error
        if built.resumed_after:
            self.stdout.write(f"{target}: went on after practice {built.resumed_after}")
        for practice_id, reason in built.refused.items():
            self.stderr.write(f"{target}: practice {practice_id} was left out: {reason}")
        took_s = time.perf_counter() - started
        self.stdout.write(f"{target}: {built.count} practices indexed in {took_s:.1f} s")
