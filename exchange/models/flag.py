"""Stores what readers say is wrong with something public."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.models.item import Held, Kind


class FlagReason(models.TextChoices):
    UNSAFE = "unsafe", _("The advice is dangerous")
    WRONG = "wrong", _("It is wrong or out of date")
    PRIVACY = "privacy", _("It shows or names me or somebody else")
    CHILD = "child", _("A child can be recognised")
    ABUSE = "abuse", _("It insults or threatens")
    SPAM = "spam", _("It is advertising")
    COPYRIGHT = "copyright", _("It was taken from somebody")
    ILLEGAL = "illegal", _("It is against the law")


class FlagState(models.TextChoices):
    OPEN = "open", _("open")
    HIDDEN = "hidden", _("what it was about is hidden")
    KEPT = "kept", _("what it was about stays")


class Flag(models.Model):
    """Holds one notice about a practice, report, question or answer; the item's region decides."""

    kind = Kind.FLAG

    about_kind = models.CharField(_("about a"), max_length=12)
    about_number = models.BigIntegerField(_("number"))
    region = models.ForeignKey(
        "practices.RegionSection",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    reason = models.CharField(_("reason"), max_length=10, choices=FlagReason.choices)
    text = models.TextField(_("what is wrong"), blank=True)
    # To tell what was decided; emptied with the decision's mail.
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=2)
    held = models.CharField(_("look twice"), max_length=16, choices=Held.choices, blank=True)
    form_id = models.CharField(max_length=32, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=FlagState.choices, default=FlagState.OPEN)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [models.Index(fields=["state", "region"], name="flag_in_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
