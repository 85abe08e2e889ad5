"""Defines what hangs on a practice: steps, impacts, sources, tags."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.models import Orderable

from practices.fields import CodeField
from practices.models.default_language_columns import DefaultLanguageColumns
from practices.models.validation import DOI, check_year


class PracticeTag(TaggedItemBase):
    content_object = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="tagged_items")


class PracticeStep(DefaultLanguageColumns, Orderable):
    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="steps")
    text = models.TextField(_("what is done"), max_length=2000, blank=True)
    when = models.CharField(
        _("when"),
        max_length=200,
        blank=True,
        help_text=_("In relation to the rains or the crop: before the first rain, at flowering."),
    )
    drawing = models.SlugField(
        _("drawing"), max_length=80, blank=True, help_text=_("The name of one of our drawings.")
    )
    image = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
    )
    clip = models.ForeignKey(
        "media.Clip",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("clip"),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.text or ""


class PracticeImpact(DefaultLanguageColumns, Orderable):
    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="impacts")
    indicator = CodeField(_("what"), vocabulary_name="IMPACTS")
    score = models.SmallIntegerField(
        _("from −3 (much worse) to +3 (much better)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-3), MaxValueValidator(3)],
    )
    before = models.CharField(_("before"), max_length=100, blank=True)
    after = models.CharField(_("after"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self) -> str:
        return self.get_indicator_display()


class Citation(Orderable):
    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="citations")
    # Named by the `source` of a stated condition.
    key = models.SlugField(_("short name"), max_length=20, blank=True)
    text = models.CharField(
        _("source"), max_length=600, help_text=_("Author (year). Title. Where it appeared.")
    )
    doi = models.CharField(
        "DOI",
        max_length=200,
        blank=True,
        validators=[RegexValidator(f"^{DOI}$", _("A DOI begins with 10. and has a stroke."))],
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=[check_year])

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.text
