"""Stores what correspondents propose for the thesaurus, and what became of it."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models.concept import Concept

LONGEST_WORD = 120


class ConceptProposal(models.Model):
    """Holds one change that somebody asks for; what it needs besides the reason follows from its kind."""

    class Kind(models.TextChoices):
        LABEL = "label", _("Another word for something that is there")
        NEW = "new", _("Something that is missing")
        PARENT = "parent", _("Something stands in the wrong place")

    class State(models.TextChoices):
        OPEN = "open", _("not decided yet")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    wagtail_reference_index_ignore = True

    kind = models.CharField(max_length=10, choices=Kind.choices)
    concept = models.ForeignKey(
        Concept,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("what it is about"),
    )
    word = models.CharField(_("word"), max_length=LONGEST_WORD, blank=True)
    # Empty for a local name, which belongs to no one language.
    language = models.CharField(_("language"), max_length=2, blank=True)
    concept_kind = models.CharField(
        _("kind"), max_length=20, choices=Concept._meta.get_field("kind").choices, blank=True
    )
    broader = models.ForeignKey(
        Concept,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("belongs to"),
    )
    reason = models.TextField(_("why"), max_length=1000, validators=[MinLengthValidator(3)])
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, db_index=True)
    words = models.TextField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proposal for the thesaurus")
        verbose_name_plural = _("proposals for the thesaurus")
        ordering: ClassVar[list[str]] = ["-proposed_at", "-pk"]

    def __str__(self) -> str:
        return self.word or (self.concept.code if self.concept else "")
