"""Lets the web server in front send a stored file, once this site has said that it may be seen.

The answer names the file and has no content; deploy/nginx.conf and deploy/Caddyfile send it. They know ranges
and conditions, and no thread of this site waits for a slow phone meanwhile.
"""

from pathlib import Path
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.http import HttpResponse

ACCEL: Final = "x-accel"
SENDFILE: Final = "x-sendfile"
KINDS: Final = ("", ACCEL, SENDFILE)
# Below it the web server finds the stored files; nobody outside can ask for it.
INTERNAL: Final = "/stored-files/"


def handed_over(storage: Storage, name: str) -> HttpResponse | None:
    """Returns the answer for the web server; None where the site sends the file itself.

    Raises FileNotFoundError where there is no such file.
    """
    # What lies elsewhere than on a disk has no path that the web server knows.
    if not settings.SENDFILE or not isinstance(storage, FileSystemStorage):
        return None
    path = Path(storage.path(name))
    if not path.is_file():
        raise FileNotFoundError(name)
    if settings.SENDFILE == SENDFILE:
        return HttpResponse(headers={"X-Sendfile": str(path)})
    within = path.relative_to(settings.MEDIA_ROOT)
    return HttpResponse(headers={"X-Accel-Redirect": f"{INTERNAL}{quote(within.as_posix())}"})
