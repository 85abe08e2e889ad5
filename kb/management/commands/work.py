"""Run the worker: index, scheduled publishing, reconciling. One per site."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from search.engines.registry import embedded_writer
from search.indexing.worker import run


class Command(BaseCommand):
    help = "Keeps the search index fresh and publishes what is scheduled, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        with embedded_writer().sole():
            run(embedded_writer(), stop)
