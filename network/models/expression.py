"""Defines what a territory sends that looks for a twin: an expression of interest, in its own words."""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.territory import LONGEST_NAME, LONGEST_TEXT, Territory
from network.twins.fields import TerritoryLanguagesField, TopicsField
from practices.fields import CountryField, NumberField

# RFC 5321: no mail server has to take a longer one.
LONGEST_EMAIL: Final = 254
LONGEST_NOTE: Final = 1500


class Expression(models.Model):
    """Holds one of them. Nobody sees it before the mail is confirmed; withdrawn, its row is gone."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        QUESTIONS = "questions", _("we have questions")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    class Asked(models.TextChoices):
        YES = "yes", _("yes")
        NOT_YET = "not_yet", _("not yet")
        NO = "no", _("no")

    # Of the form that was sent: the same form sent again is the same expression.
    form_id = models.CharField(max_length=32, unique=True)
    language = models.CharField(_("language"), max_length=2)
    signer_name = models.CharField(_("name"), max_length=LONGEST_NAME)
    signer_role = models.CharField(_("role"), max_length=LONGEST_NAME, blank=True)
    has_mandate = models.BooleanField(_("mandate of the council"), default=False)
    email = models.EmailField(_("e-mail"), max_length=LONGEST_EMAIL)
    territory_name = models.CharField(_("territory"), max_length=LONGEST_NAME)
    country = CountryField(_("country"))
    latitude = NumberField(_("latitude"))
    longitude = NumberField(_("longitude"))
    languages = TerritoryLanguagesField(_("languages"), blank=True)
    offers = TopicsField(_("offers"), blank=True)
    seeks = TopicsField(_("seeks"), blank=True)
    why = models.TextField(_("why"), max_length=LONGEST_TEXT)
    land_holders_asked = models.CharField(
        _("those who hold the land were asked"), max_length=10, choices=Asked.choices
    )
    groups_asked = models.CharField(
        _("women, herders and young people were asked"), max_length=10, choices=Asked.choices
    )
    food_first = models.CharField(_("food comes first"), max_length=10, choices=Asked.choices)
    # The version of the text that was agreed to; empty where it must not be published.
    publication_text = models.CharField(_("agreed to publication"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED)
    # To whoever signed, on their private page.
    note = models.TextField(_("note"), max_length=LONGEST_NOTE, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Made of it once it was accepted with consent.
    territory = models.OneToOneField(
        Territory, on_delete=models.SET_NULL, null=True, blank=True, related_name="expression"
    )

    class Meta:
        verbose_name = _("expression of interest")
        verbose_name_plural = _("expressions of interest")
        ordering = ("-confirmed_at", "-pk")

    def __str__(self) -> str:
        return self.territory_name
