"""Lists the site's addresses. Readers' pages carry a language prefix; machines' and editors' do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.sitemaps.views import sitemap

from kb.accounts.password_reset import PasswordResetConfirmView, PasswordResetView
from kb.accounts.sign_in import SignInView
from kb.admin.account import OwnAccountView
from kb.health import live, ready
from kb.views import PublicSitemap, robots
from practices.admin import urls as practices_admin_urls

urlpatterns = [
    # Before Wagtail's own of the same names: with limits, and with the status that tells of them.
    path("admin/login/", SignInView.as_view(), name="wagtailadmin_login"),
    path("admin/password_reset/", PasswordResetView.as_view(), name="wagtailadmin_password_reset"),
    path(
        "admin/password_reset/confirm/<uidb64>/<token>/",
        PasswordResetConfirmView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
    # Wagtail makes its panels itself and asks no hook for another form of the name.
    path("admin/account/", never_cache(require_admin_access(OwnAccountView.as_view()))),
    path("admin/", include(practices_admin_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("media.urls")),
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PublicSitemap}}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]

urlpatterns += i18n_patterns(
    # People sign in at the admin alone.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True),
        name="wagtailcore_login",
    ),
    path("", include("readers.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)
