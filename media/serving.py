"""Answers with a stored file: for a while or never kept, whole or in part, and inert whatever is in it."""

import logging
from pathlib import PurePath
from typing import Final

from django.core.files.storage import Storage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from media.handing_over import handed_over
from media.intake.documents import KINDS
from media.ranges import file_response

logger = logging.getLogger(__name__)

PUBLIC: Final = f"public, max-age={24 * 3600}"
PRIVATE: Final = "private, no-store"
UNKNOWN_TYPE: Final = "application/octet-stream"
TYPES: Final = {
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".avif": "image/avif",
    ".ogg": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".opus": "audio/ogg",
    ".mp4": "video/mp4",
    ".vtt": "text/vtt; charset=utf-8",
    **{f".{extension}": kind.content_type for extension, kind in KINDS.items()},
}


def stored_file(
    request: HttpRequest, storage: Storage, name: str, caching: str, title: str = ""
) -> HttpResponseBase:
    """Returns the file, a part of it, or that it is unchanged. With a title it is for keeping, unless shown.

    Raises Http404 where the file cannot be read.
    """
    content_type = TYPES.get(PurePath(name).suffix.lower(), UNKNOWN_TYPE)
    try:
        response = handed_over(storage, name) or _answered(request, storage, name)
    except OSError as problem:
        logger.warning("%s cannot be served: %s", name, problem)
        raise Http404 from problem
    disposition = content_disposition_header(bool(title) and content_type != "application/pdf", title)
    for header, value in {
        **({"Content-Disposition": disposition} if disposition else {}),
        "Cache-Control": caching,
        "Content-Type": content_type,
        # Nothing within a file may run or load anything, whatever it is taken for.
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }.items():
        response[header] = value
    return response


def _answered(request: HttpRequest, storage: Storage, name: str) -> HttpResponseBase:
    """Returns the file or a part of it, or that it is unchanged. Raises OSError."""
    size, modified = storage.size(name), storage.get_modified_time(name).timestamp()
    etag = f'"{int(modified * 1_000_000):x}-{size:x}"'
    response: HttpResponseBase | None = get_conditional_response(
        request, etag=etag, last_modified=int(modified)
    )
    if response is None:
        response = file_response(request, storage.open(name), size, etag)
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    return response
