"""Defines a practice: what somebody did on their land, where, and how it went."""

import logging
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from taggit.models import Tag
from wagtail.search import index

from practices.consent import KINDS, Publication, PublishingRefusedError, refusals, taken_back
from practices.editing.practice_form import PracticeForm
from practices.editing.practice_panels import edit_handler
from practices.external_ids import LONGEST, free_id, random_id
from practices.fields import (
    CodeField,
    CodesField,
    CountryField,
    MonthsField,
    NeedsField,
    NumberField,
    RangeField,
    ZonesField,
)
from practices.models.base import TrilingualManager, TrilingualPage
from practices.models.conditions import Conditions
from practices.models.consent import CONSENT_FIELDS, Consent
from practices.models.validation import FIRST_YEAR, between, check_currency, check_year, is_of_our_time
from practices.positions import doubt_text
from practices.practice_permissions import PracticePermissions
from zones import naming
from zones.vocabulary import LANGUAGES

logger = logging.getLogger(__name__)

# How Wagtail names the publishing of what was given a date.
SCHEDULED = "wagtail.publish.scheduled"

PROSE = (
    "name",
    "summary",
    "problem",
    "what_changed",
    "did_not_work",
    "how_overcome",
    "tools",
    "inputs",
    "who_works",
    "outcome_note",
    "soil_carbon_known",
)


class Practice(Consent, Conditions, TrilingualPage):
    untitled = _("Untitled practice")
    has_translation_states = True
    edit_handler = edit_handler
    base_form_class = PracticeForm
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["practices.RegionSection"]
    exclude_fields_in_copy: ClassVar[list[str]] = [
        *("external_id", "is_starter", "confirmed_at"),
        *CONSENT_FIELDS,
    ]
    description_fields = ("summary", "problem")
    page_description = _("What somebody tried on their land, and how it went.")

    # --- told in three languages ----------------------------------------------------------------------

    summary = models.TextField(
        _("in short"), max_length=600, blank=True, help_text=_("What is done, in two or three sentences.")
    )
    problem = models.TextField(
        _("what was wrong before"), max_length=3000, blank=True, help_text=_("What made people try it.")
    )
    what_changed = models.TextField(_("what changed"), max_length=3000, blank=True)
    did_not_work = models.TextField(
        _("what did not work"),
        max_length=3000,
        blank=True,
        help_text=_("Others learn as much from this as from what went well."),
    )
    how_overcome = models.TextField(_("how it was overcome"), max_length=3000, blank=True)
    tools = models.TextField(_("tools"), max_length=1000, blank=True)
    inputs = models.TextField(
        _("what must be bought or found"),
        max_length=1000,
        blank=True,
        help_text=_("Seed, manure, stones, feed."),
    )
    who_works = models.TextField(_("who does the work"), max_length=1000, blank=True)
    outcome_note = models.TextField(
        _("more about how it went"),
        max_length=1500,
        blank=True,
        help_text=_("Under which conditions, and why."),
    )
    soil_carbon_known = models.TextField(
        _("what is known of the carbon in this soil"),
        max_length=600,
        blank=True,
        help_text=_("One plain sentence. That nobody measured it is an answer too."),
    )

    # --- where, what, how it went -----------------------------------------------------------------------

    local_names = models.CharField(
        _("local names"), max_length=250, blank=True, help_text=_("As people say it, separated by commas.")
    )
    place_name = models.CharField(_("place"), max_length=120, help_text=_("Village, town or district."))
    country = CountryField(_("country"), blank=True)
    land_uses = CodesField(_("land use"), vocabulary_name="LAND_USES")
    practice_groups = CodesField(_("kind of practice"), vocabulary_name="PRACTICE_GROUPS", blank=True)
    measures = CodesField(_("measures"), vocabulary_name="MEASURES", blank=True)
    outcome = CodeField(_("how it went"), vocabulary_name="OUTCOMES")
    since_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True, validators=[check_year])
    until_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True, validators=[check_year])
    introduced_by = CodeField(_("who brought it"), vocabulary_name="INTRODUCED_BY", blank=True)
    area_ha = NumberField(_("area in hectares"), null=True, blank=True, validators=between(0, 1e8))
    control_plot = models.BooleanField(
        _("a plot beside it without the practice"), null=True, blank=True, help_text=_("To compare with.")
    )
    needs = NeedsField(
        _("only where"),
        help_text=_(
            "Tick only what there is no practice without. Of several crops or animals any one will do."
        ),
    )

    # --- what it takes ----------------------------------------------------------------------------------

    labour_person_days_per_ha = RangeField(
        _("work"), unit=_("days of one person per hectare"), low=0, high=10000
    )
    labour_months = MonthsField(_("months of work"), blank=True)
    cost_low = NumberField(_("cost, from"), null=True, blank=True, validators=between(0, 1e12))
    cost_high = NumberField(_("cost, to"), null=True, blank=True, validators=between(0, 1e12))
    cost_currency = models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[check_currency],
        help_text=_("Three letters: XOF, EUR."),
    )
    cost_basis = CodeField(
        _("cost counted"),
        vocabulary_name="COST_BASES",
        blank=True,
    )
    cost_year = models.PositiveSmallIntegerField(
        _("prices of the year"), null=True, blank=True, validators=[check_year]
    )
    money_before_return = CodeField(
        _("money needed before the first return"),
        vocabulary_name="MONEY_BEFORE_RETURN",
        blank=True,
    )
    secure_land_needed = models.BooleanField(
        _("needs land that is sure to stay with the farmer"), null=True, blank=True
    )

    # --- who, and what for ------------------------------------------------------------------------------

    contributor_name = models.CharField(_("told by"), max_length=120, blank=True)
    contributor_role = models.CharField(
        _("their part in it"), max_length=120, blank=True, help_text=_("Farmer, adviser, researcher.")
    )
    licence = CodeField(_("licence"), vocabulary_name="LICENCES", default="CC-BY-4.0")
    tags = ClusterTaggableManager(through="practices.PracticeTag", blank=True, verbose_name=_("tags"))
    zone_tags = ZonesField(
        _("zones"), blank=True, help_text=_("Taken from the conditions, unless you set them yourself.")
    )
    zones_are_stated = models.BooleanField(_("I set the zones myself"), default=False)
    drawing = models.SlugField(
        _("drawing"), max_length=80, blank=True, help_text=_("The name of one of our drawings.")
    )
    lead_image = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
    )
    is_starter = models.BooleanField(_("starter entry"), default=False, editable=False)
    confirmed_at = models.DateTimeField(
        _("last confirmed"),
        null=True,
        blank=True,
        help_text=_("When somebody on the spot last said: still so."),
    )
    # Under which machines and exchanged files know it: given at the first save, never changed.
    external_id = models.SlugField(_("id in exchanged files"), max_length=LONGEST, blank=True, editable=False)

    objects = TrilingualManager()

    search_fields = [
        *TrilingualPage.search_fields,
        *(index.SearchField(f"summary_{code}") for code in LANGUAGES),
        index.SearchField("place_name"),
        index.SearchField("local_names"),
        index.FilterField("country"),
        index.FilterField("outcome"),
        index.FilterField("is_starter"),
    ]

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = [models.UniqueConstraint(fields=["external_id"], name="practice_external_id_once")]

    def prepare(self) -> None:
        super().prepare()
        self.settle_consent()
        self.settle_position(self.place_name, self.country)
        self.derive_conditions()
        if not self.zones_are_stated:
            self.zone_tags = naming.zones_of(self.conditions())
        if self._state.adding:
            self._give_external_id()

    def _give_external_id(self) -> None:
        """Names what is new and has a place in the tree; an alias is a practice of its own to machines."""
        if self.alias_of_id and self.external_id == self.alias_of.specific.external_id:
            self.external_id = ""
        if not self.external_id and self.path:
            others = Practice.objects.all()
            self.external_id = free_id(
                self.slug if self.is_named else random_id(),
                lambda made: others.filter(external_id=made).exists(),
            )

    def _keep_external_id(self) -> None:
        """Raises ValidationError where the id differs from the stored one."""
        known = Practice.objects.filter(pk=self.pk).values_list("external_id", flat=True).first()
        if known and self.external_id != known:
            raise ValidationError(_("The id of a practice never changes."), code="external_id_changed")

    def with_content_json(self, content: dict[str, Any]) -> "Practice":
        # A revision may be older than the id.
        practice: Practice = super().with_content_json({**content, "external_id": self.external_id})
        # A version names its tags by number; they are read at once, and what is gone is left out.
        if tagged := [item for item in practice.tagged_items.all() if "tag" not in item._state.fields_cache]:
            tags = Tag.objects.in_bulk([item.tag_id for item in tagged])
            practice.tagged_items = [item for item in tagged if item.tag_id in tags]
            for item in practice.tagged_items.all():
                item.tag = tags[item.tag_id]
        return practice

    def clean(self) -> None:
        super().clean()
        problems: dict[str, Any] = {}
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            problems[missing] = _("A position needs both numbers.")
        for first, last in (("since_year", "until_year"), ("cost_low", "cost_high")):
            low, high = getattr(self, first), getattr(self, last)
            if low is not None and high is not None and low > high:
                problems[last] = _("This must not be less than the first number.")
        if self.confirmed_at is not None and not is_of_our_time(self.confirmed_at):
            problems["confirmed_at"] = _("Write a day that has begun, and not before %(year)s.") % {
                "year": FIRST_YEAR
            }
        if problems:
            raise ValidationError(problems)

    def permissions_for_user(self, user: AbstractBaseUser | AnonymousUser) -> PracticePermissions:
        return PracticePermissions(user, self)

    # --- publishing -----------------------------------------------------------------------------------

    def refuse_publishing(self) -> None:
        """Raises PublishingRefusedError where somebody has not agreed.

        Every way to publish comes here: whatever is saved as live, and every revision that is published or
        given a date. Forms ask the same before, to say it at the field.
        """
        found = refusals(
            Publication(
                is_agreed=self.publication_agreed,
                is_compiled=self.compiled_from_sources,
                names_somebody=bool(self.contributor_name),
                sources=self.citations.count(),
                pictures=[
                    self.lead_image,
                    *(step.image for step in self.steps.all()),
                ],
            )
        )
        if found:
            raise PublishingRefusedError(found, self.get_admin_display_title())

    def save(self, clean: bool = True, **kwargs: Any) -> None:
        if self._state.adding and self.alias_of_id and (source := self.alias_of.specific):
            # An alias shows its source, and what was agreed for that.
            for name in CONSENT_FIELDS:
                setattr(self, name, getattr(source, name))
        if not self._state.adding:
            self._keep_external_id()
        if self.live and (clean or self._state.adding):
            self.refuse_publishing()
        super().save(clean=clean, **kwargs)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> None:
        asked = revision.as_object()
        try:
            asked.refuse_publishing()
            if self.latest_revision_id != revision.pk:
                self._refuse_what_was_taken_back(asked)
            asked.refuse_incomplete()
        except PublishingRefusedError as refused:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            # Nobody is there to read it, and the other pages of that minute must not wait for this one.
            self.revisions.filter(pk=revision.pk).update(approved_go_live_at=None)
            logger.warning("not published at the set time: practice %s: %s", self.pk, refused.messages)
            return
        super().publish(revision, *args, **kwargs)

    def refuse_incomplete(self) -> None:
        """Raises PublishingRefusedError where something is missing without which none is published.

        What a peer told may be handed in without it, and is approved by a button that no form stands behind.
        """
        self.live = True
        try:
            self.full_clean()
        except ValidationError as problem:
            found = problem.message_dict
            reasons = {name: f"{self._label_of(name)}{' '.join(found[name])}" for name in found}
            raise PublishingRefusedError(reasons, self.get_admin_display_title()) from problem
        if text := self.unconfirmed_doubt():
            raise PublishingRefusedError({"position_confirmed": text}, self.get_admin_display_title())

    def unconfirmed_doubt(self) -> str:
        """Returns in words why the position is hardly right; empty where nothing speaks against it.

        Empty too where somebody said that it is right.
        """
        return "" if self.position_confirmed else self.doubt_of_position()

    def doubt_of_position(self, section: Any = None) -> str:
        """Returns the same whether or not somebody said so; `section` is where a new one will stand."""
        countries = (self.country,) if self.country else self._countries_of_region(section)
        found = self.position_doubt(countries)
        return doubt_text(found, countries) if found is not None else ""

    def _countries_of_region(self, section: Any) -> tuple[str, ...]:
        region = section or (self.get_parent() if self.path else None)
        return tuple(getattr(region.specific_deferred, "countries", ())) if region else ()

    def _label_of(self, name: str) -> str:
        known = {field.name: field.verbose_name for field in self._meta.fields}
        return f"{capfirst(str(known[name]))}: " if name in known else ""

    def _refuse_what_was_taken_back(self, older: "Practice") -> None:
        """Raises PublishingRefusedError where the newest version lacks an agreement that `older` has."""
        newest = self.get_latest_revision_as_object()
        found = taken_back(
            {fact for fact in KINDS if getattr(older, f"{fact}_agreed")},
            {fact for fact in KINDS if getattr(newest, f"{fact}_agreed")},
        )
        if found:
            raise PublishingRefusedError(found, self.get_admin_display_title())

    @property
    def filled_when_empty(self) -> frozenset[str]:
        details = (f"{kind}_{name}" for kind in KINDS for name in ("agreed_on", "text"))
        return super().filled_when_empty | frozenset(details)

    @property
    def derived_fields(self) -> frozenset[str]:
        return frozenset() if self.zones_are_stated else frozenset({"zone_tags"})
