"""Addresses of the site. Readers' pages carry a language prefix; machines' and editors' do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from kb.health import live, ready
from kb.views import PublicSitemap, robots
from media.views import rendition

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/images/<path:name>", rendition, name="rendition"),
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicSitemap}}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]

urlpatterns += i18n_patterns(
    path("", include("readers.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)
