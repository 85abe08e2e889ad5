"""Keeps a table of partners from when it was tried out until it is taken or dropped."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT: Final = timedelta(days=7)


class PartnerFile(models.Model):
    """Holds the table that one person sent last; another one takes its place."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(_("content"))
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("table of partners")
        verbose_name_plural = _("tables of partners")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, user_id: int, name: str, content: bytes) -> None:
        """Keeps a table, and forgets those that nobody took for a week."""
        now = timezone.now()
        cls.objects.filter(sent_at__lt=now - KEPT).delete()
        values = {"name": name, "content": content, "sent_at": now}
        cls.objects.update_or_create(user_id=user_id, defaults=values)
