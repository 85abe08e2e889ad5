"""Set the site up on this machine, then serve it as in production: the one command."""

import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from io import StringIO
from typing import Any, NoReturn
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from kb import static_files, supervisor
from kb.bootstrap import media_extra
from search.engines.base import ELASTICSEARCH, EMBEDDED
from search.engines.registry import target_names

FOLDER_BACKEND = "jobs.mail.FolderBackend"
LOOPBACK_NAMES = ("localhost", "127.0.0.1")


class Command(BaseCommand):
    help = "Sets the site up (safe to repeat) and serves it on this machine until Ctrl-C."
    # The first step makes what the checks of models and translations look at.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--setup-only", action="store_true", help="set up, but do not serve")
        # Both are read by kb/bootstrap/local.py as well: the settings hold the addresses.
        parser.add_argument("--elasticsearch", metavar="URL", help="answer from this Elasticsearch 8 cluster")
        parser.add_argument(
            "--lean", action="store_true", help="do not install what only sound needs (70 MB)"
        )
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *, setup_only: bool, lean: bool, port: int, **options: Any) -> None:
        if not setup_only:
            check_port(port)
        started = time.monotonic()
        self._step("Translations", lambda: call_command("compile_catalogues", verbosity=0))
        self._step("Database", lambda: call_command("migrate", interactive=False, verbosity=0))
        self._step("Static files", static_files.collect)
        self._step("Pages", lambda: call_command("load_pages", verbosity=0))
        self._step("Address of the site", set_site_address)
        self._step("Thesaurus", lambda: call_command("load_thesaurus", verbosity=0))
        self._step("Starter practices", lambda: call_command("load_starter", verbosity=0))
        self._step("Twin Regions", lambda: call_command("load_territories", verbosity=0))
        self._step("Example of an issue", lambda: call_command("load_example_issue", verbosity=0))
        self._step("Search index", lambda: call_command("rebuild_index", engine=EMBEDDED, stdout=StringIO()))
        if ELASTICSEARCH in target_names():
            self._step("Elasticsearch index", self._build_on_cluster)
        self._step("Accounts", lambda: call_command("make_accounts", stdout=self.stdout))
        if settings.MAIL_DELIVERY_BACKEND == FOLDER_BACKEND:
            self.stdout.write(f"No mail server is named: mails are written to {settings.MAIL_FOLDER}.")
        if lean:
            media_extra.of_this_site().leave_out()
        elif setup_only:
            # Nobody is waiting for pages.
            self._step("Programme for sound", media_extra.main)
        self.stdout.write(f"Set up in {time.monotonic() - started:.0f} s.")
        if not setup_only:
            self.stdout.write("Starting the web server and the worker …")
            self.stdout.flush()
            serve(*(["lean"] if lean else []), str(port))

    def _step(self, name: str, do: Callable[[], object]) -> None:
        started = time.monotonic()
        do()
        self.stdout.write(f"  {name:<22} {time.monotonic() - started:5.1f} s")
        self.stdout.flush()

    def _build_on_cluster(self) -> None:
        """Builds the cluster's index; one that is away does not keep the site from starting."""
        try:
            call_command("rebuild_index", engine=ELASTICSEARCH, stdout=StringIO())
        except CommandError as error:
            self.stderr.write(str(error))


def check_port(port: int) -> None:
    """Raises CommandError, with what to do, where the port is taken or forbidden."""
    try:
        supervisor.open_port(port).close()
    except OSError as error:
        raise CommandError(supervisor.port_problem(port, error)) from None


def serve(*arguments: str) -> NoReturn:
    """Becomes the supervisor: the same process, without Django's memory."""
    os.environ["TWINFIELDS_DATA_DIR"] = str(settings.DATA_DIR)
    os.chdir(settings.BASE_DIR)
    os.execv(sys.executable, [sys.executable, "-m", "kb.supervisor", *arguments])


def set_site_address() -> None:
    """Give Wagtail's site the address of the settings, unless somebody has named a real host in the admin."""
    site = Site.objects.filter(is_default_site=True).first()
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if site is None or site.hostname not in (*LOOPBACK_NAMES, address.hostname):
        return
    site.hostname = address.hostname
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()
