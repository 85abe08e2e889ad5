"""Defines who gets the newsletter, and who must not get it any more."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from exchange.models.item import land_from
from exchange.models.wishing import Wishing
from zones.land import Land

# RFC 5321: no mail server has to take a longer one.
LONGEST_EMAIL = 254


class Subscriber(Wishing):
    """Holds somebody who asked for the newsletter, or whose consent somebody else has in writing."""

    class Way(models.TextChoices):
        FORM = "form", _("by the form of this site, confirmed by mail")
        IMPORT = "import", _("imported with a proof of consent")

    email = models.EmailField(_("e-mail"), max_length=LONGEST_EMAIL, unique=True)
    # Codes in the order that they are liked: an issue comes in the first one that it is written in.
    languages = models.JSONField(_("languages"), default=list)
    # What is new in this region is added to their mails.
    region = models.ForeignKey(
        "practices.RegionSection",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    # Parameters of an address; practices from land like it are added to their mails.
    land_pairs = models.JSONField(_("land"), default=list)
    consent_way = models.CharField(_("how they agreed"), max_length=10, choices=Way.choices)
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    # What they read, by its version, or where the consent is kept.
    consent_proof = models.CharField(_("proof of consent"), max_length=300, blank=True)
    # Their mail came back: nothing is sent until they confirm the address anew.
    bounced_on = models.DateField(_("came back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscriber of the newsletter")
        verbose_name_plural = _("subscribers of the newsletter")

    def __str__(self) -> str:
        return f"{self.pk}"

    @cached_property
    def land(self) -> Land:
        """Returns the land as it was told, with what the map knows of its place today."""
        return land_from(self.land_pairs)


class StoppedAddress(models.Model):
    """Keeps an address that stopped the newsletter from being imported again; the address is not in it."""

    # A keyed hash: `newsletter/subscribing.py`.
    digest = models.CharField(_("digest of the address"), max_length=64, unique=True)
    stopped_at = models.DateTimeField(_("stopped"), auto_now_add=True)

    class Meta:
        verbose_name = _("address that stopped the newsletter")
        verbose_name_plural = _("addresses that stopped the newsletter")

    def __str__(self) -> str:
        return f"{self.pk}"
