"""Registers with Wagtail's admin: partners, territories with their figures, expressions of interest."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from network.access import CountriesPolicy
from network.models import Partner, Territory
from network.territory_access import TerritoryPolicy

# Before anybody asks for it.
register_permission_policy(Partner, CountriesPolicy(Partner))
register_permission_policy(Territory, TerritoryPolicy(Territory))

from network.admin import expressions, urls  # noqa: E402
from network.admin.partners import PartnerViewSet  # noqa: E402
from network.admin.territories import TerritoryViewSet  # noqa: E402


@hooks.register("register_admin_viewset")
def partners() -> PartnerViewSet:
    return PartnerViewSet()


@hooks.register("register_admin_viewset")
def territories() -> TerritoryViewSet:
    return TerritoryViewSet()


@hooks.register("register_admin_urls")
def network_urls() -> list[URLPattern]:
    return urls.urlpatterns


@hooks.register("register_admin_menu_item")
def expressions_menu_item() -> expressions.ExpressionsMenuItem:
    return expressions.menu_item()
