"""Answers of the site that are no pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

# Results differ for every land; a crawler would never come to an end.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*?
Sitemap: {sitemap}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    address = settings.WAGTAILADMIN_BASE_URL + reverse("sitemap")
    return HttpResponse(ROBOTS.format(sitemap=address), content_type="text/plain; charset=utf-8")
