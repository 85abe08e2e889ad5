"""Defines what hangs on a practice: steps, impacts, soil carbon, sources, films and voices, tags."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import model_from_serializable_data
from taggit.models import TaggedItemBase
from wagtail.models import Orderable

from practices.fields import CodeField, NumberField
from practices.models.default_language_columns import DefaultLanguageColumns
from practices.models.validation import DOI, LANGUAGE, between, check_day, check_year
from practices.soil_carbon import MESSAGES, carbon_faults

LONGEST_KEY = 20
_IS_LANGUAGE = RegexValidator(f"^{LANGUAGE}$", _("Write the two letters of a language, such as en."))


class RowOfVersion:
    """Reads a row of a practice's version. Subclasses name the key to the practice, `owner`."""

    owner: ClassVar[str] = "practice"
    taken_for_granted: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def from_serializable_data(cls, data: Any, check_fks: bool = True, strict_fks: bool = False) -> Any:
        """Returns the row; None where something that it needs is gone.

        Its practice is the one that is being read, so the database is not asked for it row by row.
        """
        unasked = {name: data.get(name) for name in (cls.owner, *cls.taken_for_granted)}
        row = model_from_serializable_data(
            cls, {**data, **dict.fromkeys(unasked)}, check_fks=check_fks, strict_fks=strict_fks
        )
        if row is not None:
            for name, key in unasked.items():
                setattr(row, f"{name}_id", key)
        return row


class TaggedItems(models.Manager["PracticeTag"]):
    def get_queryset(self) -> models.QuerySet["PracticeTag"]:
        """Returns them with their tags: forms ask each for its own."""
        return super().get_queryset().select_related("tag")


class PracticeTag(RowOfVersion, TaggedItemBase):
    owner = "content_object"
    # `Practice.with_content_json` reads the tags of a version at once, and leaves out what is gone.
    taken_for_granted = ("tag",)

    content_object = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="tagged_items")

    objects = TaggedItems()


class PracticeStep(RowOfVersion, DefaultLanguageColumns, Orderable):
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
        verbose_name=_("video or voice"),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.text or ""


class PracticeImpact(RowOfVersion, DefaultLanguageColumns, Orderable):
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


class SoilCarbonMeasurement(RowOfVersion, DefaultLanguageColumns, Orderable):
    """Holds one quantity that was measured in one layer; the vocabulary says in which unit."""

    practice = ParentalKey(
        "practices.Practice", on_delete=models.CASCADE, related_name="soil_carbon_measured"
    )
    quantity = CodeField(_("what was measured"), vocabulary_name="CARBON_QUANTITIES")
    finding = CodeField(_("what came out"), vocabulary_name="CARBON_FINDINGS", blank=True)
    before = NumberField(
        _("before, or without the practice"), null=True, blank=True, validators=between(0, 10_000)
    )
    after = NumberField(
        _("afterwards, or with the practice"), null=True, blank=True, validators=between(0, 10_000)
    )
    low = NumberField(
        _("lowest"),
        null=True,
        blank=True,
        validators=between(-1000, 10_000),
        help_text=_("Of the rate, or of the number afterwards."),
    )
    high = NumberField(_("highest"), null=True, blank=True, validators=between(-1000, 10_000))
    depth_from_cm = NumberField(
        _("from a depth of, in cm"), null=True, blank=True, validators=between(0, 1000)
    )
    depth_to_cm = NumberField(_("to a depth of, in cm"), null=True, blank=True, validators=between(0, 1000))
    years = NumberField(_("years between both"), null=True, blank=True, validators=between(0, 1000))
    comparison = CodeField(_("compared"), vocabulary_name="CARBON_COMPARISONS", blank=True)
    method = models.CharField(_("how it was measured"), max_length=200, blank=True)
    # The key of a source of the practice.
    source = models.SlugField(
        _("short name of the source"),
        max_length=LONGEST_KEY,
        blank=True,
        help_text=_("As you wrote it under “Where this is written down”."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("measurement of soil carbon")
        verbose_name_plural = _("measurements of soil carbon")

    def __str__(self) -> str:
        return self.get_quantity_display()

    def clean(self) -> None:
        super().clean()
        faults = {field: MESSAGES[fault] for field, fault in carbon_faults(self)}
        if faults:
            raise ValidationError(faults)


class Citation(RowOfVersion, DefaultLanguageColumns, Orderable):
    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="citations")
    # Named by the `source` of a stated condition.
    key = models.SlugField(_("short name"), max_length=LONGEST_KEY, blank=True)
    text = models.CharField(
        _("source"), max_length=600, help_text=_("Author (year). Title. Where it appeared.")
    )
    # Of `text`: read aloud in another language a title is not understood.
    language = models.CharField(
        _("its language"),
        max_length=3,
        blank=True,
        validators=[_IS_LANGUAGE],
        help_text=_("Two letters: en, fr, es, pt."),
    )
    note = models.CharField(
        _("your remark"),
        max_length=300,
        blank=True,
        help_text=_("What one finds there: trials on sand, 30 farms asked."),
    )
    doi = models.CharField(
        "DOI",
        max_length=200,
        blank=True,
        validators=[RegexValidator(f"^{DOI}$", _("A DOI begins with 10. and has a stroke."))],
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=[check_year])
    read_as = CodeField(
        _("how it was read"),
        vocabulary_name="READINGS",
        blank=True,
        help_text=_("By whoever wrote this down; empty where nobody noted it."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.text


class PracticeClip(RowOfVersion, Orderable):
    """Says which film or voice belongs to a practice; what is known of it stands on the clip itself."""

    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="clips")
    clip = models.ForeignKey(
        "media.Clip", on_delete=models.CASCADE, related_name="+", verbose_name=_("video or voice")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("video or voice")
        verbose_name_plural = _("videos and voices")

    def __str__(self) -> str:
        return str(self.clip)


class TutorialLink(RowOfVersion, DefaultLanguageColumns, Orderable):
    """Holds the address of a film or a leaflet elsewhere that shows how it is done."""

    practice = ParentalKey("practices.Practice", on_delete=models.CASCADE, related_name="see_it_done")
    url = models.URLField(_("address"), max_length=500, validators=[URLValidator(schemes=["http", "https"])])
    title = models.CharField(_("its title"), max_length=300, help_text=_("In its own language."))
    language = models.CharField(
        _("its language"),
        max_length=3,
        validators=[_IS_LANGUAGE],
        help_text=_("Two letters: en, fr, es, pt."),
    )
    kind = CodeField(_("kind"), vocabulary_name="TUTORIAL_KINDS")
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), null=True, blank=True, validators=between(1, 1000)
    )
    checked_on = models.DateField(
        _("opened and seen on"),
        null=True,
        blank=True,
        validators=[check_day],
        help_text=_("The day on which one of you opened it; empty where nobody has."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("tutorial elsewhere")
        verbose_name_plural = _("tutorials elsewhere")

    def __str__(self) -> str:
        return self.title
