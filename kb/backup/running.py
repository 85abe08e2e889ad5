"""Whether the site runs on this data folder: its processes hold a lock, and a restore wants it alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from kb.backup import BackupRefused
from search.engines.base import WriterBusy
from search.engines.registry import embedded_writer

END_FIRST = "end the site first (Ctrl-C where `manage.py up` runs, or its services)."


def hold_while_serving() -> int:
    """Lock the data folder while this process or a child of it lives; a restore under way is waited for."""
    handle = _open()
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


@contextmanager
def nothing_runs() -> Iterator[None]:
    """Keep web server and worker from starting. Raises BackupRefused when one of them runs."""
    handle = _open()
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with embedded_writer().sole():
            yield
    except BlockingIOError:
        raise BackupRefused(f"The web server runs: {END_FIRST}") from None
    except WriterBusy:
        raise BackupRefused(f"The worker runs: {END_FIRST}") from None
    finally:
        os.close(handle)


def _open() -> int:
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return os.open(folder / "serving.lock", os.O_RDWR | os.O_CREAT, 0o600)
