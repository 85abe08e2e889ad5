"""Defines a concept of the thesaurus: its names in three languages and locally, and what is above it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from practices.editing.concept_form import ConceptForm
from practices.editing.panels import TextPanel
from practices.passages import languages_from
from practices.thesaurus import KINDS, as_labels
from zones.vocabulary import LANGUAGES

KIND_LABELS = {
    "practices": _("practices"),
    "problems": _("problems"),
    "crops": _("crops"),
    "animals": _("animals"),
    "plants": _("plants and pests"),
    "soils": _("soils"),
    "climate": _("climate"),
    "tools": _("tools and inputs"),
}

# Pictures of the sprite that a tile of the home page may have.
PICTURES = {
    "water": _("drop of water"),
    "erosion": _("washed slope"),
    "soil": _("cracked soil"),
    "weeds": _("weeds"),
    "pests": _("beetle"),
    "fodder": _("animal at the trough"),
}


class Concept(index.Indexed, models.Model):
    """Stores `labels` and `names`, one a line.

    `loaded` is the digest of the entry in a file, empty for people's own.
    """

    code = models.SlugField(
        _("id"),
        max_length=80,
        unique=True,
        help_text=_("Short and lasting: planting-pits."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=[(kind, KIND_LABELS[kind]) for kind in KINDS])
    labels = models.TextField(_("labels"), max_length=2000, blank=True)
    names = models.TextField(
        _("local names"),
        max_length=2000,
        blank=True,
        help_text=_("Names that belong to no one language, one a line: zaï, tassa."),
    )
    broader = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="narrower", verbose_name=_("belongs to")
    )
    agrovoc = models.CharField(
        _("AGROVOC id"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^c_\d+$", _("An AGROVOC id looks like c_12332."))],
    )
    home_order = models.PositiveSmallIntegerField(
        _("place on the home page"),
        null=True,
        blank=True,
        help_text=_("Concepts with a number are tiles on the home page, in this order."),
    )
    home_picture = models.CharField(
        _("picture on the home page"), max_length=20, choices=list(PICTURES.items()), blank=True
    )
    loaded = models.CharField(max_length=64, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    # Every region shares the thesaurus (practices/region_access.py).
    belongs_to_no_region: ClassVar[bool] = True
    base_form_class = ConceptForm
    search_fields: ClassVar[list[Any]] = [
        *(index.SearchField(f"labels_{code}") for code in LANGUAGES),
        *(index.AutocompleteField(f"labels_{code}") for code in LANGUAGES),
        index.SearchField("names"),
        index.AutocompleteField("names"),
        index.FilterField("kind"),
    ]
    panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("code"), FieldPanel("kind")], heading=_("Concept")),
        MultiFieldPanel(
            [TextPanel("labels", code, names_language=True) for code in LANGUAGES],
            heading=_("Labels"),
            help_text=_("One a line. The first is the one that readers see."),
        ),
        FieldPanel("names"),
        FieldPanel("broader"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("agrovoc", "home_order", "home_picture")], heading=_("More")
        ),
    ]

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("thesaurus")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.label(LANGUAGES[0])

    @property
    def labels_by_language(self) -> Mapping[str, tuple[str, ...]]:
        return {code: as_labels(getattr(self, f"labels_{code}") or "") for code in LANGUAGES}

    def label(self, language: str) -> str:
        """Returns the preferred label, else that of another language, else the id."""
        labels = self.labels_by_language
        return next((labels[code][0] for code in languages_from(language) if labels[code]), self.code)
