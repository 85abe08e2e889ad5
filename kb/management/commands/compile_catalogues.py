"""Turn the translations (.po) into what Django reads (.mo), without gettext's programs."""

from typing import Any

from django.core.management.base import BaseCommand

from kb import catalogues


class Command(BaseCommand):
    help = "Compiles locale/*/LC_MESSAGES/django.po."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        for path in catalogues.compile_all():
            if verbosity:
                self.stdout.write(f"compiled {path}")
