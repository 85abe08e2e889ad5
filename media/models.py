"""Stores pictures, documents and clips: whose they are, the licence, what they show in three languages."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile, File
from django.core.validators import FileExtensionValidator
from django.db import DatabaseError, models, transaction
from django.templatetags.static import static
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError
from wagtail.models import CollectionMember

from media.names import clip_path, document_path, random_name
from zones.blank import emptied, is_blank
from zones.labels import choices
from zones.vocabulary import LANGUAGES

logger = logging.getLogger(__name__)

# How long a picture that could not be made is left in peace; each try decodes it and says so in the log.
TRY_AGAIN_AFTER_S = 60
STAND_IN_PX = 165


class PeopleConsent(models.TextChoices):
    """Says whether those who can be recognised in a picture agreed to it."""

    NOBODY = "nobody", _("nobody can be recognised")
    AGREED = "agreed", _("everybody who can be recognised has agreed")
    NOT_AGREED = "not_agreed", _("somebody has not agreed, or was not asked")


class Credited(models.Model):
    """Adds who made something, and under which licence it is shared."""

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who took the picture or made the recording.")
    )
    licence = models.CharField(_("licence"), max_length=16, choices=choices("LICENCES"), blank=True)

    class Meta:
        abstract = True


class Image(Credited, AbstractImage):  # noqa: DJ008 (inherited)
    alt_text = models.CharField(
        _("what the picture shows"),
        max_length=255,
        blank=True,
        help_text=_("One sentence for people who cannot see the picture."),
    )

    people_consent = models.CharField(
        _("people in the picture"),
        max_length=12,
        choices=PeopleConsent.choices,
        blank=True,
        help_text=_("Ask everybody who can be recognised, and the parents of children."),
    )
    broken_since = models.DateTimeField(_("cannot be shown since"), null=True, blank=True, editable=False)

    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="media_images")

    admin_form_fields = (
        "title",
        "file",
        *(f"alt_text_{code}" for code in LANGUAGES),
        "people_consent",
        "credit",
        "licence",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]
        # Wagtail's own model of the same name keeps the short names.
        default_related_name = "media_images"

    def save(self, *args: Any, **kwargs: Any) -> None:
        for name in (f"alt_text_{code}" for code in LANGUAGES):
            if text := getattr(self, name):
                setattr(self, name, emptied(text))
        super().save(*args, **kwargs)

    @property
    def is_refused(self) -> bool:
        """Returns whether somebody who can be recognised has not agreed, or was not asked."""
        return self.people_consent == PeopleConsent.NOT_AGREED

    @property
    def default_alt_text(self) -> str:
        # A file's title says nothing to somebody who cannot see the picture; empty marks it as decoration.
        texts = (getattr(self, f"alt_text_{code}") for code in dict.fromkeys((_language(), *LANGUAGES)))
        return next((text for text in texts if text and not is_blank(text)), "")

    def get_upload_to(self, filename: str) -> str:
        return random_name("original_images", filename)

    @contextmanager
    def get_willow_image(self) -> Iterator[Any]:
        """Yields the picture as stored; raises SourceImageIOError for a file that is none inside."""
        with super().get_willow_image() as picture:
            if picture.format_name not in settings.WAGTAILIMAGES_FORMAT_CONVERSIONS:
                raise SourceImageIOError(f"no picture but {picture.format_name}")
            yield picture

    def get_rendition(self, filter: Filter | str) -> "Rendition":
        """Returns the rendition, or a stand-in if the picture cannot be read or the rendition not written."""
        try:
            found: Rendition = super().get_rendition(filter)
            if found.file.storage.exists(found.file.name):
                return found
            # Its file is lost, after a restored backup for one; the original can still make it anew.
            self.renditions.filter(pk=found.pk).delete()
            found.purge_from_cache()
            return self.create_rendition(found.filter)
        except SourceImageIOError:
            return Rendition.stand_in_for(self)

    def create_rendition(self, filter: Filter) -> "Rendition":
        """Returns a rendition just made; raises SourceImageIOError, whatever it was that went wrong."""
        asked = f"{self.pk} {self.file.name} {filter.spec}"
        failed = f"media-failed-{hashlib.sha256(asked.encode()).hexdigest()}"
        if cache.get(failed):
            raise SourceImageIOError("tried a moment ago")
        try:
            rendition: Rendition = super().create_rendition(filter)
        except InvalidFilterSpecError:
            # A mistake of whoever asks, not of the picture.
            raise
        except Exception as problem:
            # File missing, cut or not readable, folder full, decoder at a loss: a page is no place for any.
            cache.set(failed, True, TRY_AGAIN_AFTER_S)
            logger.warning("Picture %s (%s) cannot be shown: %s", self.pk, self.file.name, problem)
            if not self.broken_since:
                self._mark(timezone.now())
            raise SourceImageIOError(str(problem)) from problem
        if self.broken_since:
            self._mark(None)
        return rendition

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Returns the bytes of a new rendition; Wagtail's temporary file is closed, which it does not do."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    def _mark(self, broken_since: datetime | None) -> None:
        """Writes for the editors since when the picture cannot be shown."""
        try:
            with transaction.atomic():
                Image.objects.filter(pk=self.pk).update(broken_since=broken_since)
        except DatabaseError as problem:
            logger.warning("Picture %s cannot be marked: %s", self.pk, problem)


class Rendition(AbstractRendition):
    # Set where there is no rendition; pages then show something else, and lists of editors this.
    is_stand_in = False

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once_per_filter"
            )
        ]
        # Renditions are asked for by the name of their file.
        indexes = [models.Index(fields=["file"], name="rendition_file")]

    def get_upload_to(self, filename: str) -> str:
        return random_name("images", filename)

    @classmethod
    def stand_in_for(cls, image: Image) -> "Rendition":
        """Returns an unsaved rendition that says, in lists of editors, that the picture is broken."""
        stand_in = cls(image=image, width=STAND_IN_PX, height=STAND_IN_PX)
        stand_in.is_stand_in = True
        return stand_in

    @property
    def url(self) -> str:
        return static("media/broken-picture.svg") if self.is_stand_in else super().url

    @property
    def alt(self) -> Any:
        return gettext("This picture cannot be shown.") if self.is_stand_in else super().alt


class Document(Credited, AbstractDocument):  # noqa: DJ008 (inherited)
    file = models.FileField(_("file"), upload_to=document_path)
    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="media_documents")

    admin_form_fields = ("title", "file", "credit", "licence", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        permissions = [("choose_document", "Can choose document")]
        default_related_name = "media_documents"

    @property
    def download_name(self) -> str:
        """Returns what the file is called where somebody keeps it: its title, not its stored name."""
        extension = f".{self.file_extension}" if self.file_extension else ""
        title = "".join(letter for letter in self.title if letter.isprintable()).removesuffix(extension)
        return get_valid_filename(f"{title.strip(' .') or self.pk}{extension}")


class Clip(Credited, CollectionMember, models.Model):
    """Holds a short film and, so that nobody has to load it, its sound, captions and transcript."""

    title = models.CharField(_("title"), max_length=255, blank=True)
    poster = models.ForeignKey(
        Image,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("still picture"),
    )
    video = models.FileField(
        _("film"), upload_to=clip_path, blank=True, validators=[FileExtensionValidator(["mp4", "webm"])]
    )
    sound = models.FileField(
        _("sound alone"),
        upload_to=clip_path,
        blank=True,
        validators=[FileExtensionValidator(["mp3", "ogg", "opus", "m4a"])],
    )
    captions = models.FileField(
        _("captions"), upload_to=clip_path, blank=True, validators=[FileExtensionValidator(["vtt"])]
    )
    transcript = models.TextField(_("what is said"), blank=True)
    duration_seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("clip")
        verbose_name_plural = _("clips")

    def __str__(self) -> str:
        return self.title


def _language() -> str:
    language = (get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]
