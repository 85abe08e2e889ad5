"""Run the tests; the tiers are told apart in tests/conftest.py."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

# Two processes: what the smallest machine has. A file stays in one of them, so what its tests share is made
# once. In the order of the tree, which ends with many short files: by their number of tests the long ones
# would come last, and one process would wait. They stand before the arguments, so that `-n 0` and others win.
SPREAD = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")


class Command(BaseCommand):
    help = "Runs the tests with pytest; further arguments are pytest's. --all runs the slow ones as well."
    requires_system_checks = ()

    def run_from_argv(self, argv: list[str]) -> None:
        os.environ["DJANGO_SETTINGS_MODULE"] = "kb.settings.test"
        os.chdir(settings.BASE_DIR)
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *SPREAD, *argv[2:]])

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_from_argv(["manage.py", "test", *args])
