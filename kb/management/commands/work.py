"""Run the worker: index, scheduled publishing, mails, whatever the apps have to do. One per data folder."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import autoreload

from jobs.worker import run
from search.engines.registry import embedded_writer


class Command(BaseCommand):
    help = "Keeps the search index fresh, publishes what is scheduled and sends mails, until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reload", action="store_true", help="start anew when the code changes")

    def handle(self, *args: Any, reload: bool = False, **options: Any) -> None:
        stop = threading.Event()
        if reload:
            # Handles signals itself, and ends the worker at once: whatever it writes may be cut off anywhere.
            autoreload.run_with_reloader(work, stop)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work(stop)


def work(stop: threading.Event) -> None:
    with embedded_writer().sole():
        run(stop)
