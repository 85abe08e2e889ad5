"""Stores what makes a section of the tree a region: its people's groups, its files, its moderation."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Workflow


class RegionSetup(models.Model):
    """Names the parts of one region, which are called like it and follow when it gets another name.

    Whatever of it somebody deletes by hand is made anew when the region is saved (`practices/regions.py`).
    """

    # Nobody uses a region by it: it is the region.
    wagtail_reference_index_ignore = True

    section = models.OneToOneField(
        "practices.RegionSection", on_delete=models.CASCADE, related_name="setup", verbose_name=_("region")
    )
    correspondents = models.OneToOneField(Group, on_delete=models.SET_NULL, null=True, related_name="+")
    moderators = models.OneToOneField(Group, on_delete=models.SET_NULL, null=True, related_name="+")
    collection = models.OneToOneField(Collection, on_delete=models.SET_NULL, null=True, related_name="+")
    workflow = models.OneToOneField(Workflow, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("parts of a region")
        verbose_name_plural = _("parts of regions")

    def __str__(self) -> str:
        return f"region {self.section_id}"
