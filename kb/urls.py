"""Lists the site's addresses. Readers' pages carry a language prefix; machines' and editors' do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.sitemaps.views import sitemap

from api.urls import language_urlpatterns as api_pages
from kb.accounts import urls as accounts_urls
from kb.addresses.sitemap import PublicSitemap
from kb.admin.account import OwnAccountView
from kb.desk.stopping import stop_weekly_mail
from kb.health import live, ready
from kb.views import icon, robots
from practices.admin import urls as practices_admin_urls
from readers.views.keeping import short_address
from readers.views.network.country_files import countries_csv, countries_xlsx
from readers.views.service_worker import service_worker

urlpatterns = [
    # Before Wagtail's own of the same names.
    path("admin/", include(accounts_urls)),
    # Wagtail makes its panels itself and asks no hook for another form of the name.
    path("admin/account/", never_cache(require_admin_access(OwnAccountView.as_view()))),
    path("admin/", include(practices_admin_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("media.urls")),
    path("", include("api.urls")),
    path("countries.csv", countries_csv, name="countries_csv"),
    path("countries-wide.xlsx", countries_xlsx, name="countries_xlsx"),
    path("p/<str:short>", short_address, name="short_address"),
    path("p/<str:short>/<str:language>", short_address, name="short_address"),
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
    path("service-worker.js", service_worker, name="service_worker"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicSitemap}}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    # Browsers and telephones ask here without having read a page.
    path("favicon.ico", icon, {"name": "favicon.ico"}, name="favicon"),
    path("apple-touch-icon.png", icon, {"name": "apple-touch-icon.png"}, name="touch_icon"),
    path("apple-touch-icon-precomposed.png", icon, {"name": "apple-touch-icon.png"}),
]

handler400 = "readers.views.errors.bad_request"
handler403 = "readers.views.errors.forbidden"
handler404 = "readers.views.errors.not_found"
handler500 = "readers.views.errors.server_error"

urlpatterns += i18n_patterns(
    # People sign in at the admin alone.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True),
        name="wagtailcore_login",
    ),
    # Below `stop/`, so that no log keeps the link.
    path("desk-mail/stop/<str:token>/", stop_weekly_mail, name="stop_weekly_mail"),
    *api_pages,
    path("", include("newsletter.urls")),
    path("", include("readers.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)
