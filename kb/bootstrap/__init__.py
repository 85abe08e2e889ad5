"""Leads from a bare Python to a running command: standard library only until the environment exists.

Every command of manage.py passes here. Where `.venv` is missing or its lock has changed, it is made first;
then the command starts anew inside it. `TWINFIELDS_BOOTSTRAP=off` takes the environment as it is.
"""

import os
import sys
from pathlib import Path

from kb.bootstrap.environment import Environment, SetupError

ROOT = Path(__file__).resolve().parents[2]


def run(argv: list[str]) -> None:
    command = argv[1] if len(argv) > 1 else "help"
    if os.environ.get("TWINFIELDS_BOOTSTRAP") != "off":
        enter_environment(argv, "requirements-test.lock" if command == "test" else "requirements.lock")
    if command in ("up", "dev"):
        from kb.bootstrap.local import prepare

        prepare(argv)
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "kb.settings.production" if command == "up" else "kb.settings.dev"
    )
    execute(argv)


def enter_environment(argv: list[str], lock: str) -> None:
    """Return at once inside a current environment; else make it and become a process inside it."""
    environment = Environment(ROOT)
    try:
        changed = environment.ensure(lock)
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped. The next call takes up the set-up again.")
    if changed or not environment.is_active():
        os.execv(environment.python, [str(environment.python), *argv])


def execute(argv: list[str]) -> None:
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.INSTALLED_APPS  # noqa: B018  (loads the settings, so that a refusal reads as a sentence)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(argv)
