"""Stores what happened to an item, step by step: its author reads it on the private page."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.models.item import Kind


class Action(models.TextChoices):
    RECEIVED = "received", _("received")
    CORRECTED = "corrected", _("corrected by its author")
    ASKED = "asked", _("asked back")
    ANSWERED = "answered", _("the author answered")
    PUBLISHED = "published", _("published")
    EDITED = "edited", _("edited and published")
    DECLINED = "declined", _("not published")
    HIDDEN = "hidden", _("hidden")
    KEPT = "kept", _("looked at, and it stays")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


class Decision(models.Model):
    """Holds one step: what was done, by whom if by a person of the region, and the words to the author."""

    item_kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    item_number = models.BigIntegerField(_("number"))
    action = models.CharField(_("what was done"), max_length=10, choices=Action.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    words = models.TextField(_("words to the author"), blank=True)
    # What the author had written, where somebody of the region edited it.
    original = models.TextField(_("as its author wrote it"), blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["item_kind", "item_number"], name="decision_of_item")]

    def __str__(self) -> str:
        return f"{self.item_kind} {self.item_number}: {self.action}"
