"""Registers with Wagtail's admin: territories with their figures, and expressions of interest."""

from typing import Any

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from network.models import Territory
from network.territory_access import TerritoryPolicy

# Before anybody asks for it.
register_permission_policy(Territory, TerritoryPolicy(Territory))

from network.admin import expressions, urls  # noqa: E402
from network.admin.territories import TerritoryViewSet  # noqa: E402


@hooks.register("register_admin_viewset")
def territories() -> TerritoryViewSet:
    return TerritoryViewSet()


@hooks.register("register_admin_urls")
def network_urls() -> list[Any]:
    return urls.urlpatterns


@hooks.register("register_admin_menu_item")
def expressions_menu_item() -> expressions.ExpressionsMenuItem:
    return expressions.menu_item()
