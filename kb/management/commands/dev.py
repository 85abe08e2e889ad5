"""The site for those who change its code: reloads itself, shows errors in full."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kb.management.commands.up import check_port, serve
from readers.models import HomePage


class Command(BaseCommand):
    help = "Serves the site on this machine and runs the worker; both start anew when the code changes."
    # The first steps make what the checks of models and translations look at.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *, port: int, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The settings are not for development: leave DJANGO_SETTINGS_MODULE unset.")
        check_port(port)
        if is_set_up():
            call_command("compile_catalogues", verbosity=0)
            call_command("migrate", interactive=False, verbosity=0)
        else:
            call_command("up", setup_only=True, stdout=self.stdout)
        self.stdout.write(f"Serving http://localhost:{port}/ and running the worker; Ctrl-C ends both.")
        self.stdout.flush()
        serve("dev", str(port))


def is_set_up() -> bool:
    """Returns whether the database holds the pages that every site begins with."""
    table = HomePage._meta.db_table
    return table in connection.introspection.table_names() and HomePage.objects.exists()
