"""The home page and plain pages such as "About"."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from practices.editing.panels import language_tabs
from practices.models.base import TrilingualManager, TrilingualPage

RICH_TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class TrilingualRichTextField(RichTextField):
    """Keeps rich text in a column for each language, made of this class by modeltranslation."""

    def extract_references(self, value: str) -> Iterator[tuple[Any, str, str, str]]:
        """Yield what a language's column refers to; nothing for the field itself, which would count twice."""
        if hasattr(self, "language"):
            yield from super().extract_references(value)

    def deconstruct(self) -> Any:
        """Return what migrations know: to a database it is Wagtail's field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs


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
    body = TrilingualRichTextField(_("text"), blank=True, features=RICH_TEXT_FEATURES)
    show_in_footer = models.BooleanField(
        _("link at the foot of every page"),
        default=False,
        help_text=_("For pages that everybody should find."),
    )
    names_operator = models.BooleanField(
        _("say who answers for the site"),
        default=False,
        help_text=_("Name, address and contact from the settings, above the text."),
    )

    objects = TrilingualManager()
    edit_handler = language_tabs(
        ("name", "intro", "body"), (FieldPanel("show_in_footer"), FieldPanel("names_operator"))
    )

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
