"""Stores questions, the peers who chose to hear of some, what was sent to whom, and their answers."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from exchange.models.item import Kind, PeerItem, land_from
from exchange.models.wishing import Wishing
from practices.models import Practice
from zones.land import Land


class Question(PeerItem):
    kind = Kind.QUESTION

    practice = models.ForeignKey(
        Practice,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("practice"),
    )
    text = models.TextField(_("question"), blank=True)
    helped = models.ForeignKey(
        "exchange.Answer",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the answer that helped"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [
            models.Index(fields=["state", "region"], name="question_in_queue"),
            models.Index(fields=["practice", "state"], name="question_on_practice"),
        ]


class Answer(PeerItem):
    """Holds an answer; the region of its question decides about it."""

    kind = Kind.ANSWER

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="answers", verbose_name=_("question")
    )
    text = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes = [
            models.Index(fields=["state", "region"], name="answer_in_queue"),
            models.Index(fields=["question", "state"], name="answer_to_question"),
        ]


class Listener(Wishing):
    """Holds somebody who hears of questions asked from land like theirs, once they confirmed it by mail."""

    email = models.EmailField(_("e-mail"), unique=True)
    # Of the form and the mails.
    language = models.CharField(_("language"), max_length=2)
    # Codes of languages in which questions may be.
    reads = models.JSONField(_("languages read"), default=list)
    land_pairs = models.JSONField(_("land"), default=list)
    digest_at = models.DateTimeField(_("last mail"), null=True, blank=True)

    class Meta:
        verbose_name = _("peer who hears of questions")
        verbose_name_plural = _("peers who hear of questions")

    def __str__(self) -> str:
        return f"{self.pk}"

    @cached_property
    def land(self) -> Land:
        """Returns the land as it was told, with what the map knows of its place today."""
        return land_from(self.land_pairs)


class Delivery(models.Model):
    """Holds that a question is for a listener: written when it is published, sent with the next digest."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="deliveries")
    listener = models.ForeignKey(Listener, on_delete=models.CASCADE, related_name="deliveries")
    likeness = models.FloatField(_("likeness"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["question", "listener"], name="question_once_to_each")]

    def __str__(self) -> str:
        return f"{self.question_id} → {self.listener_id}"
