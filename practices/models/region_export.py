"""Stores the tables of a region's practices that its people have asked for."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from media.names import random_name
from media.stored_files import delete_after_commit

KEPT: Final = timedelta(days=1)


def export_path(instance: models.Model, filename: str) -> str:
    """Returns where a new table is stored; migrations name this function."""
    return random_name("exports", filename)


class RegionExport(models.Model):
    """Holds one table with all practices of a region, drafts too; of whoever asked for it, for a day."""

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey("practices.RegionSection", on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now, db_index=True)
    # Empty until the worker has made it; a file that no row names is removed (media/orphans.py).
    file = models.FileField(_("file"), upload_to=export_path, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    count = models.PositiveIntegerField(_("practices"), default=0)

    class Meta:
        verbose_name = _("table of a region")
        verbose_name_plural = _("tables of regions")

    def __str__(self) -> str:
        return f"{self.section_id}, {self.asked_at:%Y-%m-%d}"

    @classmethod
    def forget_old(cls) -> None:
        """Deletes what was asked for more than a day ago, with its file."""
        cls._forget(cls.objects.filter(asked_at__lt=timezone.now() - KEPT))

    @classmethod
    def forget_with(cls, page: Page) -> None:
        """Deletes the tables that may hold what a page said, because somebody asked to be erased."""
        cls._forget(cls.objects.filter(section__path=page.path[: -page.steplen]))

    @classmethod
    def _forget(cls, exports: models.QuerySet["RegionExport"]) -> None:
        names = list(exports.exclude(file="").values_list("file", flat=True))
        exports.delete()
        delete_after_commit(names)
