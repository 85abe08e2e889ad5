"""Plays the voice message of an item to the people of its region, to nobody else."""

import logging
from pathlib import PurePath
from typing import Final

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from exchange.admin.item_view import found_item
from media.models import ClipState

logger = logging.getLogger(__name__)

TYPES: Final = {".ogg": "audio/ogg", ".opus": "audio/ogg", ".mp3": "audio/mpeg", ".m4a": "audio/mp4"}


@require_safe
def voice(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """Returns the sound that was made of what was recorded; what was sent itself is never served."""
    clip = found_item(request, kind, pk).voice
    if clip is None or clip.state != ClipState.READY or not clip.sound:
        raise Http404
    try:
        response = FileResponse(clip.sound.storage.open(clip.sound.name or ""))
    except OSError as problem:
        logger.warning("Voice %s cannot be played: %s", clip.pk, problem)
        raise Http404 from problem
    suffix = PurePath(clip.sound.name or "").suffix.lower()
    for header, value in {
        "Cache-Control": "private, no-store",
        "Content-Type": TYPES.get(suffix, "application/octet-stream"),
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }.items():
        response[header] = value
    return response
