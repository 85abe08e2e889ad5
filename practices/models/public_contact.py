"""Stores how readers reach one of a region's people, where the person has agreed to that."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicContact(models.Model):
    """Holds what one person typed for the public; what they sign in with never stands here by itself.

    It is shown on the pages of the regions whose correspondent or moderator they are. Without an agreement
    there is no row.
    """

    wagtail_reference_index_ignore = True

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="public_contact"
    )
    name = models.CharField(_("name for readers"), max_length=120)
    email = models.EmailField(_("e-mail for readers"), blank=True)
    phone = models.CharField(_("telephone for readers"), max_length=32, blank=True)
    has_whatsapp = models.BooleanField(_("WhatsApp answers at this number"), default=False)
    agreed_on = models.DateField(_("agreed on"))
    # Version of the text that was agreed to and how, codes of `jobs/consent_texts.py`.
    text = models.CharField(_("text"), max_length=40)
    given = models.CharField(_("how"), max_length=10)

    class Meta:
        verbose_name = _("contact for readers")
        verbose_name_plural = _("contacts for readers")

    def __str__(self) -> str:
        return self.name
