"""Makes the application for a web server, with what every page needs read before it forks."""

import logging
import os

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from kb import serving
from zones import gazetteer, grid

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.production")


def warm_up() -> None:
    """Read what every page needs before the server forks: its processes share it, and nobody waits."""
    _ = get_resolver().url_patterns
    grid.conditions_at(0.0, 0.0)
    gazetteer.get(0)


def warn() -> None:
    """Write to the log which settings the pages want."""
    for message in run_checks(tags=["operator"]):
        logging.getLogger("kb").warning(message.msg)


application = get_wsgi_application()
warn()
warm_up()
# Needs the settings. Kept open: the processes that the server forks inherit the lock.
LOCK = serving.hold()
