"""Notes forms that have been received, so that one sent twice makes one page."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT: Final = timedelta(days=30)


class Submission(models.Model):
    """Stores one form for a new page; its stamp was made when the form was opened."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    stamp = models.CharField(max_length=64)
    # Of everything that was typed, to know the same text from a later one.
    digest = models.CharField(max_length=64)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, null=True, related_name="+")
    # What automatic saving was answered; empty where a button had sent the form.
    answer = models.JSONField(default=dict)
    received_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "stamp"], name="submission_once")]

    def __str__(self) -> str:
        return self.stamp

    @classmethod
    def forget_old(cls) -> None:
        cls.objects.filter(received_at__lt=timezone.now() - KEPT).delete()
