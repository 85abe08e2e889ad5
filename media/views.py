"""Serves stored files: renditions of pictures, and documents; there is no other way to them.

Originals are not served: they may hold what a camera noted about its owner. The answer is worked out at
each request, so that a file is gone with the page that showed it.
"""

import logging
from pathlib import PurePath
from typing import Final

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from media.intake.documents import KINDS
from media.models import Document, Image, Rendition
from media.public_access import is_public
from media.region_access import may_see

logger = logging.getLogger(__name__)

DAY_S: Final = 24 * 3600
UNKNOWN_TYPE: Final = "application/octet-stream"
PICTURE_TYPES: Final = {
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".avif": "image/avif",
}


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """Returns a rendition by the name of its file."""
    found = Rendition.objects.filter(file=f"images/{name}").select_related("image__collection").first()
    if found is None:
        raise Http404
    caching = _caching(request, found.image)
    content_type = PICTURE_TYPES.get(PurePath(name).suffix, UNKNOWN_TYPE)
    return _answer(request, found.file, {"Cache-Control": caching, "Content-Type": content_type})


@require_safe
def document(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """Returns a document to look at, if it is a PDF, else to keep."""
    found = Document.objects.filter(pk=number).select_related("collection").first()
    if found is None or found.filename != name:
        raise Http404
    caching = _caching(request, found)
    kind = KINDS.get(found.file_extension.lower())
    content_type = kind.content_type if kind else UNKNOWN_TYPE
    return _answer(
        request,
        found.file,
        {"Cache-Control": caching, "Content-Type": content_type},
        download=None if content_type == "application/pdf" else found.download_name,
    )


def _caching(request: HttpRequest, file: Image | Document) -> str:
    """Returns how long the answer may be kept; raises Http404 for whoever must not see the file."""
    # The person is asked for last, so that what is public never depends on a session.
    if is_public(file):
        return f"public, max-age={DAY_S}"
    if may_see(file, request.user):
        return "private, no-store"
    raise Http404


def _answer(
    request: HttpRequest, file: FieldFile, headers: dict[str, str], download: str | None = None
) -> HttpResponseBase:
    storage, name = file.storage, file.name or ""
    try:
        size, modified = storage.size(name), storage.get_modified_time(name).timestamp()
        etag = f'"{int(modified * 1_000_000):x}-{size:x}"'
        response: HttpResponseBase | None = get_conditional_response(
            request, etag=etag, last_modified=int(modified)
        )
        if response is None:
            response = FileResponse(
                storage.open(name), as_attachment=download is not None, filename=download or ""
            )
    except OSError as problem:
        logger.warning("%s cannot be served: %s", name, problem)
        raise Http404 from problem
    for header, value in {
        **headers,
        "ETag": etag,
        "Last-Modified": http_date(modified),
        # Nothing within a file may run or load anything, whatever it is taken for.
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }.items():
        response[header] = value
    return response
