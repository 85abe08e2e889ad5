"""The home page and plain pages such as "About"."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from practices.editing.panels import language_tabs
from practices.models.base import TrilingualManager, TrilingualPage

RICH_TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class HomePage(TrilingualPage):
    untitled = _("Home")
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["practices.RegionSection", "readers.PlainPage"]
    description_fields = ("tagline",)

    tagline = models.CharField(
        _("one line about the site"),
        max_length=200,
        blank=True,
        help_text=_("Stands above the question on the home page."),
    )

    objects = TrilingualManager()
    edit_handler = language_tabs(("name", "tagline"))

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class PlainPage(TrilingualPage):
    parent_page_types: ClassVar[list[str]] = ["readers.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    description_fields = ("intro",)

    intro = models.TextField(_("introduction"), max_length=600, blank=True)
    body = RichTextField(_("text"), blank=True, features=RICH_TEXT_FEATURES)
    show_in_footer = models.BooleanField(
        _("link at the foot of every page"),
        default=False,
        help_text=_("For pages that everybody should find."),
    )

    objects = TrilingualManager()
    edit_handler = language_tabs(("name", "intro", "body"), (FieldPanel("show_in_footer"),))

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
