"""Says what a practice's page costs a reader: the page as it is saved, packed, and its pictures."""

from collections.abc import Iterator
from typing import Any

import brotli
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from media.models import PublicCopy
from media.reader_sizes import BANNER, SQUARE, Shape
from practices import drawings
from practices.models import Practice
from practices.region_access import own_pages

# As every answer is packed: benchmarks/page_weight.py measures what arrives.
QUALITY = 6


@require_safe
def page_cost(request: HttpRequest, pk: int) -> HttpResponse:
    """Returns the sum in words, for a part of the form or by itself. Raises Http404 for others' pages."""
    mine = Practice.objects.filter(pk__in=own_pages(request.user).values("pk"))
    practice: Practice = get_object_or_404(mine, id=pk).get_latest_revision_as_object()
    # The page is made as if somebody asked for it, in a language that must not stay.
    with translation.override(translation.get_language()):
        page = practice.make_preview_request(request, practice.default_preview_mode)
    text = len(brotli.compress(page.content, quality=QUALITY))
    known, unknown = _pictures(practice)
    context = {
        "total": _kilobytes(text + known),
        "text": _kilobytes(text),
        "pictures": _kilobytes(known) if known else 0,
        "uncounted": unknown,
    }
    return render(request, "practices/admin/page_cost.html", context)


def _kilobytes(size: int) -> int:
    return max(1, round(size / 1000))


def _pictures(practice: Practice) -> tuple[int, int]:
    """Returns the bytes of all pictures, and how many photos have no files for readers yet."""
    shown = list(_shown(practice))
    copies = {
        copy.image_id: copy
        for copy in PublicCopy.objects.filter(image__in=[photo for photo, _drawing, _shape in shown if photo])
    }
    known = unknown = 0
    for photo, drawing, shape in shown:
        if photo in copies:
            known += _largest(copies[photo].files, shape)
        elif photo:
            unknown += 1
        elif (file := drawings.file_of(drawing)) is not None:
            known += len(brotli.compress(file.read_bytes(), quality=QUALITY))
    return known, unknown


def _shown(practice: Practice) -> Iterator[tuple[int | None, str, Shape]]:
    yield practice.lead_image_id, practice.drawing, BANNER
    for step in practice.steps.all():
        yield step.image_id, step.drawing, SQUARE


def _largest(files: list[dict[str, Any]], shape: Shape) -> int:
    """Returns the bytes of what a phone with a fine screen takes: the widest in the best encoding."""
    best = [file for file in files if file.get("shape") == shape.name and file["type"] == "image/avif"]
    return max((file["bytes"] for file in best), default=0)
