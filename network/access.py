"""Says who may look after what of the network: the coordination all, correspondents their countries."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from exchange.regions import is_coordination
from media.region_access import AnyUser
from network.models import Partner, PartnerQuerySet
from practices.own_regions import own_regions
from zones.countries import STATES


def countries_of(user: AnyUser) -> frozenset[str] | None:
    """Returns the countries of a person's regions; None for the coordination, which has all."""
    if is_coordination(user):
        return None
    if not user.is_authenticated:
        return frozenset()
    return frozenset(code for region in own_regions(user) for code in region.countries or ())


def states_of(user: AnyUser) -> tuple[str, ...]:
    """Returns the states among the person's countries, in the order of the list of states."""
    own = countries_of(user)
    return STATES if own is None else tuple(code for code in STATES if code in own)


def may_enter(user: AnyUser) -> bool:
    """Returns whether the person looks after any country."""
    countries = countries_of(user)
    return countries is None or bool(countries)


def own_partners(user: AnyUser) -> PartnerQuerySet:
    """Returns the partners that the person looks after, published or not."""
    countries = countries_of(user)
    if countries is None:
        return Partner.objects.all()
    return Partner.objects.filter(country__in=countries)


def may_delete(user: AnyUser, partner: Partner) -> bool:
    """Returns whether the person may delete one of their partners.

    What is public is withdrawn instead, which the history tells.
    """
    return is_coordination(user) or not partner.is_public


class CountriesPolicy(BasePermissionPolicy):
    """Lets people change what lies in the countries of their regions; whole tables go by the coordination."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active) and may_enter(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.user_has_permission(user, "change")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Partner) -> bool:
        if action == "delete" and not may_delete(user, instance):
            return False
        countries = countries_of(user)
        return bool(user.is_active) and (countries is None or instance.country in countries)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Partner]:
        return own_partners(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        return get_user_model().objects.filter(is_active=True)
