"""Stores who sent something: nothing but a private link, and a way to reach them where they gave one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zones.languages import CODES


class Author(models.Model):
    """Holds one person, or one phone, that keeps a private link. There is no account and no password.

    The link's token is in `jobs.Link` as a hash; the code that can be dictated is here as a keyed hash. Mail
    address and number are seen by the region's correspondents only, never indexed, exported to others or
    logged, and are emptied a year after the last decision.
    """

    language = models.CharField(_("language"), max_length=2, choices=[(code, code) for code in CODES])
    code_hash = models.CharField(_("hash of the code"), max_length=64, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone or WhatsApp"), max_length=32, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return f"{self.pk}"
