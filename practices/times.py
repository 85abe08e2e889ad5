"""Says how long ago something was."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _


def ago(at: datetime | None) -> str:
    """Returns it in one unit, "3 days ago"; empty where the time is not known."""
    if at is None:
        return ""
    if timezone.now() - at < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(at, depth=1)}
