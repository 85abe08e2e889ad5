"""Plays the voice message of an item to the people of its region, to nobody else."""

import logging
from pathlib import PurePath
from typing import Final

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from exchange.admin.item_view import found_item
from media.models import ClipState
from media.ranges import file_response

logger = logging.getLogger(__name__)

TYPES: Final = {".ogg": "audio/ogg", ".opus": "audio/ogg", ".mp3": "audio/mpeg", ".m4a": "audio/mp4"}


@require_safe
def voice(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """Returns the sound that was made of what was recorded; what was sent itself is never served."""
    clip = found_item(request, kind, pk).voice
    if clip is None or clip.state != ClipState.READY or not clip.sound:
        raise Http404
    storage, name = clip.sound.storage, clip.sound.name or ""
    try:
        size_bytes, modified = storage.size(name), storage.get_modified_time(name).timestamp()
        file = storage.open(name)
    except OSError as problem:
        logger.warning("Voice %s cannot be played: %s", clip.pk, problem)
        raise Http404 from problem
    response = file_response(request, file, size_bytes, f'"{int(modified * 1_000_000):x}-{size_bytes:x}"')
    suffix = PurePath(name).suffix.lower()
    for header, value in {
        "Cache-Control": "private, no-store",
        "Content-Type": TYPES.get(suffix, "application/octet-stream"),
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }.items():
        response[header] = value
    return response
