"""What every other app needs and no reader sees: limits, jobs, mails on their way, links that were sent."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LimitWindow(models.Model):
    """How often one thing was done by or to one key until the window ends; see `jobs/limits.py`."""

    purpose = models.CharField(_("purpose"), max_length=40)
    # A keyed hash that changes every day, so that no address can be read from it.
    key = models.CharField(_("key"), max_length=64)
    used = models.PositiveIntegerField(_("used"))
    ends_at = models.DateTimeField(_("until"), db_index=True)

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")
        constraints = [models.UniqueConstraint(fields=["purpose", "key"], name="jobs_limit_of_a_key")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.used}"


class Job(models.Model):
    """One piece of work for a worker; written and claimed by `jobs/queue.py` alone."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    UNFINISHED = (State.WAITING.value, State.RUNNING.value)

    kind = models.CharField(_("kind"), max_length=60)
    # Of one key there is one unfinished job at most; empty for work that may stand here twice.
    key = models.CharField(_("key"), max_length=120, blank=True)
    payload = models.JSONField(_("payload"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    run_after = models.DateTimeField(_("not before"), default=timezone.now)
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    progress = models.CharField(_("progress"), max_length=200, blank=True)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["state", "kind", "run_after"], name="jobs_job_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=["waiting", "running"]) & ~Q(key=""),
                name="jobs_one_unfinished_of_a_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class OutgoingMail(models.Model):
    """One mail to one recipient; see `jobs/mail.py`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        # The connection broke after the mail was handed over: it may have arrived.
        UNCERTAIN = "uncertain", _("may have arrived")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("given up")

    RETRIABLE = (State.UNCERTAIN.value, State.FAILED.value)

    message_id = models.CharField(_("Message-ID"), max_length=250)
    recipient = models.CharField(_("recipient"), max_length=320)
    subject = models.CharField(_("subject"), max_length=998)
    language = models.CharField(_("language"), max_length=10, blank=True)
    # What the mail is made of; emptied once it is sent or refused: it may hold a link that opens something.
    content = models.JSONField(_("content"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    error = models.TextField(_("error"), blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [models.Index(fields=["state", "changed_at"], name="jobs_mail_by_state")]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"


class Link(models.Model):
    """One link that was given to somebody; see `jobs/links.py`. The token itself is nowhere."""

    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    purpose = models.CharField(_("purpose"), max_length=40)
    subject = models.CharField(_("subject"), max_length=120)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    expires_at = models.DateTimeField(_("until"), db_index=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [models.Index(fields=["purpose", "subject"], name="jobs_link_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.subject}"
