"""Answers of the site that are no pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap

from practices.models.base import TrilingualQuerySet, public_pages

# Results differ for every land; a crawler would never come to an end.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*?
Sitemap: {sitemap}
"""


class PublicSitemap(Sitemap):
    """Lists every public page; each names its three addresses."""

    def items(self) -> TrilingualQuerySet:
        root = self.get_wagtail_site().root_page
        return public_pages().descendant_of(root, inclusive=True).order_by("path").specific()


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    address = settings.WAGTAILADMIN_BASE_URL + reverse("sitemap")
    return HttpResponse(ROBOTS.format(sitemap=address), content_type="text/plain; charset=utf-8")
