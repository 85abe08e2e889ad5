"""Defines what every thing that a peer sends has in common."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.models.author import Author
from zones.land import Land
from zones.land_reading import read_land
from zones.languages import CODES

LONGEST_TEXT = 5000
LONGEST_NAME = 80


def land_from(pairs: Iterable[Sequence[str]]) -> Land:
    """Returns the land that is stored as the parameters of an address."""
    params: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        params[name].append(value)
    land, _problems = read_land(params)
    return land


class Kind(models.TextChoices):
    REPORT = "report", _("I tried this")
    CONTRIBUTION = "contribution", _("a practice told")
    QUESTION = "question", _("question")
    ANSWER = "answer", _("answer")
    FLAG = "flag", _("something wrong")


class State(models.TextChoices):
    """Says where an item stands. Only what is published is seen by others than its author and the region."""

    DRAFT = "draft", _("being written")
    WAITING = "waiting", _("waiting to be read")
    ASKED = "asked", _("asked back")
    PUBLISHED = "published", _("published")
    DECLINED = "declined", _("not published")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


class Held(models.TextChoices):
    """Says why the region should look twice: nothing is refused for it."""

    TOO_FAST = "too_fast", _("sent faster than anybody types")
    HIDDEN_FIELD = "hidden_field", _("a field was filled in that nobody sees")
    NO_ORIGIN = "no_origin", _("the browser did not say where it came from")


class PeerItem(models.Model):
    """Holds whose it is, which region reads it, where it stands, on what land, and what was agreed to."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, verbose_name=_("author"))
    # None: no region has the country yet, so the coordination reads it.
    region = models.ForeignKey(
        "practices.RegionSection",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    language = models.CharField(_("language"), max_length=2, choices=[(code, code) for code in CODES])
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    # Goes up with each change: who decides names the one that was read, so nobody decides an older one.
    version = models.PositiveIntegerField(_("version"), default=1)
    held = models.CharField(_("look twice"), max_length=16, choices=Held.choices, blank=True)
    # What was sent: the form's own number, and a hash of the rest, to know the same thing sent again.
    form_id = models.CharField(max_length=32, unique=True)
    body_hash = models.CharField(max_length=64, blank=True)
    # The land as an address writes it, snapped to 0.1 degrees: a list of [name, value].
    land_pairs = models.JSONField(_("land"), default=list)
    country = models.CharField(_("country"), max_length=2, blank=True)
    place_name = models.CharField(_("place"), max_length=120, blank=True)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    # Which texts were agreed to, see `jobs/consent_texts.py`; no naming version: the name is not shown.
    publication_version = models.CharField(max_length=40, blank=True)
    naming_version = models.CharField(max_length=40, blank=True)
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
    )
    voice = models.ForeignKey(
        "media.Clip",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("voice message"),
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        abstract = True

    kind: Kind

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @cached_property
    def land(self) -> Land:
        """Returns the land as it was told, with what the map knows of its place today."""
        return land_from(self.land_pairs)

    @property
    def shown_name(self) -> str:
        """Returns the name that others may read; empty where nobody agreed to be named."""
        return self.name if self.naming_version else ""
