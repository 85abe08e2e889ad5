"""Adds to a row what a figure has: a number, a range or an answer, its source, and the dates of its life."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_SOURCE = 300


class Figure(models.Model):
    """Adds a value that is never edited: a correction is a new row, and the old one is dated.

    It is a draft until the coordination publishes it.
    """

    # What may change: the dates of a row's own life.
    DATES: ClassVar[frozenset[str]] = frozenset({"published_at", "published_by", "replaced_at"})

    # Of a number: the best value, its two ends, or all three.
    low = models.FloatField(_("low"), null=True, blank=True)
    best = models.FloatField(_("best"), null=True, blank=True)
    high = models.FloatField(_("high"), null=True, blank=True)
    # Of a question with given answers: the code of one.
    choice = models.CharField(_("answer"), max_length=20, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=LONGEST_SOURCE, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    # When a later row took its place.
    replaced_at = models.DateTimeField(_("replaced"), null=True)

    class Meta:
        abstract = True

    @classmethod
    def lock(cls) -> None:
        """Has others who enter or publish figures of this kind wait until the transaction ends.

        What is said once is in no row that could be locked before it is said.
        """
        kind = ContentType.objects.get_for_model(cls)
        ContentType.objects.select_for_update(no_key=True).get(pk=kind.pk)

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Raises ValueError for a change of anything but the dates."""
        changed = set(update_fields or ())
        if not self._state.adding and not (changed and changed <= self.DATES):
            raise ValueError("a figure is never edited: enter a new one")
        super().save(*args, update_fields=changed or None, **kwargs)
