"""Defines a partner of the initiative: who it is, where, what it can do, and what may be said of it."""

import secrets
from datetime import date, timedelta
from typing import Any, Final

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from network.fields import CompetencesField, ObjectivesField, SpokenField
from network.partners.rules import check
from practices.external_ids import LONGEST, free_id
from practices.fields import CountryField, NumberField
from practices.models.default_language_columns import DefaultLanguageColumns

LONGEST_ABOUT: Final = 600
LONGEST_NAME: Final = 200
TOKEN_BITS: Final = 62
# What nobody confirmed for so long may no longer be so.
STALE_AFTER: Final = timedelta(days=730)


class PartnerKind(models.TextChoices):
    STATE = "state_or_province", _("state or local authority")
    INTERNATIONAL = "international_organisation", _("international organisation")
    BANK = "bank_or_fund", _("bank or fund")
    FOUNDATION = "foundation", _("foundation")
    PRODUCERS = "producer_organisation", _("farmers’ organisation")
    RESEARCH = "research_or_university", _("research or university")
    CIVIL_SOCIETY = "civil_society", _("association or NGO")
    FOR_PROFIT = "for_profit", _("company")


class PartnerState(models.TextChoices):
    APPLIED = "applied", _("applied")
    CHECKED = "checked", _("checked")
    BUREAU = "bureau_validated", _("validated by the bureau")
    CONSORTIUM = "consortium_confirmed", _("confirmed by the consortium")
    WITHDRAWN = "withdrawn", _("withdrawn")


PUBLIC: Final = (PartnerState.CHECKED, PartnerState.BUREAU, PartnerState.CONSORTIUM)


class PartnerQuerySet(models.QuerySet["Partner"]):
    def public(self) -> "PartnerQuerySet":
        """Returns those that anybody may see."""
        return self.filter(state__in=PUBLIC)

    def waiting(self, today: date | None = None) -> "PartnerQuerySet":
        """Returns those who applied, and public ones that nobody confirmed for two years."""
        before = (today or timezone.localdate()) - STALE_AFTER
        unconfirmed = Q(confirmed_on=None) | Q(confirmed_on__lt=before)
        return self.filter(Q(state=PartnerState.APPLIED) | Q(unconfirmed, state__in=PUBLIC))


class Partner(DefaultLanguageColumns, ClusterableModel):
    """Holds one of them. The contact is shown to readers only once the person agreed, and never given out."""

    # Given once, never changed: the address of its page, and how tables know it again.
    external_id = models.SlugField(_("address"), max_length=LONGEST, unique=True, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    about = models.TextField(_("about"), max_length=LONGEST_ABOUT, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=PartnerKind.choices)
    state = models.CharField(
        _("state"), max_length=24, choices=PartnerState.choices, default=PartnerState.APPLIED
    )
    is_member = models.BooleanField(_("member of the consortium"), default=False)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    country = CountryField(_("country"))
    place_name = models.CharField(
        _("village or town"),
        max_length=120,
        blank=True,
        help_text=_("Where its office is. The site finds the place; the map shows it to about 10 km."),
    )
    latitude = NumberField(_("latitude"), null=True, blank=True)
    longitude = NumberField(_("longitude"), null=True, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    languages = SpokenField(_("languages"), blank=True)
    competences = CompetencesField(_("what it does"), blank=True)
    objectives = ObjectivesField(_("objectives of the initiative"), blank=True)
    offers = CompetencesField(_("what it offers others"), blank=True)
    seeks = CompetencesField(_("what it seeks"), blank=True)
    contact_name = models.CharField(_("person to write to"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail of that person"), blank=True)
    contact_agreed_on = models.DateField(
        _("agreed on"),
        null=True,
        blank=True,
        help_text=_(
            "The day on which the person agreed that readers see name and e-mail. Empty: nobody does."
        ),
    )
    contact_agreed_how = models.CharField(
        _("how they agreed"),
        max_length=200,
        blank=True,
        help_text=_("For instance: by mail, kept in the office."),
    )
    confirmed_on = models.DateField(
        _("confirmed on"),
        null=True,
        blank=True,
        help_text=_("The day on which the organisation itself said that this entry is right."),
    )
    confirmed_by = models.CharField(
        _("who confirmed it"), max_length=120, blank=True, help_text=_("Not shown to readers.")
    )
    source_url = models.URLField(
        _("where this was read"),
        max_length=300,
        blank=True,
        help_text=_("A public page, for what the organisation did not send itself."),
    )
    source_read_on = models.DateField(_("read on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("name", "pk")
        indexes = [models.Index(fields=["state", "country"], name="network_partner_state")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Finds the place. Raises ValidationError for what cannot be."""
        check(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves it under an address of its own, and says that the directory has changed."""
        if not self.external_id:
            others = Partner.objects.all()
            self.external_id = free_id(
                self.name or "partner", lambda wanted: others.filter(external_id=wanted).exists()
            )
        with transaction.atomic():
            super().save(*args, **kwargs)
            DirectoryEdition.renew()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            gone = super().delete(*args, **kwargs)
            DirectoryEdition.renew()
        return gone

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def is_stale(self) -> bool:
        """Returns whether it was confirmed once, and too long ago."""
        return self.confirmed_on is not None and self.confirmed_on < timezone.localdate() - STALE_AFTER

    @property
    def shows_contact(self) -> bool:
        """Returns whether readers may see who to write to."""
        return self.contact_agreed_on is not None and bool(self.contact_name or self.contact_email)


class DirectoryEdition(models.Model):
    """Names the state of all partners: whoever keeps them in memory compares the name before each use.

    It is drawn by chance, not counted: what is taken back, or comes from a backup, has no name of before.
    """

    token = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return str(self.token)

    @classmethod
    def current(cls) -> int | None:
        """Returns the name of the state as it is stored now; None where there never was a partner."""
        return cls.objects.filter(pk=1).values_list("token", flat=True).first()

    @classmethod
    def renew(cls) -> None:
        """Draws another name, in the transaction that changes a partner."""
        cls.objects.update_or_create(pk=1, defaults={"token": secrets.randbits(TOKEN_BITS)})
