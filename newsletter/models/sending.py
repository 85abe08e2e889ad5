"""Defines the sending of an issue, with a row for each mail of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.models.issue import Issue
from newsletter.models.subscriber import Subscriber


class Sending(models.Model):
    """Holds that an issue is being sent, or was: once, to those who were subscribers then."""

    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, related_name="sending")
    started_at = models.DateTimeField(_("begun"), auto_now_add=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    # Why nothing goes out at this moment; empty while it does.
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    problem_at = models.DateTimeField(_("problem since"), null=True, blank=True)

    class Meta:
        verbose_name = _("sending of an issue")
        verbose_name_plural = _("sendings of issues")

    def __str__(self) -> str:
        return f"{self.issue_id}"


class Delivery(models.Model):
    """Holds one mail of an issue to one subscriber; claimed before it is sent, so that no two are."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        # The connection or the worker broke while it was handed over: a person decides.
        UNCERTAIN = "uncertain", _("may have arrived")
        LEFT = "left", _("may have arrived, and is left so")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("given up")

    TO_DECIDE = (State.UNCERTAIN.value, State.FAILED.value)
    # An address may be right that a server refused: it may have been full, or badly set up.
    RETRIABLE = (*TO_DECIDE, State.REFUSED.value)

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="deliveries")
    # Empty once they stopped the newsletter: what is left says nothing about them.
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )
    language = models.CharField(_("language"), max_length=2)
    # The same at every try, so that a mail program knows a second one as the same.
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    error = models.TextField(_("error"), blank=True)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now)

    class Meta:
        verbose_name = _("mail of an issue")
        verbose_name_plural = _("mails of issues")
        indexes = [models.Index(fields=["state", "not_before"], name="newsletter_delivery_due")]
        constraints = [
            models.UniqueConstraint(fields=["sending", "subscriber"], name="newsletter_once_to_each")
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
