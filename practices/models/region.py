"""Defines a region: the branch of the tree that its correspondents look after."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from practices.editing.edit_kind import EditKindPanel
from practices.editing.panels import language_tabs
from practices.editing.section_form import SectionForm
from practices.fields import CountriesField
from practices.models.base import TrilingualManager, TrilingualPage
from practices.section_permissions import SectionPermissions


class RegionSection(TrilingualPage):
    untitled = _("Untitled region")
    has_translation_states = True
    subpage_types: ClassVar[list[str]] = ["practices.Practice"]
    parent_page_types: ClassVar[list[str]] = ["readers.HomePage"]
    description_fields = ("intro",)
    page_description = _("A part of the world with its own correspondents.")

    intro = models.TextField(_("introduction"), max_length=1500, blank=True)
    countries = CountriesField(_("countries"), blank=True)

    objects = TrilingualManager()

    # Made at /admin/regions/ with its people's rights: a section alone is no region.
    is_creatable = False
    base_form_class = SectionForm
    edit_handler = language_tabs(("name", "intro"), (FieldPanel("countries"), EditKindPanel()))

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def permissions_for_user(self, user: AbstractBaseUser | AnonymousUser) -> SectionPermissions:
        return SectionPermissions(user, self)
