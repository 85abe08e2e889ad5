"""Defines an event: a meeting, a training or a field day, with its days and where it is."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.fields import SpokenField
from practices.fields import CountryField
from practices.models.default_language_columns import DefaultLanguageColumns
from practices.passages import localized, passage
from zones.vocabulary import LANGUAGES

LONGEST_TITLE: Final = 160
LONGEST_SUMMARY: Final = 300
LONGEST_ADDRESS: Final = 500
# Its code is its own: Django puts the words of the field in the place of those of "invalid".
web_address = URLValidator(
    schemes=["http", "https"],
    message=_("Write an address that begins with https:// or http://."),
    code="scheme",
)


class Publication(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> "EventQuerySet":
        """Returns those that anybody may see."""
        return self.filter(state=Publication.PUBLISHED)

    def coming(self, today: date) -> "EventQuerySet":
        """Returns those whose last day is not over, the first to come first."""
        return self._with_last_day().filter(last_day__gte=today).order_by("starts_on", "starts_at", "pk")

    def past(self, today: date) -> "EventQuerySet":
        """Returns those that are over, the latest first."""
        return self._with_last_day().filter(last_day__lt=today).order_by("-last_day", "-pk")

    def _with_last_day(self) -> "EventQuerySet":
        return self.annotate(last_day=Coalesce(F("ends_on"), F("starts_on")))


class Event(DefaultLanguageColumns, models.Model):
    """Holds an event; without a time of day it is one of whole days."""

    # What calendars know it by, so that a later file changes the same entry.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    summary = models.TextField(_("summary"), max_length=LONGEST_SUMMARY, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    place = models.CharField(_("where"), max_length=LONGEST_TITLE, blank=True)
    online_url = models.URLField(
        _("link to take part"), max_length=LONGEST_ADDRESS, blank=True, validators=[web_address]
    )
    country = CountryField(_("country"), blank=True)
    languages = SpokenField(_("languages spoken there"), blank=True)
    organiser = models.CharField(_("organiser"), max_length=LONGEST_TITLE, blank=True)
    url = models.URLField(_("web address"), max_length=LONGEST_ADDRESS, blank=True, validators=[web_address])
    state = models.CharField(
        _("state"), max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-starts_on", "-pk")

    def __str__(self) -> str:
        return passage(self, "title").text

    def clean(self) -> None:
        """Raises ValidationError for what no calendar could show, and for an event without a name."""
        problems: dict[str, str] = {}
        if not localized(self, "title"):
            problems[f"title_{LANGUAGES[0]}"] = gettext("Write what it is called, in one language at least.")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            problems["ends_on"] = gettext("The last day must not come before the first.")
        elif self.starts_on:
            problems |= self._problems_of_times()
        if self.state == Publication.PUBLISHED and not self.place and not self.online_url:
            problems["place"] = gettext("Say where it is, or give the link to take part.")
        if problems:
            raise ValidationError(problems)

    def _problems_of_times(self) -> dict[str, str]:
        if self.starts_at is None:
            return {"starts_at": gettext("Write when it begins too.")} if self.ends_at else {}
        if not self.zone:
            return {"zone": gettext("Choose whose clock this time is by.")}
        if self.ends_at is None:
            if self.last_date > self.starts_on:
                return {"ends_at": gettext("Write when it ends on the last day.")}
        elif self.last_date == self.starts_on and self.ends_at <= self.starts_at:
            return {"ends_at": gettext("It has to end after it begins.")}
        return {}

    @property
    def last_date(self) -> date:
        return self.ends_on or self.starts_on

    @property
    def day_after(self) -> date:
        """Returns the first day on which it is over."""
        return self.last_date + timedelta(days=1)

    @property
    def begins(self) -> datetime | None:
        """Returns the moment at which it begins; None for an event of whole days."""
        return self._moment(self.starts_on, self.starts_at)

    @property
    def ends(self) -> datetime | None:
        """Returns the moment at which it ends, where that is known."""
        return self._moment(self.last_date, self.ends_at)

    def _moment(self, day: date, at: time | None) -> datetime | None:
        return datetime.combine(day, at, ZoneInfo(self.zone)) if at is not None and self.zone else None

    @property
    def is_past(self) -> bool:
        return self.last_date < timezone.localdate()
