"""What publishing needs: which agreements must have been given, and why a publication is refused."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.consent_texts import NAMING, PUBLICATION

# The two facts of a practice; each has fields of its own.
KINDS: Final = (PUBLICATION, NAMING)
AGREED: Final = f"{PUBLICATION}_agreed"


class PublishingRefusedError(ValidationError):
    """Raised in place of publishing; says by field why, in words for whoever asked for it."""

    def __init__(self, reasons: Mapping[str, Promise | str], name: str) -> None:
        super().__init__(dict(reasons), code="no_agreement")
        self.name = name

    @property
    def sentence(self) -> str:
        return gettext("“%(name)s” was not published. %(reasons)s") % {
            "name": self.name,
            "reasons": " ".join(self.messages),
        }


@dataclass(frozen=True, slots=True)
class Publication:
    """A practice as far as publishing asks for agreement. `pictures` are media.Image objects or None."""

    is_agreed: bool
    is_compiled: bool
    names_somebody: bool
    sources: int
    pictures: Collection[Any] = ()


def refusals(asked: Publication) -> dict[str, Promise]:
    """Why this must not be published, by field; empty when it may."""
    found: dict[str, Promise] = {}
    if asked.is_compiled and asked.names_somebody:
        found["compiled_from_sources"] = _(
            "Somebody is named as telling this. Then it is not compiled from published sources alone: "
            "untick this, or take the name out."
        )
    elif asked.is_compiled and not asked.sources:
        found["compiled_from_sources"] = _("Write down at least one source that this was compiled from.")
    elif not asked.is_compiled and not asked.is_agreed:
        found[AGREED] = _(
            "Ask whoever told this whether it may be published, then tick this box. It can be kept as a "
            "draft until then. Only what is compiled from published sources needs no agreement."
        )
    if any(picture is not None and picture.is_refused for picture in asked.pictures):
        found["lead_image"] = _(
            "Somebody who can be recognised in a picture of this practice has not agreed. Choose another "
            "picture, or ask them and note it with the picture."
        )
    return found


def taken_back(then: Set[str], now: Set[str]) -> dict[str, Promise]:
    """Why an older version must not be published: facts that were agreed to then and are not now."""
    return {
        f"{fact}_agreed": _("In a newer version this agreement was taken back.")
        for fact in sorted(then - now)
    }
