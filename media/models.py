"""Pictures, documents and clips: whose they are, under which licence, what they show in three languages."""

from typing import Any

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import CollectionMember

from zones.blank import emptied, is_blank
from zones.labels import choices
from zones.vocabulary import LANGUAGES

NOT_AGREED = "not_agreed"
PEOPLE = [
    ("nobody", _("nobody can be recognised")),
    ("agreed", _("everybody who can be recognised has agreed")),
    (NOT_AGREED, _("somebody has not agreed, or was not asked")),
]


def _language() -> str:
    language = (get_language() or "")[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


class Credited(models.Model):
    """Something that somebody made and shares."""

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
        choices=PEOPLE,
        blank=True,
        help_text=_("Ask everybody who can be recognised, and the parents of children."),
    )

    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="media_images")

    admin_form_fields = (
        "title",
        "file",
        "alt_text_en",
        "alt_text_fr",
        "alt_text_es",
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
        """Whether somebody who can be recognised has not agreed, or was not asked."""
        return self.people_consent == NOT_AGREED

    @property
    def default_alt_text(self) -> str:
        # A file's title says nothing to somebody who cannot see the picture; empty marks it as decoration.
        texts = (getattr(self, f"alt_text_{code}") for code in dict.fromkeys((_language(), *LANGUAGES)))
        return next((text for text in texts if text and not is_blank(text)), "")


class Rendition(AbstractRendition):
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once_per_filter"
            )
        ]


class Document(Credited, AbstractDocument):  # noqa: DJ008 (inherited)
    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="media_documents")

    admin_form_fields = ("title", "file", "credit", "licence", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        permissions = [("choose_document", "Can choose document")]
        default_related_name = "media_documents"


class Clip(Credited, CollectionMember, models.Model):
    """A short film with its sound alone, captions and transcript, so that nobody has to load the film."""

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
        _("film"), upload_to="clips", blank=True, validators=[FileExtensionValidator(["mp4", "webm"])]
    )
    sound = models.FileField(
        _("sound alone"),
        upload_to="clips",
        blank=True,
        validators=[FileExtensionValidator(["mp3", "ogg", "opus", "m4a"])],
    )
    captions = models.FileField(
        _("captions"), upload_to="clips", blank=True, validators=[FileExtensionValidator(["vtt"])]
    )
    transcript = models.TextField(_("what is said"), blank=True)
    duration_seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("clip")
        verbose_name_plural = _("clips")

    def __str__(self) -> str:
        return self.title
