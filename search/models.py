"""The outbox: practices that an index still has to look at, written in the transaction of the change."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IndexCopy(models.Model):
    """The embedded index of one data folder; see `search/indexing/copies.py`."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    host = models.CharField(_("machine"), max_length=100, blank=True)
    is_built = models.BooleanField(_("built"), default=False)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    class Meta:
        verbose_name = _("copy of the index")
        verbose_name_plural = _("copies of the index")

    def __str__(self) -> str:
        return f"{self.name} ({self.host})" if self.host else self.name


class OutboxRow(models.Model):
    """One practice that may have changed, for one index.

    The worker reads the practice as it is then, so several rows of one practice count as one. Each index, and
    each copy of the embedded one, has rows of its own: one that cannot be reached holds up no other, and none
    takes away what another has not seen. `failed_at` is set after too many attempts.
    """

    target = models.CharField(_("index"), max_length=40)
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
