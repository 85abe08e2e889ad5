"""Run the worker: index, scheduled publishing, mails, whatever the apps have to do. One per data folder."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from jobs.worker import run
from search.engines.registry import embedded_writer


class Command(BaseCommand):
    help = "Keeps the search index fresh, publishes what is scheduled and sends mails, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        with embedded_writer().sole():
            run(stop)
