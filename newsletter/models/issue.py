"""Defines an issue of the newsletter and what stands in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practices.models.default_language_columns import DefaultLanguageColumns
from practices.passages import Passage, localized, passage

LONGEST_SUBJECT = 150
LONGEST_INTRO = 3000
LONGEST_HEADING = 200
LONGEST_TEXT = 2000


class EntryKind(models.TextChoices):
    PRACTICE = "practice", _("practice")
    REPORT = "report", _("what a peer tried")
    QUESTION = "question", _("question")
    FREE = "free", _("text of your own")
    PRESS = "press", _("press review")
    EVENT = "event", _("event")


class WhereMissing(models.TextChoices):
    """Says what readers of a language get of an entry that nobody wrote in it."""

    OTHER = "other", _("show it in another language, and say so")
    LEAVE_OUT = "leave_out", _("leave it out")


class Issue(DefaultLanguageColumns, models.Model):
    """Holds an issue: open while it is written, then closed, and from then on as it was.

    Only one is open at a time, so that "add to the newsletter" says enough.
    """

    # The address in the archive, which never changes.
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    intro = models.TextField(_("intro"), max_length=LONGEST_INTRO, blank=True)
    # Made of starter practices for a new site, and sent to nobody.
    is_example = models.BooleanField(_("example"), default=False)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    saved_at = models.DateTimeField(_("last saved"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What was in it when it was closed, by language: `newsletter/freezing.py`.
    frozen = models.JSONField(_("as it was closed"), default=dict, blank=True)

    class Meta:
        verbose_name = _("issue of the newsletter")
        verbose_name_plural = _("issues of the newsletter")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["is_example"], condition=Q(closed_at=None), name="newsletter_one_open_issue"
            )
        ]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    @property
    def is_frozen(self) -> bool:
        return self.closed_at is not None

    @property
    def name(self) -> Passage:
        """Returns the subject in the language of whoever looks, else in another one."""
        return passage(self, "subject")


class Entry(DefaultLanguageColumns, models.Model):
    """Holds one entry. Heading and text are of this issue alone, whatever is said elsewhere."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField(_("place in the issue"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind.choices)
    # A practice that is gone leaves the editor's words; a peer's words go with what the peer sent.
    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    report = models.ForeignKey(
        "exchange.Report", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    question = models.ForeignKey(
        "exchange.Question", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    heading = models.CharField(_("heading"), max_length=LONGEST_HEADING, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    # Of an article: its title as it stands there, who printed it, and in which language.
    title = models.CharField(_("title of the article"), max_length=200, blank=True)
    outlet = models.CharField(_("newspaper, station or site"), max_length=120, blank=True)
    title_language = models.CharField(_("language of the article"), max_length=3, blank=True)
    # Of an event.
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=160, blank=True)
    where_missing = models.CharField(
        _("where a language is missing"),
        max_length=10,
        choices=WhereMissing.choices,
        default=WhereMissing.OTHER,
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def languages(self) -> frozenset[str]:
        """Returns the languages in which somebody wrote it: those of its text, else of its heading."""
        return frozenset(localized(self, "text") or localized(self, "heading"))
