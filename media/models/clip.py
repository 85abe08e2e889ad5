"""Stores recordings and short films."""

from typing import Any, Final

from django.core.validators import FileExtensionValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionMember

from jobs import queue
from media.fields import RecordingField
from media.models.credited import Credited
from media.names import clip_path, received_path

# The job that makes film, still picture and sound of what was received; see `media/transcoding.py`.
TRANSCODE: Final = "media.transcode"


class ClipState(models.TextChoices):
    """Says whether what was sent can be played."""

    WAITING = "waiting", _("cannot be played yet")
    READY = "ready", _("can be played")
    REFUSED = "refused", _("cannot be used")


class Clip(Credited, CollectionMember, models.Model):
    """Holds a short film and, so that nobody has to load it, its sound, captions and transcript."""

    title = models.CharField(_("title"), max_length=255, blank=True)
    # The language that is spoken, by its tag (BCP 47); "" where nobody speaks or nobody said.
    spoken = models.CharField(_("language spoken"), max_length=35, blank=True)
    # Made of what was sent: a small film with its still picture, and the sound alone.
    video = models.FileField(
        _("video"), upload_to=clip_path, blank=True, validators=[FileExtensionValidator(["mp4"])]
    )
    poster = models.FileField(
        _("still picture"), upload_to=clip_path, blank=True, validators=[FileExtensionValidator(["jpg"])]
    )
    width = models.PositiveSmallIntegerField(_("width"), null=True, blank=True, editable=False)
    height = models.PositiveSmallIntegerField(_("height"), null=True, blank=True, editable=False)
    sound = models.FileField(
        _("sound alone"),
        upload_to=clip_path,
        blank=True,
        validators=[FileExtensionValidator(["mp3", "ogg", "opus", "m4a"])],
    )
    # What was sent, until something that browsers play was made of it. Never served.
    received = RecordingField(_("recording"), upload_to=received_path, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=ClipState.choices, default=ClipState.READY, editable=False
    )
    # Why it cannot be used: a code of `media/intake/refusals.py`.
    refusal = models.CharField(_("reason"), max_length=40, blank=True, editable=False)
    # How much of a film or sound is made, in percent, while it waits.
    progress = models.PositiveSmallIntegerField(_("progress"), default=0, editable=False)
    # WebVTT, as `media/captions.py` writes it.
    captions = models.TextField(_("captions"), blank=True)
    transcript = models.TextField(_("what is said"), blank=True)
    duration_seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("video or voice")
        verbose_name_plural = _("videos and voices")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stores the clip. What is sent anew waits to be made small; what was made before stays till then."""
        if not self.received or self.received._committed:  # type: ignore[attr-defined]
            super().save(*args, **kwargs)
            return
        self.state, self.refusal, self.progress = ClipState.WAITING, "", 0
        with transaction.atomic():
            stored = Clip._base_manager.filter(pk=self.pk).values_list("received", flat=True).first()
            super().save(*args, **kwargs)
            self.enqueue()
            if stored:
                storage = self.received.storage
                transaction.on_commit(lambda: storage.delete(stored))

    def enqueue(self) -> None:
        """Asks the worker to make what was received small. Each film or recording has a job of its own."""
        recording = self.received.name or ""
        queue.enqueue(TRANSCODE, {"clip": self.pk, "received": recording}, key=f"{TRANSCODE} {recording}")
