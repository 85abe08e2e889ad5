"""Defines what somebody has whose address anybody can type into a form: wishes that wait to be confirmed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Wishing(models.Model):
    """Holds what was asked for an address; it counts once it is confirmed by mail: `exchange/wishes.py`."""

    # The newest, and those before it of which a link is still good.
    wished = models.JSONField(_("waits to be confirmed"), default=dict)
    earlier_wishes = models.JSONField(_("waits to be confirmed for longer"), default=list)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def wishes(self) -> list[dict[str, Any]]:
        """Returns all that waits to be confirmed, the newest first."""
        return [self.wished, *self.earlier_wishes] if self.wished else []
