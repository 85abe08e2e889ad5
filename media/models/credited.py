"""Adds to a file who made it, and under which licence it is shared."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zones.labels import choices


class Credited(models.Model):
    """Adds who made something, and under which licence it is shared."""

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who took the picture or made the recording.")
    )
    licence = models.CharField(_("licence"), max_length=16, choices=choices("LICENCES"), blank=True)

    class Meta:
        abstract = True
