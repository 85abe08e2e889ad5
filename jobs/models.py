"""What every other app needs and no reader sees: how often something was done of late."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LimitWindow(models.Model):
    """How often one thing was done by or to one key until the window ends; see `jobs/limits.py`."""

    purpose = models.CharField(_("purpose"), max_length=40)
    # A keyed hash that changes every day, so that no address can be read from it.
    key = models.CharField(_("key"), max_length=64)
    used = models.PositiveIntegerField(_("used"))
    ends_at = models.DateTimeField(_("until"), db_index=True)

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")
        constraints = [models.UniqueConstraint(fields=["purpose", "key"], name="jobs_limit_of_a_key")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.used}"
