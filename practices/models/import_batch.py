"""Stores the files that correspondents bring, from the first look to the undoing of what was made of them."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT: Final = timedelta(days=30)


class ImportBatch(models.Model):
    """Holds what one file said until drafts are made of it, then which drafts these are.

    It is of the person who sent the file and of the region that they chose, and of nobody else.
    """

    # Its drafts are pages of their own, and what names them here is no use of them.
    wagtail_reference_index_ignore = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey("practices.RegionSection", on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    # {"headings", "lines"} of a table, or {"records"}; empty once drafts are made.
    contents = models.JSONField(default=dict)
    # The column under each heading; empty for those that are not read.
    columns = models.JSONField(default=list)
    # What the site itself did not take when drafts were to be made: {"row", "path", "reason"}.
    refused = models.JSONField(default=list)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, db_index=True)
    made_at = models.DateTimeField(_("drafts made"), null=True)
    undone_at = models.DateTimeField(_("undone"), null=True)
    # {"page", "revision", "name"} of each.
    drafts = models.JSONField(default=list)

    class Meta:
        verbose_name = _("file brought in")
        verbose_name_plural = _("files brought in")

    def __str__(self) -> str:
        return self.file_name

    @property
    def kept_until(self) -> object:
        return self.sent_at + KEPT

    @classmethod
    def forget_old(cls) -> None:
        """Deletes what was sent more than 30 days ago; drafts stay."""
        cls.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
