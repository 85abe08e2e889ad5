"""Says who may look after events and the press review.

The coordination and the newsletter's editors publish; correspondents write drafts of events of their
countries.
"""

from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from exchange.regions import is_coordination
from media.region_access import AnyUser
from network.access import countries_of, may_enter
from network.models import Event, EventQuerySet, PressItem, Publication

# What an editor of the newsletter has.
EDITORS_RIGHT: Final = "newsletter.change_issue"


def publishes(user: AnyUser) -> bool:
    """Returns whether the person publishes events and the press review."""
    # Every kind of user that signs in here has rights; the base class of them all does not say so.
    is_editor = bool(user.is_active and getattr(user, "has_perm")(EDITORS_RIGHT))  # noqa: B009
    return is_editor or is_coordination(user)


def may_enter_events(user: AnyUser) -> bool:
    """Returns whether the person comes to the list of events."""
    return publishes(user) or may_enter(user)


def event_countries(user: AnyUser) -> frozenset[str] | None:
    """Returns the countries whose events the person looks after; None for all."""
    return None if publishes(user) else countries_of(user)


def own_events(user: AnyUser) -> EventQuerySet:
    """Returns the events that the person looks after, published or not."""
    countries = event_countries(user)
    if countries is None:
        return Event.objects.all()
    return Event.objects.filter(country__in=countries)


def may_change(user: AnyUser, event: Event) -> bool:
    """Returns whether the person may edit it: what is published is left to those who publish."""
    countries = event_countries(user)
    if countries is None:
        return True
    return event.country in countries and event.state == Publication.DRAFT


class EventPolicy(BasePermissionPolicy):
    """Lets correspondents write drafts, those who publish change and delete all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action == "delete":
            return bool(user.is_active) and publishes(user)
        return bool(user.is_active) and may_enter_events(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Event) -> bool:
        return self.user_has_permission(user, action) and may_change(user, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Event]:
        return own_events(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        return get_user_model().objects.filter(is_active=True)


class PressPolicy(BasePermissionPolicy):
    """Lets those who publish do everything, and others nothing."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.is_active) and publishes(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.user_has_permission(user, "change")

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[PressItem]:
        return PressItem.objects.all() if publishes(user) else PressItem.objects.none()

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        return get_user_model().objects.filter(is_active=True)
