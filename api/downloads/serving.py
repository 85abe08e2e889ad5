"""Answers with the files that are given away, or that they are being made anew."""

import base64
import logging
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from api.downloads.editions import current
from api.downloads.making import READ_ME
from api.models import Kind
from media.attachments import CSV, XLSX
from media.ranges import file_response

logger = logging.getLogger(__name__)

TYPES: Final = {
    "csv": CSV,
    "xlsx": XLSX,
    "json": "application/json",
    "geojson": "application/geo+json",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}
ASK_AGAIN_S: Final = 30


@require_safe
def download(request: HttpRequest, name: str, kind: Kind = Kind.TABLES) -> HttpResponseBase:
    """Answers with a file of the newest edition, packed for whoever takes that; 503 while there is none."""
    edition = current(kind)
    if edition is None:
        return being_made()
    file = get_object_or_404(edition.files, name=name)
    is_packed = bool(file.packed) and _takes_gzip(request)
    stored, size = (file.packed, file.packed_size) if is_packed else (file.file, file.size)
    etag = f'"{file.sha256[:32]}{"-gzip" if is_packed else ""}"'
    made = int(edition.made_at.timestamp())
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=made)
    if response is None:
        try:
            response = file_response(request, stored.open("rb"), size, etag)
        except OSError as problem:
            # A newer edition took its place a moment ago, or the folder cannot be read.
            logger.warning("%s cannot be served: %s", stored.name, problem)
            return being_made()
        if is_packed:
            response["Content-Encoding"] = "gzip"
        response["Content-Type"] = TYPES[name.rpartition(".")[2]]
        response["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(file.sha256)).decode()}:"
        if name != READ_ME:
            response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = etag
    response["Last-Modified"] = http_date(made)
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def being_made() -> HttpResponse:
    """Answers that the file is not there at the moment, and when to ask again."""
    text = _("This file is being made anew, because something changed. Ask again in half a minute.")
    response = HttpResponse(f"{text}\n", status=503, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(ASK_AGAIN_S)
    response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _takes_gzip(request: HttpRequest) -> bool:
    """Returns whether the client takes gzip. A part of a file is always one of the plain file."""
    offered = request.headers.get("Accept-Encoding", "").lower()
    return "gzip" in offered and "gzip;q=0" not in offered.replace(" ", "") and "Range" not in request.headers
