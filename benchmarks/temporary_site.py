"""A site without visitors in a folder of its own: database, home page, one region, empty index."""

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.core.management import call_command

from benchmarks import migrated

if TYPE_CHECKING:
    from practices.models import Practice

ROOT = Path(__file__).resolve().parents[1]
REGION = "measured"


@contextlib.contextmanager
def temporary_site(database: str = "") -> Iterator[dict[str, str]]:
    """Django is set up for the site inside the block; gives the environment for other processes of it.

    `database` is the address of an empty database; without it there is one of SQLite in the folder.
    """
    folder = Path(tempfile.mkdtemp(prefix="twinfields-reliability-"))
    environ = {
        "TWINFIELDS_DATA_DIR": str(folder),
        "DATABASE_URL": database or f"sqlite:///{folder / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "kb.settings.dev",
        "TWINFIELDS_BOOTSTRAP": "off",
    }
    os.environ.update(environ)
    django.setup()
    logging.disable(logging.INFO)
    try:
        fill()
        yield dict(os.environ)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(name: str) -> "Practice":
    """A new practice of the region, as it is after publishing."""
    from practices.models import Practice, RegionSection

    practice = Practice(
        name_en=name,
        place_name="Kopargo",
        country="BJ",
        land_uses=("cropland",),
        outcome="mixed",
        publication_agreed=True,
        live=False,
    )
    RegionSection.objects.get(slug=REGION).add_child(instance=practice)
    practice.save_revision().publish()
    return Practice.objects.get(pk=practice.pk)


def fill() -> None:
    """Leaves no open connection behind: a process that forks must not share one."""
    from django.conf import settings
    from django.db import connections

    from practices.regions import create_region
    from search.engines.base import EMBEDDED
    from search.indexing.rebuilding import rebuild

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not Path(database["NAME"]).exists():
        migrated.copy_to(Path(database["NAME"]))
    # Nothing is left to do, but on PostgreSQL.
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_pages", verbosity=0)
    create_region(REGION, {"en": "Measured"})
    rebuild(EMBEDDED)
    connections.close_all()
