"""Registers with Wagtail's admin: partners, countries, territories and who wants to be one, events, press."""

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from network.access import CountriesPolicy
from network.events.access import EventPolicy, PressPolicy
from network.models import Event, Partner, PressItem, Territory
from network.twins.access import TerritoryPolicy

# Before anybody asks for it.
register_permission_policy(Partner, CountriesPolicy(Partner))
register_permission_policy(Territory, TerritoryPolicy(Territory))
register_permission_policy(Event, EventPolicy(Event))
register_permission_policy(PressItem, PressPolicy(PressItem))

from network.admin import country_board, country_urls, country_view, expressions, urls  # noqa: E402
from network.admin.events import EventViewSet  # noqa: E402
from network.admin.partners import PartnerViewSet  # noqa: E402
from network.admin.press_items import PressViewSet  # noqa: E402
from network.admin.territories import TerritoryViewSet  # noqa: E402


@hooks.register("register_admin_viewset")
def partners() -> PartnerViewSet:
    return PartnerViewSet()


@hooks.register("register_admin_viewset")
def territories() -> TerritoryViewSet:
    return TerritoryViewSet()


@hooks.register("register_admin_viewset")
def events() -> EventViewSet:
    return EventViewSet()


@hooks.register("register_admin_viewset")
def press_items() -> PressViewSet:
    return PressViewSet()


@hooks.register("register_admin_urls")
def network_urls() -> list[URLPattern]:
    return [*urls.urlpatterns, *country_urls.urlpatterns]


@hooks.register("register_admin_menu_item")
def countries_menu_item() -> country_board.CountriesMenuItem:
    return country_board.menu_item()


@hooks.register("register_log_actions")
def country_log_actions(actions: LogActionRegistry) -> None:
    """Registers what is written down of values of countries."""
    actions.register_action(
        country_view.PUBLISHED, _("Publish a value of a country"), _("Published a value of a country")
    )
    actions.register_action(
        country_view.WITHDRAWN,
        _("Withdraw a value of a country"),
        _("Took a value of a country off the site"),
    )


@hooks.register("register_admin_menu_item")
def expressions_menu_item() -> expressions.ExpressionsMenuItem:
    return expressions.menu_item()
