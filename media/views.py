"""Serves stored files: public copies to anybody, all else only to people of the file's region.

Originals are not served: they may be larger than anybody needs. Whether a page still shows a file is asked at
each request, so that it is gone with the page, even while no worker runs.
"""

import logging
from pathlib import PurePath
from typing import Final

from django.core.files.storage import Storage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from media.intake.documents import KINDS
from media.models import Document, PublicCopy, Rendition
from media.public_access import is_public
from media.region_access import may_see

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
    **{f".{extension}": kind.content_type for extension, kind in KINDS.items()},
}


@require_safe
def public_file(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """Returns a file of a public copy while a public page uses what it was made from."""
    copy = PublicCopy.objects.filter(folder=folder).select_related("image", "document", "clip").first()
    if copy is None or not copy.has(name) or not is_public(copy.source):
        raise Http404
    title = copy.document.download_name if copy.document else ""
    return _answer(request, default_storage, f"{copy.path}/{name}", PUBLIC, title)


@require_safe
def rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """Returns a size of a picture as editors see it, by the name of its file."""
    found = Rendition.objects.filter(file=f"images/{name}").select_related("image").first()
    if found is None or not may_see(found.image, request.user):
        raise Http404
    return _answer(request, found.file.storage, found.file.name, PRIVATE)


@require_safe
def document(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """Returns a document, a PDF to look at, else to keep; leads on to the public file where there is one."""
    found = Document.objects.filter(pk=number).select_related("public_copy").first()
    if found is None or found.filename != name:
        raise Http404
    if is_public(found):
        # Right after its page was published the public file may not be there yet.
        if address := found.public_address:
            return HttpResponseRedirect(address)
    elif not may_see(found, request.user):
        raise Http404
    return _answer(request, found.file.storage, found.file.name or "", PRIVATE, found.download_name)


def _answer(
    request: HttpRequest, storage: Storage, name: str, caching: str, title: str = ""
) -> HttpResponseBase:
    """Returns the file, or that it is unchanged. With a title it is for keeping, unless browsers show it."""
    content_type = TYPES.get(PurePath(name).suffix.lower(), UNKNOWN_TYPE)
    is_kept = bool(title) and content_type != "application/pdf"
    try:
        size, modified = storage.size(name), storage.get_modified_time(name).timestamp()
        etag = f'"{int(modified * 1_000_000):x}-{size:x}"'
        response: HttpResponseBase | None = get_conditional_response(
            request, etag=etag, last_modified=int(modified)
        )
        if response is None:
            response = FileResponse(storage.open(name), as_attachment=is_kept, filename=title)
    except OSError as problem:
        logger.warning("%s cannot be served: %s", name, problem)
        raise Http404 from problem
    for header, value in {
        "Cache-Control": caching,
        "Content-Type": content_type,
        "ETag": etag,
        "Last-Modified": http_date(modified),
        # Nothing within a file may run or load anything, whatever it is taken for.
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }.items():
        response[header] = value
    return response
