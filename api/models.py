"""Stores which files are given away, and what has happened since they were made."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.names import random_name


def download_path(instance: models.Model, filename: str) -> str:
    """Returns where a new file is stored; migrations name this function."""
    return random_name("downloads", filename)


class Kind(models.TextChoices):
    """What an edition consists of; each kind is made when its own time has come."""

    TABLES = "tables", _("Tables")
    PAGES = "pages", _("Pages to keep")


class Edition(models.Model):
    """All files of one kind and one reading of the public practices; the newest is served."""

    # Nothing of it is a use of a page or a picture.
    wagtail_reference_index_ignore = True

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TABLES)
    made_at = models.DateTimeField(_("made"))
    count = models.PositiveIntegerField(_("practices"))

    class Meta:
        verbose_name = _("edition of the downloads")
        verbose_name_plural = _("editions of the downloads")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class Download(models.Model):
    """One file of an edition, as it is and packed by gzip; no row, no file (`media/orphans.py`)."""

    wagtail_reference_index_ignore = True

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    # Of a zip: the slug of its region, the code of its zone, with a language.
    name = models.CharField(_("name"), max_length=300)
    count = models.PositiveIntegerField(_("practices"), default=0)
    file = models.FileField(_("file"), upload_to=download_path)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    # Empty for what is packed in itself.
    packed = models.FileField(_("packed"), upload_to=download_path, blank=True)
    packed_size = models.PositiveBigIntegerField(_("bytes when packed"), default=0)

    class Meta:
        verbose_name = _("file to download")
        verbose_name_plural = _("files to download")
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="api_download_once")]

    def __str__(self) -> str:
        return self.name

    def stored_names(self) -> list[str]:
        return [file.name for file in (self.file, self.packed) if file and file.name]


class Change(models.Model):
    """Something public changed, written in the transaction of the change; gone once files were made after it.

    One that `withdraws` takes something away from the public, or a name from it. Each kind of files has
    its own.
    """

    wagtail_reference_index_ignore = True

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TABLES)
    withdraws = models.BooleanField(_("takes something away"), default=False, db_index=True)
    at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("change since the downloads were made")
        verbose_name_plural = _("changes since the downloads were made")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
