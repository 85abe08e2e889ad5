"""The outbox: practices that an index still has to look at, written in the transaction of the change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxRow(models.Model):
    """One practice that may have changed, for one index.

    The worker reads the practice as it is then, so several rows of one practice count as one. Each index has
    rows of its own: one that cannot be reached holds up no other. `failed_at` is set after too many attempts.
    """

    target = models.CharField(_("index"), max_length=20, default="embedded")
    practice_id = models.BigIntegerField(_("practice"), db_index=True)
    enqueued_at = models.DateTimeField(_("since"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    failed_at = models.DateTimeField(_("set aside"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("index outbox row")
        verbose_name_plural = _("index outbox")
        indexes = [models.Index(fields=["target", "failed_at", "id"], name="search_outbox_due")]

    def __str__(self) -> str:
        return f"practice {self.practice_id}"
