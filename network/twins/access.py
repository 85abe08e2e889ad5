"""Says who may look after territories: the coordination all, correspondents drafts in their countries."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from exchange.regions import is_coordination
from media.region_access import AnyUser
from network.access import countries_of, may_enter
from network.models import Territory, TerritoryState


def own_territories(user: AnyUser) -> QuerySet[Territory]:
    """Returns the territories of the person's countries, published or not."""
    countries = countries_of(user)
    if countries is None:
        return Territory.objects.all()
    return Territory.objects.filter(country__in=countries)


def known_territories(user: AnyUser) -> QuerySet[Territory]:
    """Returns the person's own and those that everybody sees."""
    own = own_territories(user).values("pk")
    return Territory.objects.filter(Q(state=TerritoryState.PUBLISHED) | Q(pk__in=own))


def may_change(user: AnyUser, territory: Territory) -> bool:
    """Returns whether the person may edit it: what is published is the coordination's."""
    countries = countries_of(user)
    if countries is None:
        return True
    return territory.country in countries and territory.state == TerritoryState.DRAFT


class TerritoryPolicy(BasePermissionPolicy):
    """Lets correspondents write drafts, the coordination change and delete all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "delete":
            return bool(user.is_active) and is_coordination(user)
        return bool(user.is_active) and may_enter(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Territory) -> bool:
        return self.user_has_permission(user, action) and may_change(user, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Territory]:
        return own_territories(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        return get_user_model().objects.filter(is_active=True)
