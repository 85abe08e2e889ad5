"""Makes the tables of an edition, and knows when a new one is due."""

import logging
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from api.downloads.editions import is_older_than, is_withdrawn, publish, seen_changes, stored
from api.downloads.read_me import read_me
from api.models import Change, Edition, Kind
from practices.interchange.public_records import public_records
from practices.interchange.record_files import FORMATS, Head, write_files

logger = logging.getLogger(__name__)

NAMES: Final[Mapping[str, str]] = {format: f"practices.{format}" for format in FORMATS}
READ_ME: Final = "README.txt"
# An XLSX is packed in itself.
PACKED: Final = ("csv", "json", "geojson")
# What was published waits a while for more of it; what was withdrawn does not.
NEWS_WAIT: Final = timedelta(minutes=2)
# Also without a change that anybody noticed.
OLDEST: Final = timedelta(days=1)


def is_due() -> bool:
    """Returns whether the files are missing, a day old, or older than what they would say by now."""
    now = timezone.now()
    if is_older_than(Kind.TABLES, now - OLDEST) or is_withdrawn(Kind.TABLES):
        return True
    return Change.objects.filter(kind=Kind.TABLES, at__lt=now - NEWS_WAIT).exists()


def make_if_due() -> None:
    if is_due():
        make()


def make() -> Edition:
    """Returns the new edition; the one before is gone with its files."""
    seen = seen_changes(Kind.TABLES)
    made_at = timezone.now()
    head = Head(made_at, settings.WAGTAILADMIN_BASE_URL)
    with tempfile.TemporaryDirectory(prefix="downloads-") as folder, ExitStack() as opened:
        handles = {
            format: opened.enter_context((Path(folder) / name).open("w+b")) for format, name in NAMES.items()
        }
        count = write_files(handles, head, public_records())
        files = [
            stored(NAMES[format], handle, is_packed=format in PACKED) for format, handle in handles.items()
        ]
        with (Path(folder) / READ_ME).open("w+b") as handle:
            handle.write(read_me(head, count, files).encode())
            files.append(stored(READ_ME, handle))
    edition = publish(Edition(kind=Kind.TABLES, made_at=made_at, count=count), files, seen)
    logger.info("Files of %s practices were made.", count)
    return edition
