"""Stores the tables of translations that people bring back, until their texts are saved."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT: Final = timedelta(days=30)


class TranslationFile(models.Model):
    """Holds what one table said; it is of the person who sent it, and of nobody else."""

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    # {"number", "key", "check", "text", "machine"} of each row with a new text; empty once they are saved.
    rows = models.JSONField(default=list)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, db_index=True)
    saved_at = models.DateTimeField(_("texts saved"), null=True)
    # How many pages got texts.
    pages = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("table of translations")
        verbose_name_plural = _("tables of translations")

    def __str__(self) -> str:
        return self.file_name

    @classmethod
    def forget_old(cls) -> None:
        """Deletes what was sent more than 30 days ago; the texts that were saved stay."""
        cls.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
