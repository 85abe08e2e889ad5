"""Registers with Wagtail's admin: partners, and who has which rights to them."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from network.access import CountriesPolicy
from network.models import Partner

# Before anybody asks for it.
register_permission_policy(Partner, CountriesPolicy(Partner))

from network.admin import urls  # noqa: E402
from network.admin.partners import PartnerViewSet  # noqa: E402


@hooks.register("register_admin_viewset")
def partners() -> PartnerViewSet:
    return PartnerViewSet()


@hooks.register("register_admin_urls")
def partner_urls() -> list[URLPattern]:
    return urls.urlpatterns
