"""Stores what peers say of a practice that they tried, and what it adds up to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.models.item import Kind, PeerItem
from practices.models import Practice


class ReportOutcome(models.TextChoices):
    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("Partly")
    DID_NOT_WORK = "did_not_work", _("It did not work")
    STOPPED = "stopped", _("I stopped")


class Since(models.TextChoices):
    THIS_YEAR = "this_year", _("this year")
    TWO_THREE = "two_three_years", _("2–3 years")
    LONGER = "longer", _("longer")


class Report(PeerItem):
    """Holds one "I tried this". One year later is another report that names the earlier one."""

    kind = Kind.REPORT

    practice = models.ForeignKey(
        Practice, on_delete=models.CASCADE, related_name="reports", verbose_name=_("practice")
    )
    earlier = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="later",
        verbose_name=_("earlier report"),
    )
    outcome = models.CharField(_("how it went"), max_length=12, choices=ReportOutcome.choices)
    since = models.CharField(_("since when"), max_length=16, choices=Since.choices)
    changed = models.TextField(_("what I changed"), blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index(fields=["practice", "state"], name="report_of_practice"),
            models.Index(fields=["state", "region"], name="report_in_queue"),
        ]


class PracticeReports(models.Model):
    """Holds what the published reports of a practice add up to, worked out when one is decided."""

    practice = models.OneToOneField(
        Practice, on_delete=models.CASCADE, primary_key=True, related_name="reports_summary"
    )
    total = models.PositiveIntegerField(_("reports"), default=0)
    # By band, as `exchange/bands.py` makes them: only bands of three reports or more.
    bands = models.JSONField(_("by land"), default=list)
    # Which reports count, newest first, each with its land: [number, [[name, value], ...]]. No names in it.
    lands = models.JSONField(_("lands"), default=list)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        verbose_name = _("summary of reports")
        verbose_name_plural = _("summaries of reports")

    def __str__(self) -> str:
        return f"{self.pk}"
