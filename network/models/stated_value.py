"""Defines what countries state. No row is edited: a correction is a new row, and the old one is dated."""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.figure import LONGEST_SOURCE, Figure

LONGEST_NOTE: Final = 300


class Origin(models.TextChoices):
    REPORTED = "reported", _("reported")
    MEASURED = "measured", _("measured")


class StatedValue(Figure):
    """Holds one thing that a country states, with its source; a draft until the coordination publishes it."""

    DATES = Figure.DATES | {"withdrawn_at"}

    # ISO 3166, two letters.
    country = models.CharField(_("country"), max_length=2)
    # A code of `network/countries/indicators.py`.
    indicator = models.CharField(_("indicator"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.REPORTED)
    tier = models.PositiveSmallIntegerField(_("tier"), null=True, blank=True)
    source_text = models.CharField(_("source"), max_length=LONGEST_SOURCE, blank=True)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        verbose_name = _("value of a country")
        verbose_name_plural = _("values of countries")
        indexes = [models.Index(fields=["country", "indicator"], name="value_of_country")]

    def __str__(self) -> str:
        return f"{self.country} {self.indicator} {self.year or ''}".strip()

    @property
    def lowest(self) -> float:
        """Returns the lower end, of a value without a range the value; 0 where there is no number."""
        return next((each for each in (self.low, self.best) if each is not None), 0.0)

    @property
    def highest(self) -> float:
        return next((each for each in (self.high, self.best) if each is not None), 0.0)

    @property
    def middle(self) -> float:
        """Returns the best value, where only the ends are stated what lies half way."""
        return self.best if self.best is not None else (self.lowest + self.highest) / 2


class ValueSheet(models.Model):
    """Holds what a spreadsheet would change; it is of the person who sent it, and of nobody else."""

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    # The fields of each value that differs; empty once they are saved.
    rows = models.JSONField(default=list)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("spreadsheet of countries")
        verbose_name_plural = _("spreadsheets of countries")

    def __str__(self) -> str:
        return self.file_name
