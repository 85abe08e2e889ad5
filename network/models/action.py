"""Defines what a partner does on the land: a training, a trial, a project."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from network.fields import ObjectivesField
from network.models.partner import Partner
from practices.fields import CodesField, CountryField

EARLIEST = 1900
LATEST = 2100


class ActionKind(models.TextChoices):
    TRAINING = "training", _("training")
    TRIAL = "trial", _("trial in the field")
    PROJECT = "project", _("project")
    POLICY = "policy", _("work on laws and policy")
    FINANCE = "finance", _("finance")
    EVENT = "event", _("event")


class Action(models.Model):
    """Holds one of them: what it is called, where, since when, and what practices it is about."""

    partner = ParentalKey(Partner, on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField(_("kind"), max_length=10, choices=ActionKind.choices)
    title = models.CharField(_("what it is called"), max_length=160)
    objectives = ObjectivesField(_("objectives of the initiative"), blank=True)
    practice_groups = CodesField(_("kind of practice"), vocabulary_name="PRACTICE_GROUPS", blank=True)
    country = CountryField(_("country"), blank=True)
    since_year = models.PositiveSmallIntegerField(_("since the year"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until the year"), null=True, blank=True)
    url = models.URLField(_("page on it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError for years that cannot be."""
        problems = {}
        for name in ("since_year", "until_year"):
            year = getattr(self, name)
            if year is not None and not EARLIEST <= year <= LATEST:
                problems[name] = _("Write the year with four digits.")
        if not problems and self.since_year and self.until_year and self.until_year < self.since_year:
            problems["until_year"] = _("The end must not come before the beginning.")
        if problems:
            raise ValidationError(problems)
