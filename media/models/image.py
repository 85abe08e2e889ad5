"""Stores pictures: what they show in three languages, who is in them, and the sizes that editors see."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile, File
from django.db import DatabaseError, models, transaction
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    SourceImageIOError,
    get_upload_to,
)

from media.fields import PictureField
from media.models.credited import Credited
from media.names import kept_path, random_name
from media.stored_files import replacing_files
from zones.blank import emptied, is_blank
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


class Image(Credited, AbstractImage):
    # Its size and hash are set as it is stored: see the field.
    file = PictureField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
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

    # What was sent, where the operator wants originals kept (TWINFIELDS_KEEP_ORIGINALS). Never served.
    kept_original = models.FileField(_("original"), upload_to=kept_path, blank=True, editable=False)

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
        for name in ("title", "credit", *(f"alt_text_{code}" for code in LANGUAGES)):
            if text := getattr(self, name):
                setattr(self, name, emptied(text))
        with replacing_files(self, "file", "kept_original") as is_new:
            super().save(*args, **kwargs)
            if is_new:
                self.renditions.all().delete()

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

    def _set_image_file_metadata(self) -> None:
        """Does nothing: size and hash are set where the file is stored, whichever way it comes."""

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
                self.mark_broken(timezone.now())
            raise SourceImageIOError(str(problem)) from problem
        if self.broken_since:
            self.mark_broken(None)
        return rendition

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Returns the bytes of a new rendition; Wagtail's temporary file is closed, which it does not do."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    def mark_broken(self, broken_since: datetime | None) -> None:
        """Writes for the editors since when the picture cannot be shown; None where it can again."""
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


def _language() -> str:
    language = (get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]
