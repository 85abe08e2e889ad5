"""Collects, hashes and compresses the static files, but only when one of them has changed."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> bool:
    """Returns whether there was something to do. The stamp lies beside the folder, which is served whole."""
    stamp = settings.DATA_DIR / "static.stamp"
    wanted = signature()
    if stamp.exists() and stamp.read_text() == wanted and settings.STATIC_ROOT.exists():
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)
    return True


def signature() -> str:
    """Changes with the name, size or time of any static file of any app."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(
                f"{name} {storage.size(name)} {storage.get_modified_time(name).timestamp()}\n".encode()
            )
    return digest.hexdigest()
