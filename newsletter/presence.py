"""Says who else has an issue open: Wagtail's own note of who edits what, refreshed with each request."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import get_user_display_name

from media.region_access import AnyUser
from newsletter.models import Issue

# Whoever asked for nothing so long is taken to have left.
THERE_FOR: Final = timedelta(minutes=15)


class Present(NamedTuple):
    name: str
    since: datetime


def come(issue: Issue, user: AnyUser) -> list[Present]:
    """Notes that a person has the issue open; returns the others who have, the last seen first."""
    EditingSession.cleanup()
    content_type = ContentType.objects.get_for_model(Issue)
    of_issue = EditingSession.objects.filter(content_type=content_type, object_id=str(issue.pk))
    now = timezone.now()
    if not of_issue.filter(user=user.pk).update(last_seen_at=now, is_editing=True):
        EditingSession.objects.create(
            user_id=user.pk,
            content_type=content_type,
            object_id=str(issue.pk),
            last_seen_at=now,
            is_editing=True,
        )
    others = of_issue.exclude(user=user.pk).filter(last_seen_at__gte=now - THERE_FOR)
    return [
        Present(get_user_display_name(session.user), session.last_seen_at)
        for session in others.select_related("user").order_by("-last_seen_at")
    ]


def leave(issue: Issue, user: AnyUser) -> None:
    """Notes that a person has closed the issue's page."""
    content_type = ContentType.objects.get_for_model(Issue)
    EditingSession.objects.filter(content_type=content_type, object_id=str(issue.pk), user=user.pk).delete()
