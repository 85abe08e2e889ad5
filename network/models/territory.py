"""Defines a territory that looks for a twin, and what it states of itself: each figure with its source."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.figure import LONGEST_SOURCE, Figure
from network.twins.fields import TerritoryLanguagesField, TopicsField
from practices.external_ids import LONGEST, free_id
from practices.fields import CountryField, NumberField
from practices.models.default_language_columns import DefaultLanguageColumns
from practices.positions import doubt_text
from zones.geography import snap
from zones.land import Land, land_at
from zones.position_doubt import doubt

LONGEST_NAME: Final = 120
LONGEST_TEXT: Final = 1500
# Pages of the same folder.
TAKEN: Final = frozenset({"join", "mine", "exchange", "who-to-ask", "map.svg", "territories.csv"})


class TerritoryState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def public(self) -> "TerritoryQuerySet":
        """Returns those that anybody may see."""
        return self.filter(state=TerritoryState.PUBLISHED)


class Territory(DefaultLanguageColumns, models.Model):
    """Holds a commune, district or region. What it has not said stays empty."""

    class Level(models.TextChoices):
        COMMUNE = "commune", _("commune")
        DISTRICT = "district", _("district")
        REGION = "region", _("region")

    class Role(models.TextChoices):
        CARES = "offers_land_care", _("has land that can take up carbon")
        REMOVES = "seeks_removal", _("emits much and seeks a partner")
        BOTH = "both", _("both")
        LEARNS = "learning_only", _("wants to learn only")

    # Given once, never changed: the address of its page.
    slug = models.SlugField(_("address"), max_length=LONGEST, unique=True, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    country = CountryField(_("country"))
    level = models.CharField(_("kind"), max_length=10, choices=Level.choices, blank=True)
    latitude = NumberField(_("latitude of the centre"), help_text=_("Kept to 0.1 degree, about 10 km."))
    longitude = NumberField(_("longitude of the centre"))
    languages = TerritoryLanguagesField(_("languages"), blank=True)
    role = models.CharField(_("role in an exchange"), max_length=20, choices=Role.choices, blank=True)
    offers = TopicsField(_("offers"), blank=True)
    seeks = TopicsField(_("seeks"), blank=True)
    about = models.TextField(_("about"), max_length=LONGEST_TEXT, blank=True)
    own_text = models.TextField(
        _("in its own words"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("As the territory itself wrote it, in its own language."),
    )
    own_language = models.CharField(_("language of these words"), max_length=3, blank=True)
    twin = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("twin"),
        help_text=_("The territory that it is paired with."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=TerritoryState.choices, default=TerritoryState.DRAFT
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Rounds the centre. Raises ValidationError, for one outside of the country for instance."""
        problems: dict[str, str] = {}
        if self.latitude is not None and not -90 <= self.latitude <= 90:
            problems["latitude"] = gettext("Latitude goes from -90 to 90.")
        elif self.longitude is not None and not -180 <= self.longitude <= 180:
            problems["longitude"] = gettext("Longitude goes from -180 to 180.")
        elif self.latitude is not None and self.longitude is not None:
            self.latitude, self.longitude = snap(self.latitude, self.longitude)
            countries = (self.country,) if self.country else ()
            if (found := doubt(self.latitude, self.longitude, countries)) is not None:
                problems["latitude"] = doubt_text(found, countries)
        if self.own_text and not self.own_language:
            problems["own_language"] = gettext("Say in which language these words are.")
        if self.twin_id is not None and self.twin_id == self.pk:
            problems["twin"] = gettext("A territory cannot be its own twin.")
        if problems:
            raise ValidationError(problems)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves it under an address of its own."""
        if not self.slug:
            others = Territory.objects.all()
            self.slug = free_id(
                self.name or "territory",
                lambda wanted: wanted in TAKEN or others.filter(slug=wanted).exists(),
            ).lower()
        super().save(*args, **kwargs)

    @property
    def is_public(self) -> bool:
        return self.state == TerritoryState.PUBLISHED

    @property
    def land(self) -> Land:
        """Returns the land at its centre, with what the map knows of it."""
        return land_at(self.latitude, self.longitude, place_name=self.name)


class TerritoryFact(Figure):
    """Holds one figure of a territory."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="facts")
    # A code of `network/twins/vocabulary.py`.
    indicator = models.CharField(_("what"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    source_text = models.CharField(_("source"), max_length=LONGEST_SOURCE)

    class Meta:
        verbose_name = _("figure of a territory")
        verbose_name_plural = _("figures of territories")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.territory_id} {self.indicator} {self.year}"
