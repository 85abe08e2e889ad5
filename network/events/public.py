"""Finds events that anybody may see."""

from django.utils import timezone

from network.models import Event, EventQuerySet


def coming_events() -> EventQuerySet:
    """Returns public events that are not over, the first to come first."""
    return Event.objects.public().coming(timezone.localdate())


def past_events() -> EventQuerySet:
    """Returns public events that are over, the latest first."""
    return Event.objects.public().past(timezone.localdate())
