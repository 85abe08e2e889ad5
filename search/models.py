"""The outbox: what the index still has to look at, written in the same transaction as the change itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxRow(models.Model):
    """One practice that may have changed. The worker looks at it as it is then, so rows coalesce."""

    practice_id = models.BigIntegerField(_("practice"), db_index=True)
    enqueued_at = models.DateTimeField(_("since"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    parked_at = models.DateTimeField(_("set aside"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("index outbox row")
        verbose_name_plural = _("index outbox")

    def __str__(self) -> str:
        return f"practice {self.practice_id}"
