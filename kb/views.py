"""Answers of the site that are no pages."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# Results differ for every land; a crawler would never come to an end.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*?
Sitemap: {sitemap}
"""

ICONS = settings.BASE_DIR / "readers" / "static" / "readers" / "img"
ICON_TYPES = {".ico": "image/x-icon", ".png": "image/png"}
ICON_KEPT_S = 30 * 24 * 60 * 60


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    address = settings.WAGTAILADMIN_BASE_URL + reverse("sitemap")
    return HttpResponse(ROBOTS.format(sitemap=address), content_type="text/plain; charset=utf-8")


@cache
def _icon(name: str) -> bytes:
    content: bytes = (ICONS / name).read_bytes()
    return content


@require_safe
@cache_control(public=True, max_age=ICON_KEPT_S)
def icon(request: HttpRequest, name: str) -> HttpResponse:
    """Returns the site's mark as a picture; `benchmarks/site_icons.py` draws them."""
    return HttpResponse(_icon(name), content_type=ICON_TYPES[Path(name).suffix])
