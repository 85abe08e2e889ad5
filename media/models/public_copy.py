"""Stores where the public files of pictures, documents and clips lie; see `media/publishing.py`."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.models.clip import Clip
from media.models.document import Document
from media.models.image import Image

FOLDER = "public"


class PublicCopy(models.Model):
    """Holds the files that anybody may fetch, in a folder of a name that nobody can guess.

    There is one while a public page uses what they were made from. Files never change under a name: where
    the original or its focal point changes, they are made anew in another folder.
    """

    # What is made of a file is no use of it.
    wagtail_reference_index_ignore = True

    image = models.OneToOneField(
        Image, on_delete=models.CASCADE, null=True, blank=True, related_name="public_copy"
    )
    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, null=True, blank=True, related_name="public_copy"
    )
    clip = models.OneToOneField(
        Clip, on_delete=models.CASCADE, null=True, blank=True, related_name="public_copy"
    )
    folder = models.CharField(_("folder"), max_length=32, unique=True)
    # A hash of all that decides how the files look.
    made_from = models.CharField(_("made from"), max_length=64)
    # A list of {name, type, bytes} and, for pictures, {shape, width, height}.
    files = models.JSONField(_("files"), default=list)
    size_bytes = models.PositiveBigIntegerField(_("size"), default=0)
    made_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("public files")
        verbose_name_plural = _("public files")
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(image__isnull=False, document__isnull=True, clip__isnull=True)
                    | models.Q(image__isnull=True, document__isnull=False, clip__isnull=True)
                    | models.Q(image__isnull=True, document__isnull=True, clip__isnull=False)
                ),
                name="public_copy_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.folder

    @property
    def path(self) -> str:
        """Returns the folder within the storage."""
        return f"{FOLDER}/{self.folder}"

    @property
    def source(self) -> Image | Document | Clip:
        """Returns what the files were made from."""
        source = self.image or self.document or self.clip
        assert source is not None
        return source

    def has(self, name: str) -> bool:
        """Returns whether a file of that name belongs to it."""
        return any(file["name"] == name for file in self.files)

    def address(self, name: str) -> str:
        """Returns where anybody may fetch the file of that name."""
        return reverse("public_file", args=(self.folder, name))
