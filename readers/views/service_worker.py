"""The service worker, and the page that lists what it keeps on a phone. See docs/offline.md."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from readers.presenters.page_frame import NO_ADDRESSES

SOURCE: Final = Path(__file__).parents[1] / "service_worker.js"
# Lines of comments, and what stands before a line: both are for those who read the file here.
_UNSEEN: Final = re.compile(r"^\s*//.*\n|^\s+", re.MULTILINE)


@cache
def worker_source(is_on: bool) -> str:
    """Returns the worker; switched off it removes itself and all that it keeps, but nothing that waits."""
    return (
        f"const ON = {'true' if is_on else 'false'};\n{_UNSEEN.sub('', SOURCE.read_text(encoding='utf-8'))}"
    )


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answers with the worker. It stands at the root, so that every page below is in its scope."""
    response = HttpResponse(
        worker_source(settings.SERVICE_WORKER), content_type="text/javascript; charset=utf-8"
    )
    # Asked for anew each time, so that the switch reaches every phone with the next page that it opens.
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Answers with the page that a script fills with what lies on the phone; the same for everybody."""
    worker_url = reverse("service_worker") if settings.SERVICE_WORKER else ""
    response = render(request, "readers/kept.html", {**NO_ADDRESSES, "worker_url": worker_url})
    response["X-Robots-Tag"] = "noindex"
    return response
