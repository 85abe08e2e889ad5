"""Stores what whoever told a practice agreed to: publication and naming, each with day, text and way."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs import consent_texts
from practices import consent
from practices.fields import CodeField
from practices.models.validation import check_day


def _choices(kind: str) -> list[tuple[str, str]]:
    return [(version, version) for version in consent_texts.versions(kind)]


class Consent(models.Model):
    """Adds two agreements: without the first nothing is published, without the second nobody is named."""

    publication_agreed = models.BooleanField(
        _("they agreed that this is published"),
        default=False,
        help_text=_("With the place, but not yet by name."),
    )
    publication_agreed_on = models.DateField(
        _("agreed to publication on"), null=True, blank=True, validators=[check_day]
    )
    publication_text = CodeField(
        _("text agreed to"), blank=True, choices=_choices(consent_texts.PUBLICATION), max_length=32
    )
    publication_given = CodeField(_("how they agreed"), blank=True, choices=list(consent_texts.WAYS.items()))
    naming_agreed = models.BooleanField(
        _("they agreed to be named"),
        default=False,
        help_text=_("Otherwise readers see “a farmer in” and the place."),
    )
    naming_agreed_on = models.DateField(
        _("agreed to be named on"), null=True, blank=True, validators=[check_day]
    )
    naming_text = CodeField(
        _("text agreed to"), blank=True, choices=_choices(consent_texts.NAMING), max_length=32
    )
    naming_given = CodeField(_("how they agreed"), blank=True, choices=list(consent_texts.WAYS.items()))
    compiled_from_sources = models.BooleanField(
        _("compiled from published sources"),
        default=False,
        help_text=_("Nobody told it to you: all of it stands in the sources named below."),
    )

    class Meta:
        abstract = True

    def settle_consent(self) -> None:
        """Fills in today and today's text where a tick has no details, and empties them without a tick."""
        for kind in consent.KINDS:
            if not getattr(self, f"{kind}_agreed"):
                details: dict[str, Any] = {"agreed_on": None, "text": "", "given": ""}
            else:
                text = getattr(self, f"{kind}_text") or consent_texts.current(kind)
                day = getattr(self, f"{kind}_agreed_on")
                if day is None and text != consent_texts.UNDATED:
                    day = timezone.localdate()
                details = {"agreed_on": day, "text": text}
            for name, value in details.items():
                setattr(self, f"{kind}_{name}", value)

    @property
    def public_name(self) -> str:
        """Returns the name of whoever told this, for everybody; empty unless they agreed to be named."""
        return self.contributor_name if self.naming_agreed else ""  # type: ignore[attr-defined]

    @property
    def public_role(self) -> str:
        """Returns their part in it: in a village it tells who somebody is, so it goes with the name."""
        return self.contributor_role if self.naming_agreed else ""  # type: ignore[attr-defined]


# Given for one telling: a copy of it is another, that may say something else.
CONSENT_FIELDS = tuple(
    field.name for field in Consent._meta.local_fields if field.name != "compiled_from_sources"
)
