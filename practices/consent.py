"""What people agreed to: the texts that were read to them, how they answered, and what publishing needs.

A text never changes once somebody agreed to it: another wording is another version.
"""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PUBLICATION: Final = "publication"
NAMING: Final = "naming"
KINDS: Final = (PUBLICATION, NAMING)

# "By name, with place and pictures": one tick for both, without a date. Records from before 2026-11 have it.
UNDATED: Final = "before-2026-11"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of what is read to somebody, by language."""

    version: str
    words: Mapping[str, str]


_BY_NAME: Final = ConsentText(
    UNDATED,
    {
        "en": "They agreed that this is published: by name, with place and pictures.",
        "fr": "D’accord pour la publication : avec le nom, le lieu et les photos.",
        "es": "Está de acuerdo con que se publique: con nombre, lugar y fotos.",
    },
)

# The newest of each kind comes last.
TEXTS: Final[Mapping[str, tuple[ConsentText, ...]]] = {
    PUBLICATION: (
        _BY_NAME,
        ConsentText(
            "publication-2026-11",
            {
                "en": "I agree that what I told is published on this site in several languages, with "
                "the village or town and the country, free for others to copy under the licence "
                "named there. I can take this back at any time: the page then goes within a "
                "minute, copies that others fetched before end within a day, and what people have "
                "saved or printed cannot be called back.",
                "fr": "Je suis d’accord pour que ce que j’ai raconté soit publié sur ce site en "
                "plusieurs langues, avec le village ou la ville et le pays, et que d’autres "
                "puissent le reprendre selon la licence indiquée. Je peux changer d’avis à tout "
                "moment : la page disparaît alors en une minute, les copies déjà chargées en un "
                "jour ; ce que des gens ont enregistré ou imprimé ne peut pas être rappelé.",
                "es": "Estoy de acuerdo con que lo que conté se publique en este sitio en varios "
                "idiomas, con el pueblo o la ciudad y el país, y que otras personas puedan usarlo "
                "según la licencia indicada. Puedo cambiar de opinión cuando quiera: la página "
                "desaparece entonces en un minuto y las copias ya cargadas en un día; lo que la "
                "gente guardó o imprimió no se puede recuperar.",
            },
        ),
    ),
    NAMING: (
        _BY_NAME,
        ConsentText(
            "naming-2026-11",
            {
                "en": "I agree that my name and my part in it stand beside what I told. Without this, "
                "readers see “a farmer in” and the place. I can take this back at any time.",
                "fr": "Je suis d’accord pour que mon nom et mon rôle figurent à côté de ce que j’ai "
                "raconté. Sinon on lit « un agriculteur ou une agricultrice » et le lieu. Je peux "
                "changer d’avis à tout moment.",
                "es": "Estoy de acuerdo con que mi nombre y mi papel aparezcan junto a lo que conté. Si "
                "no, se lee «un agricultor o una agricultora» y el lugar. Puedo cambiar de "
                "opinión cuando quiera.",
            },
        ),
    ),
}

WAYS: Final[Mapping[str, Promise]] = {
    "spoken": _("spoken, or by phone"),
    "written": _("on paper, signed"),
    "form": _("by a form of this site"),
    "message": _("by message or e-mail"),
}


def current(kind: str) -> str:
    """The version that is read to people today."""
    return TEXTS[kind][-1].version


def versions(kind: str) -> tuple[str, ...]:
    return tuple(text.version for text in TEXTS[kind])


def is_worded_in(kind: str, language: str) -> bool:
    """Return whether the text that is read to people now exists in that language."""
    return bool(TEXTS[kind][-1].words.get(language))


def words(kind: str, version: str, language: str) -> str:
    """What somebody agreed to, in their language or else the first; empty for a version there never was."""
    for text in TEXTS[kind]:
        if text.version == version:
            return text.words.get(language) or next(iter(text.words.values()))
    return ""


# --- what publishing needs ---------------------------------------------------------------------------

AGREED: Final = f"{PUBLICATION}_agreed"


class PublishingRefusedError(ValidationError):
    """Raised in place of publishing; says by field why, in words for whoever asked for it."""

    def __init__(self, reasons: Mapping[str, Promise], name: str) -> None:
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
