"""Stores a practice that a peer tells in five short screens, until a correspondent makes a page of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.models.item import Kind, PeerItem
from practices.models import Practice


class Contribution(PeerItem):
    """Holds what was told so far. `answers` has the fields of the screens by name, as typed."""

    kind = Kind.CONTRIBUTION

    answers = models.JSONField(_("what was told"), default=dict)
    saved_at = models.DateTimeField(_("last saved"), auto_now=True)
    # The page in the region's queue, once it was sent.
    practice = models.OneToOneField(
        Practice,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contribution",
        verbose_name=_("practice"),
    )

    class Meta:
        verbose_name = _("practice told by a peer")
        verbose_name_plural = _("practices told by peers")
        indexes = [models.Index(fields=["state", "region"], name="contribution_in_queue")]
