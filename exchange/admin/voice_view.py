"""Plays a voice message to the people of its region, and to nobody else."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from exchange.admin.item_view import found_item
from media.models import ClipState
from media.serving import PRIVATE, stored_file


@require_safe
def voice(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """Returns the sound that was made of what was recorded; what was sent itself is never served."""
    clip = found_item(request, kind, pk).voice
    if clip is None or clip.state != ClipState.READY or not clip.sound:
        raise Http404
    return stored_file(request, clip.sound.storage, clip.sound.name or "", PRIVATE)
